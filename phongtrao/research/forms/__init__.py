"""Input: a module for each noun."""
