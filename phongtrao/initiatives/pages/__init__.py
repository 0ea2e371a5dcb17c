"""What busy pages of initiatives show: one module per noun."""
