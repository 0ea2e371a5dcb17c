"""What busy pages show: one module a noun."""

from phongtrao.documents.pages.register import DocumentPage

__all__ = ["DocumentPage"]
