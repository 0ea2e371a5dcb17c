"""What busy pages of councils show: one module per noun."""
