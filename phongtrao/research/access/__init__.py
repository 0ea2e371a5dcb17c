"""May I, and the only door to objects: a module for each noun."""
