"""What people do with councils: one module per noun."""
