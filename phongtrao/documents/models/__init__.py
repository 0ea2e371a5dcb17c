"""Papers and proofs: official documents and their citations, files, evidence, templates, papers."""

from phongtrao.documents.models.books import BookLine, NumberBook
from phongtrao.documents.models.distribution import Delivery, RecipientLine
from phongtrao.documents.models.evidence import Evidence
from phongtrao.documents.models.files import StoredFile
from phongtrao.documents.models.incoming import Incoming
from phongtrao.documents.models.official import Citation, DocumentKind, OfficialDocument
from phongtrao.documents.models.outgoing import (
    Approval,
    DraftVersion,
    FinishedFile,
    Opinion,
    SignedCopy,
    WrittenDraft,
)
from phongtrao.documents.models.packages import Package
from phongtrao.documents.models.papers import Paper, Template, TemplateVersion
from phongtrao.documents.models.recipients import Purpose, RecipientGroup, RecipientMember

__all__ = [
    "Approval",
    "BookLine",
    "Citation",
    "Delivery",
    "DocumentKind",
    "DraftVersion",
    "Evidence",
    "FinishedFile",
    "Incoming",
    "NumberBook",
    "OfficialDocument",
    "Opinion",
    "Package",
    "Paper",
    "Purpose",
    "RecipientGroup",
    "RecipientLine",
    "RecipientMember",
    "SignedCopy",
    "StoredFile",
    "Template",
    "TemplateVersion",
    "WrittenDraft",
]
