"""What people do with rounds and initiatives: one module per noun."""
