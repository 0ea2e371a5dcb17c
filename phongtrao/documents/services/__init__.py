"""What can be done with files, official documents, evidence, templates and papers."""

from phongtrao.documents.services.evidence import add_evidence, change_evidence
from phongtrao.documents.services.files import (
    open_file,
    read_file,
    store_bytes,
    store_file,
    sweep_orphans,
)
from phongtrao.documents.services.papers import (
    approve_paper,
    fail_paper,
    render_paper,
    request_paper,
)
from phongtrao.documents.services.register import (
    DocumentData,
    change_document,
    cite,
    find_or_register_cited,
    register_document,
    remove_citation,
)
from phongtrao.documents.services.templates import current_version, upload_template

__all__ = [
    "DocumentData",
    "add_evidence",
    "approve_paper",
    "change_document",
    "change_evidence",
    "cite",
    "current_version",
    "fail_paper",
    "find_or_register_cited",
    "open_file",
    "read_file",
    "register_document",
    "remove_citation",
    "render_paper",
    "request_paper",
    "store_bytes",
    "store_file",
    "sweep_orphans",
    "upload_template",
]
