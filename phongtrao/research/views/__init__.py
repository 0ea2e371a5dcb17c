"""Views of research: a module for each noun."""
