"""Who sees a movement, and who may write it. Deny by default.

A draft belongs to the unit that drafts it: to its own office and leaders, in a school or commune, which
has no such office, to its head and focal persons. Launched, it speaks to everybody below its owner, and
to those who read the owner's records.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import (
    ACTS_FOR_UNIT,
    OVERSEES,
    at_offices,
    at_units,
    grants_of,
    has_role,
    holds_over,
    read_units,
)
from phongtrao.plans.models import Movement
from phongtrao.plans.queries.cascade import issuable_units
from phongtrao.plans.queries.issuers import is_office_at

WRITES = Role.OFFICE
DRAFT_READERS = frozenset({Role.OFFICE, Role.LEADER})
READERS = frozenset({Role.OFFICE, Role.LEADER, Role.HEAD, Role.FOCAL, Role.TEACHER, Role.AUDITOR})


def visible_movements(user: AbstractBaseUser) -> QuerySet[Movement]:
    drafts = drafted_by(user, "owner__")
    launched = read_units(user, "owner__") | Q(owner__in=_superiors(user))
    seen = drafts | (launched & ~Q(status=Movement.Status.DRAFT))
    return Movement.objects.filter(seen).select_related("owner")


def get_visible(user: AbstractBaseUser, pk: int) -> Movement:
    rows = visible_movements(user).select_related("parent", "launched_by")
    try:
        return rows.get(pk=pk)
    except Movement.DoesNotExist:
        raise Http404 from None


def drafted_by(user: AbstractBaseUser, prefix: str = "") -> Q:
    """Units whose drafts the user reads: those of the very grants, of a Sở its rooms as well."""
    return at_offices(user, DRAFT_READERS, prefix) | at_units(user, ACTS_FOR_UNIT, prefix)


def drafts_for(user: AbstractBaseUser, owner: Unit) -> bool:
    """The unit's own office, or those who act for it: they alone write a draft. No query."""
    return is_office_at(user, owner)


def writes_for(user: AbstractBaseUser, owner: Unit) -> bool:
    """What is launched: the office over the unit as well. No query."""
    return holds_over(user, owner, WRITES) or drafts_for(user, owner)


def sees_all_units(user: AbstractBaseUser, movement: Movement) -> bool:
    return holds_over(user, movement.owner, *OVERSEES)


def can_create(user: AbstractBaseUser) -> Answer:
    """Somewhere at least; ``can_create_for`` asks about the very unit."""
    if not has_role(user, WRITES):
        return no(_("Chỉ văn phòng, thường trực phong trào được lập phong trào."))
    return YES


def can_create_for(user: AbstractBaseUser, owner: Unit) -> Answer:
    if not drafts_for(user, owner):
        return no(_("Bạn không phụ trách phong trào của %(unit)s.") % {"unit": owner})
    return YES


def can_edit(user: AbstractBaseUser, movement: Movement) -> Answer:
    if not _writes(user, movement):
        return no(_("Chỉ văn phòng của đơn vị phát động được sửa phong trào."))
    if movement.status == Movement.Status.CLOSED:
        return no(_("Phong trào đã kết thúc nên không sửa được nữa."))
    return YES


def can_move(user: AbstractBaseUser, movement: Movement) -> Answer:
    if not _writes(user, movement):
        return no(_("Chỉ văn phòng của đơn vị phát động được chuyển bước phong trào."))
    return YES


def can_review_year(user: AbstractBaseUser, movement: Movement) -> Answer:
    """Write down the review of a year; whether one is open says ``queries.movement_reviews``."""
    if not writes_for(user, movement.owner):
        return no(_("Chỉ văn phòng của đơn vị phát động được ghi sơ kết."))
    if movement.status in (Movement.Status.DRAFT, Movement.Status.CLOSED):
        return no(_("Phong trào chưa phát động hoặc đã kết thúc nên không ghi sơ kết được."))
    return YES


def can_answer(user: AbstractBaseUser, movement: Movement) -> Answer:
    """Launch, for a unit one acts for, a movement that answers this one."""
    if movement.status in (Movement.Status.DRAFT, Movement.Status.CLOSED):
        return no(_("Chỉ hưởng ứng được phong trào đã phát động và chưa kết thúc."))
    if not answering_units(user, movement).exists():
        return no(_("Bạn không phụ trách đơn vị nào được hưởng ứng phong trào này."))
    return YES


def answering_units(user: AbstractBaseUser, movement: Movement) -> QuerySet[Unit]:
    """Units below the movement's own for which the user may launch an answer."""
    units = {grant.unit_id for grant in grants_of(user, ACTS_FOR_UNIT | {WRITES})}
    return issuable_units(movement.owner).filter(pk__in=units).order_by("sort_key", "pk")


def can_urge(user: AbstractBaseUser, movement: Movement) -> Answer:
    """Press units that have not launched."""
    if not holds_over(user, movement.owner, WRITES):
        return no(_("Chỉ văn phòng của đơn vị phát động được đôn đốc các đơn vị."))
    if movement.status in (Movement.Status.DRAFT, Movement.Status.CLOSED):
        return no(_("Phong trào chưa phát động hoặc đã kết thúc nên không đôn đốc được."))
    return YES


def owners_for(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units for which the user launches movements and issues plans: those of the very grants."""
    units = {grant.unit_id for grant in grants_of(user, frozenset({WRITES}))}
    return Unit.objects.standing().filter(pk__in=units).order_by("sort_key", "pk")


def _writes(user: AbstractBaseUser, movement: Movement) -> bool:
    is_draft = movement.status == Movement.Status.DRAFT
    return (drafts_for if is_draft else writes_for)(user, movement.owner)


def _superiors(user: AbstractBaseUser) -> set[int]:
    """The units of the user's grants and everything above them, on either line. No query."""
    found: set[int] = set()
    for grant in grants_of(user, READERS):
        for path in (grant.unit.admin_path, grant.unit.prof_path):
            found.update(int(step) for step in path.split("/") if step)
    return found
