"""Questions about indicators, rounds and numbers: one module a noun."""
