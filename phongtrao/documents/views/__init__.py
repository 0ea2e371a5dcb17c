"""Pages of this app: one module a noun."""
