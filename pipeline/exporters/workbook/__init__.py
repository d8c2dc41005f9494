"""The sheets of the workbook, one module each.

All text is written as text: nothing in a report can become a formula or a link.
"""
