"""Asking the authors about passages that agree with other texts, their answer, what comes of it."""

from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move
from phongtrao.initiatives.access.explanations import (
    can_ask_why,
    can_dispute,
    can_explain,
    can_judge,
    can_reply,
)
from phongtrao.initiatives.access.initiatives import can_check
from phongtrao.initiatives.models import Explanation, Initiative
from phongtrao.initiatives.services.telling import tell_authors
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.similarity.models import Check

X = Explanation.Status
TRANSITIONS: Mapping[Explanation.Status, frozenset[Explanation.Status]] = {
    X.ASKED: frozenset({X.ANSWERED, X.ACCEPTED, X.REJECTED}),
    X.ANSWERED: frozenset({X.ACCEPTED, X.REJECTED}),
    X.ACCEPTED: frozenset(),
    X.REJECTED: frozenset({X.DISPUTED}),
    X.DISPUTED: frozenset({X.UPHELD, X.DISMISSED}),
    X.UPHELD: frozenset(),
    X.DISMISSED: frozenset(),
}


@transaction.atomic
def ask_why(
    initiative: Initiative, check: Check, words: str, *, by: AbstractBaseUser
) -> Explanation:
    """Authors learn what is asked, never who asked: while a council has it, the line of history is its case's."""
    Initiative.objects.select_for_update().get(pk=initiative.pk)  # two at once: one is told
    can_ask_why(by, initiative).enforce()
    if not check.is_done:
        raise WrongState(_("Lần đối chiếu này chưa xong. Hãy chờ rồi thử lại."))
    asked = Explanation.objects.create(
        initiative=initiative, check_made=check, words=_said(words), asked_by_id=by.pk
    )
    record(initiative.case or initiative, "initiatives.explanation_asked", by=by)
    with office_language():
        told = _("Sáng kiến “%s” có đoạn trùng với văn bản khác. Mở ra để xem và giải trình.")
    tell_authors(initiative, told, f"explain:{asked.pk}")
    return asked


@transaction.atomic
def explain(explanation: Explanation, words: str, *, by: AbstractBaseUser) -> None:
    can_explain(by, explanation).enforce()
    said = {"answer": _said(words), "answered_by": by.pk, "answered_at": timezone.now()}
    move(explanation, X.ANSWERED, TRANSITIONS, **said)
    record(explanation.initiative, "initiatives.explanation_given", by=by)
    _tell_asker(explanation)


@transaction.atomic
def judge(explanation: Explanation, words: str, *, is_accepted: bool, by: AbstractBaseUser) -> None:
    """The verdict binds nobody: the check of validity and the council read it and decide."""
    can_judge(by, explanation).enforce()
    said = {"verdict": _said(words), "judged_by": by.pk, "judged_at": timezone.now()}
    move(explanation, X.ACCEPTED if is_accepted else X.REJECTED, TRANSITIONS, **said)
    initiative = explanation.initiative
    about = initiative.case or initiative
    record(about, "initiatives.explanation_judged", by=by, accepted=is_accepted)
    with office_language():
        told = (
            _("Giải trình về sáng kiến “%s” được chấp nhận.")
            if is_accepted
            else _("Giải trình về sáng kiến “%s” không được chấp nhận. Mở ra để xem lý do.")
        )
    tell_authors(initiative, told, f"explained:{explanation.pk}")


@transaction.atomic
def dispute(explanation: Explanation, words: str, *, by: AbstractBaseUser) -> None:
    can_dispute(by, explanation).enforce()
    said = {"complaint": _said(words), "raised_by": by.pk, "raised_at": timezone.now()}
    move(explanation, X.DISPUTED, TRANSITIONS, **said)
    record(explanation.initiative, "initiatives.explanation_disputed", by=by)


@transaction.atomic
def reply(explanation: Explanation, words: str, *, is_right: bool, by: AbstractBaseUser) -> None:
    can_reply(by, explanation).enforce()
    said = {"reply": _said(words), "replied_by": by.pk, "replied_at": timezone.now()}
    move(explanation, X.UPHELD if is_right else X.DISMISSED, TRANSITIONS, **said)
    initiative = explanation.initiative
    record(initiative, "initiatives.dispute_answered", by=by, right=is_right)
    with office_language():
        told = _("Kiến nghị về giải trình của sáng kiến “%s” đã được trả lời.")
    tell_authors(initiative, told, f"dispute:{explanation.pk}")


def _tell_asker(explanation: Explanation) -> None:
    """Without a name: whoever judges a blind round may have asked."""
    initiative, asker = explanation.initiative, explanation.asked_by
    with office_language():
        Notice.objects.create(
            to=asker,
            key=f"explanation:{explanation.pk}",
            text=_("Tác giả đã giải trình về các đoạn trùng của một hồ sơ."),
            url=reverse("initiatives:copies", args=[initiative.pk])
            if can_check(asker, initiative)
            else reverse("initiatives:dossier_copies", args=[initiative.case_id]),
        )


def _said(words: str) -> str:
    if not words.strip():
        raise BadInput(_("Hãy ghi nội dung."))
    return words.strip()
