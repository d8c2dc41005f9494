"""What a report is: frozen pydantic models. Imports the standard library and pydantic only; no I/O, no regex."""
