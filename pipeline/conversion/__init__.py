"""Old office formats to DOCX through LibreOffice, without network.

LibreOffice fetches pictures and style sheets that a document names. It therefore only ever runs in a network namespace
of its own; a machine that cannot make one converts nothing and says so.
"""
