"""Data of this app."""

from phongtrao.similarity.models.index import CommonPhrases, IndexedText, Posting

__all__ = ["CommonPhrases", "IndexedText", "Posting"]
