"""One module a page: lists, writing, authors, files, rounds, dossiers, checking."""
