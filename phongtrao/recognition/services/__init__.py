"""What people do with creations: one module per noun."""
