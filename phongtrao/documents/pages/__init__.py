"""What busy pages show: one module a noun."""

from phongtrao.documents.pages.outgoing import (
    ApprovalPage,
    Comparison,
    OutgoingPage,
    state_of_document,
)
from phongtrao.documents.pages.register import DocumentPage

__all__ = ["ApprovalPage", "Comparison", "DocumentPage", "OutgoingPage", "state_of_document"]
