"""Input, a module a noun."""
