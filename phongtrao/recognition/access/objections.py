"""Who complains about a creation, who reads it, who answers."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.scope import (
    OVERSEES,
    grants_of,
    holds_at_office,
    holds_over,
    read_units,
    unit_condition,
)
from phongtrao.recognition.access.creations import OFFICES, is_author_of, visible_creations
from phongtrao.recognition.models import Creation, CreationShare, Objection, ScopeRecognition

S = Objection.Status
ANSWERS = OVERSEES - {Role.AUDITOR}


def can_object(user: AbstractBaseUser, creation: Creation) -> Answer:
    """Whoever sees it, but for its authors."""
    if is_author_of(user, creation):
        return no(_("Tác giả không khiếu nại về công trình của mình."))
    return YES


def visible_objections(user: AbstractBaseUser) -> QuerySet[Objection]:
    """While it is open: who raised it and who oversees the unit; once answered, unit and authors too."""
    concerned = read_units(user, "creation__unit__") | Q(creation__in=_made(user))
    answered = Q(status__in=(S.UPHELD, S.REJECTED)) & concerned
    rows = Objection.objects.filter(_judged(user, OVERSEES) | answered)
    rows = rows.filter(creation__in=visible_creations(user).values("pk"))
    return rows.select_related("creation__unit", "raised_by", "answered_by")


def sees_senders(user: AbstractBaseUser) -> QuerySet[Objection]:
    """Those of which the user is told who sent them: one's own, and those the user's body answers.

    An inspector reads a complaint, not whose it is; so does the unit whose work it is, be it that it
    recognised the work itself.
    """
    return Objection.objects.filter(_judged(user, ANSWERS))


def _judged(user: AbstractBaseUser, over_units: frozenset[Role]) -> Q:
    """One's own; else where one has these roles over the unit or decided, and has no part in the work."""
    over = unit_condition(grants_of(user, over_units), "creation__unit__")
    deciding = Q(creation__in=_decided_at(user).values("creation"))
    return Q(raised_by=user.pk) | ((over | deciding) & ~Q(creation__in=_made(user)))


def _made(user: AbstractBaseUser) -> QuerySet[CreationShare, Any]:
    return CreationShare.objects.filter(person__user=user.pk).values("creation")


def _decided_at(user: AbstractBaseUser) -> QuerySet[ScopeRecognition]:
    """Recognitions by the very units whose office or head the user is, of what others made: a school does
    not judge a complaint about its own.
    """
    units = [grant.unit_id for grant in grants_of(user, OFFICES)]
    rows = ScopeRecognition.objects.filter(decided_by__in=units)
    return rows.exclude(decided_by=F("creation__unit"))


def get_visible_objection(user: AbstractBaseUser, pk: int) -> Objection:
    return get_object_or_404(visible_objections(user), pk=pk)


def creation_of(row: Objection) -> Creation:
    """What it is about; a complaint about a decided case belongs to the app that had it decided."""
    if row.creation is None:
        raise Http404
    return row.creation


def can_answer_objection(user: AbstractBaseUser, row: Objection) -> Answer:
    """The office above the unit, or of a body that recognised it; nobody judges one's own."""
    if row.status != S.OPEN:
        return no(_("Khiếu nại này đã được trả lời hoặc đã rút."))
    creation = creation_of(row)
    if row.raised_by_id == user.pk or is_author_of(user, creation):
        return no(_("Người gửi khiếu nại và tác giả không tự trả lời. Hãy chuyển người khác."))
    if holds_over(user, creation.unit, Role.OFFICE):
        return YES
    scopes = creation.scopes.exclude(decided_by=creation.unit).select_related("decided_by")
    if any(holds_at_office(user, scope.decided_by, *OFFICES) for scope in scopes):
        return YES
    return no(_("Chỉ văn phòng cấp trên hoặc nơi khác đã công nhận trả lời được khiếu nại này."))
