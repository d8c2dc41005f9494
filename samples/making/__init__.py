"""How the samples are made: drafts (text and gold written together), their contents, and the DOCX and PDF writers."""
