"""May I? And the only doors to councils, cases, sheets and sittings."""
