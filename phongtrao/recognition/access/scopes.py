"""Who recognises how far (packs/recognition): the body competent, or an office that writes it down for it."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Grant, Line, Unit
from phongtrao.orgs.scope import (
    OVERSEES,
    at_offices,
    grants_of,
    holds_at_office,
    is_office_grant,
    read_units,
)
from phongtrao.recognition.access.creations import OFFICES, visible_creations
from phongtrao.recognition.law import scope_laws
from phongtrao.recognition.models import Creation, ScopeRecognition, ScopeRequest


def can_decide_scope(user: AbstractBaseUser, decider: Unit) -> Answer:
    """The office of the authority writes down what its decision says."""
    if holds_at_office(user, decider, *OFFICES):
        return YES
    said = _("Chỉ văn phòng hoặc thủ trưởng của %(unit)s ghi được quyết định công nhận.")
    return no(said % {"unit": decider})


def can_record_scope(user: AbstractBaseUser, decider: Unit, scope: str) -> Answer:
    """The office of the body competent for the scope, or one that enters what bodies above it decide."""
    law = scope_laws()[scope]
    label = ScopeRecognition.Scope(scope).label
    if decider.kind not in law.decided_by:
        said = _("%(unit)s không có thẩm quyền công nhận phạm vi “%(scope)s”.")
        return no(said % {"unit": decider, "scope": label})
    if any(_enters_for(grant, decider, law.entered_by) for grant in grants_of(user, OFFICES)):
        return YES
    return can_decide_scope(user, decider)


def _enters_for(grant: Grant, decider: Unit, kinds: frozenset[str]) -> bool:
    """A Sở writes down what its province, or a body outside the sector, decided."""
    office = grant.unit
    if office.kind not in kinds or not is_office_grant(grant, office):
        return False
    is_above = any(
        getattr(office, line.path_field).startswith(getattr(decider, line.path_field))
        for line in Line
    )
    return decider.kind == Unit.Kind.BODY or is_above


def deciders_for(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units whose decisions the user may write down, of whatever scope."""
    own = at_offices(user, OFFICES)
    entered = {kind for law in scope_laws().values() for kind in law.entered_by}
    above: list[int] = []
    for grant in grants_of(user, OFFICES):
        if grant.unit.kind in entered and is_office_grant(grant, grant.unit):
            steps = grant.unit.admin_path.split("/") + grant.unit.prof_path.split("/")
            above += [int(step) for step in steps if step]
    bodies = Q(kind=Unit.Kind.BODY) if above else Q(pk__in=[])
    rows = Unit.objects.standing().filter(own | Q(pk__in=above) | bodies)
    return rows.order_by("sort_key", "pk")


def receivers_of(creation: Creation) -> QuerySet[Unit]:
    """Offices above the creation's unit that may be asked for a wider scope, or to replicate it."""
    kinds = {kind for law in scope_laws().values() for kind in law.asked_of}
    steps = creation.unit.admin_path.split("/") + creation.unit.prof_path.split("/")
    rows = Unit.objects.standing().filter(pk__in=[int(step) for step in steps if step])
    return rows.filter(kind__in=kinds).order_by("sort_key", "pk")


def get_visible_scope(user: AbstractBaseUser, pk: int) -> ScopeRecognition:
    rows = ScopeRecognition.objects.filter(creation__in=visible_creations(user).values("pk"))
    return get_object_or_404(rows.select_related("creation__unit", "decided_by", "document"), pk=pk)


def can_revoke(user: AbstractBaseUser, row: ScopeRecognition) -> Answer:
    if row.revoked_on is not None:
        return no(_("Công nhận này đã được hủy bỏ."))
    return can_record_scope(user, row.decided_by, row.scope)


def can_undo(user: AbstractBaseUser, row: ScopeRecognition) -> Answer:
    """What was typed wrongly goes on the day it was typed; later it is revoked, and stays."""
    if not (answer := can_revoke(user, row)):
        return answer
    if row.case_id is not None:
        return no(_("Công nhận này do hội đồng xét, chỉ hủy bỏ bằng quyết định."))
    if timezone.localdate(row.recorded_at) != timezone.localdate():
        return no(_("Chỉ bỏ dòng ghi nhầm trong ngày ghi. Hãy hủy bỏ công nhận, có lý do."))
    if not row.creation.scopes.exclude(pk=row.pk).exists():
        return no(_("Công trình vào kho nhờ công nhận này nên không bỏ được."))
    return YES


def visible_requests(user: AbstractBaseUser) -> QuerySet[ScopeRequest]:
    """Those who asked, those over their unit, and the office that is asked."""
    asked = at_offices(user, OFFICES | OVERSEES, "owner__")
    rows = ScopeRequest.objects.filter(read_units(user, "creation__unit__") | asked)
    rows = rows.filter(creation__in=visible_creations(user).values("pk"))
    return rows.select_related("creation__unit", "owner")


def get_visible_request(user: AbstractBaseUser, pk: int) -> ScopeRequest:
    return get_object_or_404(visible_requests(user), pk=pk)


def can_answer_request(user: AbstractBaseUser, row: ScopeRequest) -> Answer:
    if row.status != ScopeRequest.Status.ASKED:
        return no(_("Đề nghị này đã được trả lời hoặc đã rút."))
    if holds_at_office(user, row.owner, *OFFICES):
        return YES
    said = _("Chỉ văn phòng hoặc thủ trưởng của %(unit)s trả lời được đề nghị này.")
    return no(said % {"unit": row.owner})
