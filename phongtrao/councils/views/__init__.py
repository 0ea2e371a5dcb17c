"""Pages of councils: one module per noun."""
