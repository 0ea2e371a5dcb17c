"""Pages of indicators: one module a noun."""
