"""The way to the signer and back: submit, take back, return, approve one or many, void."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move
from phongtrao.documents.access import (
    can_decide,
    can_recall,
    can_return,
    can_sign,
    can_submit,
    signing_grant,
)
from phongtrao.documents.enactments import refuse_hindered
from phongtrao.documents.models import Approval, OfficialDocument, WrittenDraft
from phongtrao.documents.queries import other_name, printed_signer, title_of
from phongtrao.documents.services.drafts import (
    TRANSITIONS,
    S,
    approval_url,
    keep_version,
    lock,
    outgoing_url,
    refuse_unread,
    void_approval,
)
from phongtrao.lib.errors import BadInput, Conflict, DomainError, NotAllowed, WrongState
from phongtrao.lib.text import nfc
from phongtrao.notifications.services import notify


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A paper of a batch that was not approved, and why."""

    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    approved: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


@transaction.atomic
def submit_draft(
    document: OfficialDocument,
    signer: User,
    note: str = "",
    *,
    by: AbstractBaseUser,
    confirmed: bool = False,
) -> Approval:
    """Bring the newest version to the signer; from here on it is frozen until it comes back.

    ``confirmed``: the drafter knows that the uploaded file prints another signer.
    """
    document = lock(document)
    can_submit(by, document).enforce()
    unit = document.issuer
    if unit is None or document.file is None:
        raise WrongState
    if not (answer := can_sign(signer, unit)):
        raise BadInput(f"{signer}: {answer.reason}")
    refuse_unread(document.file)
    refuse_hindered(document)
    refuse_other_name(document, signer, confirmed=confirmed)
    version = document.versions.order_by("-version").first()
    version = version or keep_version(document, document.file, "", by=by)
    grant = signing_grant(signer, unit)
    approval = Approval(
        document=document,
        version=version,
        sha256=document.file.sha256,
        abstract=document.abstract,
        kind=document.kind,
        recipients=document.planned_recipients,
        signer=signer,
        signer_title=title_of(signer, unit),
        capacity=grant.capacity if grant else "",
        note=nfc(note).strip(),
        submitted_by_id=by.pk,
    )
    approval.full_clean()
    approval.save()
    move(document, S.SUBMITTED, TRANSITIONS)
    record(document, "documents.submitted", by=by, version=version.version, signer=signer.username)
    tell_signer(approval)
    return approval


@transaction.atomic
def recall_draft(document: OfficialDocument, why: str = "", *, by: AbstractBaseUser) -> None:
    """Take it back: from the signer's desk, or, with a reason, after the approval, which is void then."""
    document = lock(document)
    can_recall(by, document).enforce()
    if document.status == S.APPROVED:
        if not nfc(why).strip():
            raise BadInput(_("Văn bản đã được duyệt. Hãy ghi lý do hủy duyệt."))
        void_approval(document, nfc(why).strip(), by=by)
        return
    waiting = Approval.objects.filter(document=document).waiting()
    move(document, S.DRAFT, TRANSITIONS)
    waiting.update(recalled_at=timezone.now())
    record(document, "documents.recalled", by=by)


@transaction.atomic
def return_draft(approval: Approval, reason: str, *, by: AbstractBaseUser) -> Approval:
    """Trả lại: the paper is a draft again, and whoever submitted it reads why."""
    can_return(by, approval).enforce()
    said = nfc(reason).strip()
    if not said:
        raise BadInput(_("Hãy ghi lý do trả lại để người soạn biết cần sửa gì."))
    move(approval.document, S.DRAFT, TRANSITIONS)
    close_way(approval, returned_at=timezone.now(), reason=said)
    record(approval.document, "documents.returned", by=by, after={"reason": said})
    with office_language():
        sentence = _("%(who)s trả lại “%(title)s”: %(reason)s")
    _tell_drafter(approval, "returned", sentence, by)
    return approval


