"""Views of digital literacy: a module for each noun."""
