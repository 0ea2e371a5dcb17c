"""What every step of an outgoing paper shares: its states, its lock, its versions, approvals made void."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.documents.content import PDF, WORD
from phongtrao.documents.models import Approval, DraftVersion, OfficialDocument, StoredFile
from phongtrao.documents.services.files import read_file
from phongtrao.documents.word.printed import Printed, read_printed
from phongtrao.lib.errors import BadFile, Conflict
from phongtrao.notifications.services import notify

S = OfficialDocument.Status
TRANSITIONS: Transitions[OfficialDocument.Status] = {
    S.DRAFT: frozenset({S.SUBMITTED}),
    S.SUBMITTED: frozenset({S.APPROVED, S.DRAFT}),
    S.APPROVED: frozenset({S.ISSUED, S.DRAFT}),
    S.ISSUED: frozenset(),
}


def lock(document: OfficialDocument) -> OfficialDocument:
    """The row as it is now, locked: editing, submitting and numbering take turns."""
    rows = OfficialDocument.objects.select_for_update(of=("self",)).select_related("issuer", "file")
    return rows.get(pk=document.pk)


def outgoing_url(document: OfficialDocument) -> str:
    return reverse("documents:outgoing", args=[document.pk])


def approval_url(approval: Approval) -> str:
    """For the signer, who need not be one of those who read drafts."""
    return reverse("documents:approval", args=[approval.pk])


def keep_version(
    document: OfficialDocument, file: StoredFile, note: str, *, by: AbstractBaseUser | None
) -> DraftVersion:
    """Enter the file as the newest draft; the caller has locked the document, or just made it."""
    printed = _printed_in(file)
    version = DraftVersion(
        document=document,
        version=document.versions.count() + 1,
        file=file,
        recipients=document.planned_recipients,
        addressed_to="\n".join(printed.addressed_to),
        signer_name=printed.signer,
        note=note,
        added_by_id=by.pk if by else None,
    )
    version.full_clean()
    version.save()
    OfficialDocument.objects.filter(pk=document.pk).update(file=file)
    document.file = file
    record(document, "documents.draft_kept", by=by, version=version.version, sha256=file.sha256)
    return version


def _printed_in(file: StoredFile) -> Printed:
    """A Word file that cannot be read says nothing here: whoever opens it hears why."""
    try:
        return read_printed(read_file(file), file.media_type)
    except BadFile:
        return Printed()


def refuse_unread(file: StoredFile) -> None:
    """A draft is read on screen and compared, so it must have text."""
    if file.media_type not in {WORD, PDF}:
        raise BadFile(_("Dự thảo phải là tệp Word (.docx) hoặc PDF. Hãy lưu lại rồi tải lên."))


def void_approval(document: OfficialDocument, why: str, *, by: AbstractBaseUser) -> Approval:
    """The paper is no longer the one approved: back to draft, visibly, and the signer is told."""
    rows = Approval.objects.filter(document=document).in_force()
    approval = rows.select_related("signer").first()
    if approval is None:
        raise Conflict
    move(document, S.DRAFT, TRANSITIONS)
    rows.update(voided_at=timezone.now(), reason=why)
    record(document, "documents.approval_voided", by=by, after={"reason": why})
    with office_language():
        text = _("Phê duyệt của bạn với “%(document)s” mất hiệu lực: %(why)s") % {
            "document": document.abstract[:150],
            "why": why,
        }
    notify(
        [approval.signer],
        text,
        key=f"approval:{approval.pk}:voided",
        url=approval_url(approval),
    )
    approval.refresh_from_db()
    return approval
