"""Questions that join or count."""
