"""Parts of the plain text reader: encodings, lines and columns, Markdown."""
