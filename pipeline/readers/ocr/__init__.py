"""Recognition of scanned pages: picture, cleaned picture, words, pieces; then laid out by ``paging`` like any page.

Imported only when a page needs it. Tesseract is asked through tesserocr when it is installed, else through its command.
"""
