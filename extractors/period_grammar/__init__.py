"""How a period is written, and the half-open dates it means."""
