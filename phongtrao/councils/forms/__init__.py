"""What people type about councils: one module per noun."""
