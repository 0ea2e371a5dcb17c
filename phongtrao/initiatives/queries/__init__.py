"""Questions about rounds and initiatives, set by set."""
