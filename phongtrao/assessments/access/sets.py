"""Who reads and changes index sets: shipped ones are everybody's who measures, a unit's its own office's."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.assessments.models import Assessment, Campaign, Edition, IndexSet
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import (
    at_offices,
    grants_of,
    has_role,
    holds_at_office,
    read_units,
    unit_condition,
)

RUNS = frozenset({Role.OFFICE, Role.HEAD})
SEES = RUNS | {Role.LEADER}
MEETS = SEES | {Role.FOCAL, Role.TEACHER, Role.AUDITOR}
S = Edition.Status


def works_with(user: AbstractBaseUser) -> bool:
    """Whether assessments stand in one's menu; no query."""
    return has_role(user, *MEETS)


def running_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units whose sets and campaigns the user may keep."""
    rows = Unit.objects.standing().with_account().filter(at_offices(user, RUNS))
    return rows.highest_first()


def visible_sets(user: AbstractBaseUser) -> QuerySet[IndexSet]:
    """Shipped ones, one's office's, those by which units one reads are assessed, and those inspected: by
    their issued editions."""
    inspected = unit_condition(grants_of(user, frozenset({Role.AUDITOR})), "owner__")
    issued = Edition.objects.filter(index_set=OuterRef("pk")).exclude(status=S.DRAFT)
    opened = Assessment.objects.exclude(campaign__status=Campaign.Status.DRAFT)
    used = opened.filter(read_units(user, "unit__"), campaign__edition__index_set=OuterRef("pk"))
    seen = Q(owner=None) | at_offices(user, SEES, "owner__") | inspected | Q(Exists(used))
    if not works_with(user):
        seen = Q(pk__in=[])
    own = at_offices(user, SEES, "owner__")
    return IndexSet.objects.filter(seen & (own | Exists(issued))).select_related("owner")


def get_visible_set(user: AbstractBaseUser, pk: int) -> IndexSet:
    return get_object_or_404(visible_sets(user), pk=pk)


def visible_editions(user: AbstractBaseUser, index_set: IndexSet) -> QuerySet[Edition]:
    """Drafts are their office's alone."""
    rows = index_set.editions.order_by("-number").select_related("index_set__owner", "made_by")
    if index_set.owner and holds_at_office(user, index_set.owner, *SEES):
        return rows
    return rows.exclude(status=S.DRAFT)


def can_keep(user: AbstractBaseUser, unit: Unit) -> Answer:
    if holds_at_office(user, unit, *RUNS):
        return YES
    said = _("Chỉ văn phòng hoặc thủ trưởng của %(unit)s làm được việc này.")
    return no(said % {"unit": unit})


def can_edit(user: AbstractBaseUser, index_set: IndexSet) -> Answer:
    if index_set.owner is None:
        return no(_("Bộ chỉ số có sẵn không sửa trực tiếp. Hãy sao về đơn vị rồi sửa bản sao."))
    return can_keep(user, index_set.owner)


def is_open(edition: Edition) -> Answer:
    if edition.status != S.DRAFT:
        return no(_("Phiên bản đã ban hành nên không sửa được. Hãy soạn phiên bản mới."))
    return YES
