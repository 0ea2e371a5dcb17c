"""Who may what in this app."""
