"""Parts of the DOCX reader: package, styles, numbering, walk, tables, layout."""
