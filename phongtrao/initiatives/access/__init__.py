"""May I? And the only doors to rounds and initiatives."""
