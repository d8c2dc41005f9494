"""Reading amounts in running text: the number, its bound, and the noun phrase that says what it counts."""
