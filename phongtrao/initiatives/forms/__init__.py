"""What is typed: an initiative, its authors, a round, a check, filters."""
