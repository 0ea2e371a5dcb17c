"""Who sees, writes and verifies what."""
