"""What can be done with files, official documents, evidence, templates and papers."""

from phongtrao.documents.services.books import (
    Issue,
    NumberTaken,
    OutOfOrder,
    issue_document,
    leave_out_number,
)
from phongtrao.documents.services.deputising import hand_to_deputy
from phongtrao.documents.services.evidence import add_evidence, change_evidence
from phongtrao.documents.services.files import (
    forget_file,
    open_file,
    read_file,
    store_bytes,
    store_file,
    sweep_orphans,
)
from phongtrao.documents.services.finishing import (
    agree_finished,
    keep_approved_file,
    offer_finished,
)
from phongtrao.documents.services.opinions import ask_opinions, give_opinion
from phongtrao.documents.services.outgoing import (
    Draft,
    draft_document,
    draft_from_paper,
    edit_draft,
)
from phongtrao.documents.services.papers import (
    approve_paper,
    fail_paper,
    render_paper,
    request_paper,
    return_paper,
)
from phongtrao.documents.services.register import (
    DocumentData,
    attach_paper,
    change_document,
    cite,
    find_or_register_cited,
    register_document,
    remove_citation,
)
from phongtrao.documents.services.signed import take_signed_copy
from phongtrao.documents.services.signing import (
    Batch,
    approve_draft,
    approve_many,
    recall_draft,
    return_draft,
    submit_draft,
)
from phongtrao.documents.services.templates import current_version, upload_template
from phongtrao.documents.services.writing import Wording, rewrite_draft, write_draft

__all__ = [
    "Batch",
    "DocumentData",
    "Draft",
    "Issue",
    "NumberTaken",
    "OutOfOrder",
    "Wording",
    "add_evidence",
    "agree_finished",
    "approve_draft",
    "approve_many",
    "approve_paper",
    "ask_opinions",
    "attach_paper",
    "change_document",
    "change_evidence",
    "cite",
    "current_version",
    "draft_document",
    "draft_from_paper",
    "edit_draft",
    "fail_paper",
    "find_or_register_cited",
    "forget_file",
    "give_opinion",
    "hand_to_deputy",
    "issue_document",
    "keep_approved_file",
    "leave_out_number",
    "offer_finished",
    "open_file",
    "read_file",
    "recall_draft",
    "register_document",
    "remove_citation",
    "render_paper",
    "request_paper",
    "return_draft",
    "return_paper",
    "rewrite_draft",
    "store_bytes",
    "store_file",
    "submit_draft",
    "sweep_orphans",
    "take_signed_copy",
    "upload_template",
    "write_draft",
]
