"""Forms and filters: one module a noun."""

from phongtrao.documents.forms.outgoing import (
    AskForm,
    BookLineFilter,
    DraftForm,
    IssueForm,
    LeaveOutForm,
    NewDraftForm,
    OpinionForm,
    OutgoingFilter,
    ReasonForm,
    SignedFileForm,
    SubmitForm,
)
from phongtrao.documents.forms.register import (
    CitationForm,
    DocumentFilter,
    DocumentForm,
    EvidenceChangeForm,
    EvidenceFilter,
    EvidenceForm,
    TemplateForm,
)

__all__ = [
    "AskForm",
    "BookLineFilter",
    "CitationForm",
    "DocumentFilter",
    "DocumentForm",
    "DraftForm",
    "EvidenceChangeForm",
    "EvidenceFilter",
    "EvidenceForm",
    "IssueForm",
    "LeaveOutForm",
    "NewDraftForm",
    "OpinionForm",
    "OutgoingFilter",
    "ReasonForm",
    "SignedFileForm",
    "SubmitForm",
    "TemplateForm",
]
