"""Documents cited in a plan: number, kind, issuer, date, subject, and the part they play."""

from phongtrao.reader.citations.collect import read_citations

__all__ = ["read_citations"]
