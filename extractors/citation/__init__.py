"""What citations are made of: numbers, labels, lists, named laws, dates, issuers, relations and keys.

Everything here works on folded text (``extractors.text.folding``) and returns offsets of it;
``extractors.references`` puts the parts together and maps them back to the raw text.
"""
