"""Papers and proofs: official documents and their citations, files, evidence, templates, papers."""

from phongtrao.documents.models.evidence import Evidence
from phongtrao.documents.models.files import StoredFile
from phongtrao.documents.models.official import Citation, DocumentKind, OfficialDocument
from phongtrao.documents.models.papers import Paper, Template, TemplateVersion

__all__ = [
    "Citation",
    "DocumentKind",
    "Evidence",
    "OfficialDocument",
    "Paper",
    "StoredFile",
    "Template",
    "TemplateVersion",
]
