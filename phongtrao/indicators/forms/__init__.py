"""What is typed about indicators: one module a noun."""
