"""The text layer below the extractors: tokens, folding, words, numbers. Nothing here knows what a report is."""
