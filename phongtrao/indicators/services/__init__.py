"""What is done with indicators: one module a noun."""
