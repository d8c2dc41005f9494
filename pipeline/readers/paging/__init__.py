"""From placed pieces of text to blocks in reading order: the layout work shared by PDF text and recognised scans.

``Piece`` (a stretch of one printed line) -> rows and columns -> lines -> paragraphs -> blocks. All lengths are PDF
points from the top left corner of the page as it is shown; offsets are into the text of one page (``PageText``), and
``Placement`` leads from the offsets of the finished document back to them.
"""
