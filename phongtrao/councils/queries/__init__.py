"""Questions to councils: one module per noun."""
