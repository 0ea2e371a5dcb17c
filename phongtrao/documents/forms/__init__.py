"""Forms and filters: one module a noun."""

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
    "CitationForm",
    "DocumentFilter",
    "DocumentForm",
    "EvidenceChangeForm",
    "EvidenceFilter",
    "EvidenceForm",
    "TemplateForm",
]
