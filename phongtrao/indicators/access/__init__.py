"""Who may do what with indicators: one module a noun."""