@transaction.atomic
def approve_draft(approval: Approval, *, by: AbstractBaseUser) -> Approval:
    """Approve exactly what was submitted, in the capacity the grants of today give. S0-61."""
    can_decide(by, approval).enforce()
    document = lock(approval.document)
    refuse_changed(approval, document)
    unit = document.issuer
    grant = signing_grant(by, unit, approval.acts_for_id) if unit else None
    if grant is None:
        raise NotAllowed
    move(
        document,
        S.APPROVED,
        TRANSITIONS,
        signer=approval.signer.full_name,
        signer_title=approval.signer_title,
        capacity=grant.capacity,
    )
    close_way(approval, approved_at=timezone.now(), capacity=grant.capacity)
    record(
        document,
        "documents.approved",
        by=by,
        version=approval.version.version,
        sha256=approval.sha256,
        capacity=grant.capacity,
    )
    with office_language():
        sentence = _("%(who)s đã duyệt “%(title)s”. Hãy cấp số và ban hành.")
    _tell_drafter(approval, "approved", sentence, by)
    return approval


def approve_many(approvals: Iterable[Approval], *, by: AbstractBaseUser) -> Batch:
    """Approve each by itself: what was changed meanwhile is left out and named, the others go through."""
    approved, left_out = [], []
    for approval in approvals:
        title = str(approval.abstract)
        try:
            approve_draft(approval, by=by)
        except DomainError as error:
            left_out.append(LeftOut(title, str(error)))
        else:
            approved.append(title)
    return Batch(tuple(approved), tuple(left_out))


def refuse_changed(approval: Approval, document: OfficialDocument) -> None:
    """An approval is bound to file, abstract, kind and recipients as they were submitted."""
    bound = (approval.sha256, approval.abstract, approval.kind, approval.recipients)
    newest = document.versions.select_related("file").order_by("-version").first()
    now = (document.abstract, document.kind, document.planned_recipients)
    if newest is None or bound != (newest.file.sha256, *now):
        raise WrongState(_("Văn bản đã đổi sau khi trình. Hãy rút lại rồi trình bản mới."))


def refuse_other_name(document: OfficialDocument, signer: User, *, confirmed: bool) -> None:
    """A paper written here goes to whom it prints; of an upload the drafter may know better. S0-61."""
    printed = other_name(printed_signer(document), signer)
    if not printed:
        return
    words = _(
        "Tệp in tên người ký “%(printed)s”, không phải %(signer)s. Hãy chọn đúng người ký, tải tệp đúng"
        " lên, hoặc đánh dấu “Vẫn trình” nếu tên trong tệp sẽ được sửa khi ký."
    )
    if WrittenDraft.objects.filter(document=document, file=document.file_id).exists():
        words = _(
            "Dự thảo in tên người ký “%(printed)s”, không phải %(signer)s. Hãy “Sửa nội dung”."
        )
    elif confirmed:
        return
    raise BadInput(words % {"printed": printed, "signer": signer})


# ------------------------------------------------------------------ pieces


def close_way(approval: Approval, **changes: object) -> None:
    """Decide it once; the row says who was first."""
    rows: QuerySet[Approval] = Approval.objects.filter(pk=approval.pk).waiting()
    if not rows.update(**changes):
        raise Conflict(_("Người soạn vừa rút lại văn bản này. Hãy tải lại trang."))
    approval.refresh_from_db()


def tell_signer(approval: Approval) -> None:
    with office_language():
        text = _("Trình ký: “%(title)s”, %(who)s trình.") % {
            "title": approval.abstract[:150],
            "who": approval.submitted_by,
        }
    key = f"approval:{approval.pk}:submitted"
    notify([approval.signer], text, key=key, url=approval_url(approval))


def _tell_drafter(approval: Approval, event: str, sentence: str, by: AbstractBaseUser) -> None:
    """``sentence`` names %(who)s, %(title)s and, of a return, %(reason)s."""
    text = sentence % {
        "who": by,
        "title": approval.abstract[:150],
        "reason": approval.reason,
    }
    key = f"approval:{approval.pk}:{event}"
    notify([approval.submitted_by], text, key=key, url=outgoing_url(approval.document))
