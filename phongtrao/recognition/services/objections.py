"""Complaints about a creation: raised, answered, withdrawn. They stay with it for every later use."""

from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.notifications.services import notify
from phongtrao.recognition.access import can_answer_objection, can_object, creation_of
from phongtrao.recognition.models import Creation, Objection

S = Objection.Status
TRANSITIONS: Mapping[S, frozenset[S]] = {
    S.OPEN: frozenset({S.UPHELD, S.REJECTED, S.WITHDRAWN}),
    S.UPHELD: frozenset(),
    S.REJECTED: frozenset(),
    S.WITHDRAWN: frozenset(),
}


@transaction.atomic
def raise_objection(creation: Creation, words: str, *, by: AbstractBaseUser) -> Objection:
    can_object(by, creation).enforce()
    if not words.strip():
        raise BadInput(_("Hãy ghi nội dung khiếu nại và căn cứ."))
    if creation.objections.filter(raised_by=by.pk, status=S.OPEN).exists():
        raise BadInput(_("Bạn đã có một khiếu nại về công trình này đang chờ trả lời."))
    row = Objection(creation=creation, words=words.strip(), raised_by_id=by.pk)
    row.full_clean()
    row.save()
    record(row, "recognition.objection_raised", by=by)
    return row


@transaction.atomic
def answer_objection(
    row: Objection, answer: str, *, is_right: bool, by: AbstractBaseUser
) -> Objection:
    """Right or not, in words. What follows for the recognition is a decision of its own (``revoke_scope``)."""
    can_answer_objection(by, row).enforce()
    if not answer.strip():
        raise BadInput(_("Trả lời khiếu nại thì phải ghi rõ."))
    said = {"answer": answer.strip(), "answered_by": by.pk, "answered_at": timezone.now()}
    move(row, S.UPHELD if is_right else S.REJECTED, TRANSITIONS, **said)
    record(row, "recognition.objection_answered", by=by, is_right=is_right)
    with office_language():
        text = _("Khiếu nại của bạn về “%s” đã được trả lời.") % creation_of(row).title
    notify(
        [row.raised_by],
        text,
        key=f"objection:{row.pk}:answered",
        url=reverse("recognition:objection", args=[row.pk]),
    )
    return row


@transaction.atomic
def withdraw_objection(row: Objection, *, by: AbstractBaseUser) -> Objection:
    if row.raised_by_id != by.pk:
        raise NotAllowed(_("Chỉ người gửi rút được khiếu nại."))
    move(row, S.WITHDRAWN, TRANSITIONS)
    record(row, "recognition.objection_withdrawn", by=by)
    return row
