"""Papers and proofs: official documents and their citations, files, evidence, templates, papers."""

from phongtrao.documents.models.books import BookLine, NumberBook
from phongtrao.documents.models.certificates import (
    Certificate,
    CertificateBatch,
    CertificateBook,
    CertificateForm,
)
from phongtrao.documents.models.checks import SignatureCheck
from phongtrao.documents.models.distribution import Delivery, RecipientLine
from phongtrao.documents.models.evidence import Evidence
from phongtrao.documents.models.files import FileWords, StoredFile
from phongtrao.documents.models.forms import Form, FormVersion
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
from phongtrao.documents.models.shipped import InForce, InForceQuerySet, Shipped, Version

__all__ = [
    "Approval",
    "BookLine",
    "Certificate",
    "CertificateBatch",
    "CertificateBook",
    "CertificateForm",
    "Citation",
    "Delivery",
    "DocumentKind",
    "DraftVersion",
    "Evidence",
    "FileWords",
    "FinishedFile",
    "Form",
    "FormVersion",
    "InForce",
    "InForceQuerySet",
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
    "Shipped",
    "SignatureCheck",
    "SignedCopy",
    "StoredFile",
    "Template",
    "TemplateVersion",
    "Version",
    "WrittenDraft",
]
