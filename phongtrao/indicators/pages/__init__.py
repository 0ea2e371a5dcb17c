"""What busy pages of indicators show: one module a noun."""
