"""How files enter: found in folders, kept as originals, read in child processes with limits, put into the library."""
