"""The letter (tờ trình) of a submission: printed from its list, then an outgoing paper like any other. S3-47"""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.documents.access import can_draft, can_edit_draft
from phongtrao.documents.models import DocumentKind, OfficialDocument
from phongtrao.documents.numbering import file_title
from phongtrao.documents.queries import symbol_for
from phongtrao.documents.services import store_bytes
from phongtrao.documents.services.drafts import lock
from phongtrao.documents.services.outgoing import Draft, begin_draft, change_draft
from phongtrao.documents.written import WrittenFacts
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import nfc
from phongtrao.nominations.access.submissions import can_prepare
from phongtrao.nominations.models import Submission
from phongtrao.nominations.papers import LETTER_PAPER
from phongtrao.nominations.queries.dossiers import listed, row_of
from phongtrao.nominations.services.locking import lock_submission
from phongtrao.nominations.services.printing import print_paper
from phongtrao.orgs.queries import superior_name


@dataclass(frozen=True, slots=True)
class LetterWording:
    """What the unit says around the list; a paragraph each line."""

    abstract: str
    addressed_to: str
    text: str
    place: str = ""
    capacity: str = ""
    position: str = ""
    signer: str = ""
    recipients: str | None = None


@transaction.atomic
def print_letter(sent: Submission, wording: LetterWording, *, by: AbstractBaseUser) -> Submission:
    """Begin the letter, or make its next version with the list as it stands now."""
    held = lock_submission(sent.pk)
    can_prepare(by, held).enforce()
    document = lock(held.letter) if held.letter else None
    if document and document.status == OfficialDocument.Status.ISSUED:
        document = None  # what was signed stays; the mended list goes with a letter of its own
    (can_edit_draft(by, document) if document else can_draft(by, sent.unit)).enforce()
    with office_language():
        rows = [row_of(one) for one in listed(sent)]
    if not rows:
        raise BadInput(_("Chưa có cá nhân, tập thể nào được đề nghị. Hãy chọn rồi lập tờ trình."))
    draft = Draft(DocumentKind.SUBMISSION, wording.abstract, recipients=wording.recipients)
    facts = {"letter": _letter(sent, wording, draft).to_json(), "rows": rows}
    with office_language():
        name = _("%(title)s (dự thảo).docx") % {"title": file_title(draft.facts()["abstract"])}
        content = print_paper(LETTER_PAPER, facts)
    file = store_bytes(content, name, by=by)
    if document:
        change_draft(document, draft, file, by=by)
    else:
        document = begin_draft(draft, sent.unit, file, by=by)
    document = OfficialDocument.objects.get(pk=document.pk)
    kept = {"letter": document, "letter_facts": facts | {"file": document.file_id}}
    Submission.objects.filter(pk=sent.pk).update(**kept)
    record(sent, "nominations.letter_printed", by=by, lines=len(rows))
    sent.refresh_from_db()
    return sent


def _letter(sent: Submission, wording: LetterWording, draft: Draft) -> WrittenFacts:
    names = ("addressed_to", "text", "place", "capacity", "position", "signer")
    said = draft.facts()
    return WrittenFacts(
        kind=DocumentKind.SUBMISSION,
        abstract=said["abstract"],
        superior=superior_name(sent.unit),
        issuer=sent.unit.name,
        symbol=symbol_for(DocumentKind.SUBMISSION, sent.unit),
        recipients=said.get("planned_recipients", ""),
        as_of=timezone.localdate().isoformat(),
        **{name: nfc(getattr(wording, name)).strip() for name in names},
    )
