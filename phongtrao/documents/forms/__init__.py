"""Forms and filters: one module a noun."""

from phongtrao.documents.forms.outgoing import (
    AskForm,
    BookLineFilter,
    DraftForm,
    FinishedFileForm,
    IssueForm,
    KeepApprovedForm,
    LeaveOutForm,
    NewDraftForm,
    OpinionForm,
    OutgoingFilter,
    ReasonForm,
    SignedFileForm,
    SubmitForm,
)
from phongtrao.documents.forms.planned import groups_of, planned_initial
from phongtrao.documents.forms.register import (
    CitationForm,
    DocumentFilter,
    DocumentForm,
    EvidenceChangeForm,
    EvidenceFilter,
    EvidenceForm,
    TemplateForm,
)
from phongtrao.documents.forms.writing import NewWrittenForm, WrittenForm

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
    "FinishedFileForm",
    "IssueForm",
    "KeepApprovedForm",
    "LeaveOutForm",
    "NewDraftForm",
    "NewWrittenForm",
    "OpinionForm",
    "OutgoingFilter",
    "ReasonForm",
    "SignedFileForm",
    "SubmitForm",
    "TemplateForm",
    "WrittenForm",
    "groups_of",
    "planned_initial",
]
