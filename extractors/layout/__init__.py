"""What the extractors of a document's frame share: paragraphs, pieces of lines, number labels, head and closing.

Everything here works in offsets of the folded text (``doc._.folded``); ``proof`` turns them into evidence of the raw
text.
"""
