"""How files enter: found in folders, kept as originals, read in child processes with limits, and put into the library."""
