"""Who writes down that a unit uses a creation, who answers for it, who asks all units to use it."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import (
    OVERSEES,
    at_offices,
    at_units,
    holds_at,
    holds_at_office,
    read_units,
)
from phongtrao.recognition.access.creations import OFFICES, visible_creations
from phongtrao.recognition.models import Adoption, CreationShare, IpAsset, Replication


def adopting_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units for which the user may write that they use something."""
    keeps = at_units(user, frozenset({Role.HEAD, Role.FOCAL}))
    office = at_offices(user, frozenset({Role.OFFICE}))
    return Unit.objects.standing().with_account().filter(keeps | office).highest_first()


def visible_adoptions(user: AbstractBaseUser) -> QuerySet[Adoption]:
    """Tries are the unit's own; once confirmed they are everybody's, beside the creation."""
    shown = Q(status__in=Adoption.Status.counted) & Q(
        creation__in=visible_creations(user).values("pk")
    )
    rows = Adoption.objects.filter(shown | read_units(user, "unit__"))
    return rows.select_related("unit", "creation__unit", "evidence")


def get_visible_adoption(user: AbstractBaseUser, pk: int) -> Adoption:
    return get_object_or_404(visible_adoptions(user), pk=pk)


def visible_replications(user: AbstractBaseUser) -> QuerySet[Replication]:
    """What a paper asks of units is everybody's; before that, of who proposed and who considers."""
    concerned = (
        read_units(user, "creation__unit__")
        | at_offices(user, OFFICES | OVERSEES, "owner__")
        | Q(proposed_by=user.pk)
    )
    shown = Q(status=Replication.Status.REPLICATED)
    rows = Replication.objects.filter(shown | concerned)
    rows = rows.filter(creation__in=visible_creations(user).values("pk"))
    return rows.select_related("creation__unit", "owner", "document")


def get_visible_replication(user: AbstractBaseUser, pk: int) -> Replication:
    return get_object_or_404(visible_replications(user), pk=pk)


def visible_assets(user: AbstractBaseUser) -> QuerySet[IpAsset]:
    """Granted rights stand in a public register anyway; a filing is its owner's."""
    granted = Q(stage=IpAsset.Stage.GRANTED, creation__in=visible_creations(user).values("pk"))
    rows = IpAsset.objects.filter(granted | read_units(user, "owner__"))
    return rows.select_related("owner", "creation")


def renewing_assets(user: AbstractBaseUser) -> QuerySet[IpAsset]:
    """Filed or granted rights with a day of renewal that the user keeps for the owner, as ``can_adopt`` says."""
    keeps = at_units(user, frozenset({Role.HEAD, Role.FOCAL}), "owner__")
    office = at_offices(user, frozenset({Role.OFFICE}), "owner__")
    return IpAsset.objects.renewable().filter(keeps | office)


def authored_assets(user: AbstractBaseUser) -> QuerySet[IpAsset]:
    """The same of what the user is an author of."""
    made = CreationShare.objects.filter(person__user=user.pk).order_by().values("creation")
    return IpAsset.objects.renewable().filter(creation__in=made)


def can_adopt(user: AbstractBaseUser, unit: Unit) -> Answer:
    """Whoever keeps the unit's work writes it down."""
    if holds_at(user, unit, Role.HEAD, Role.FOCAL) or holds_at_office(user, unit, Role.OFFICE):
        return YES
    return no(_("Chỉ thủ trưởng hoặc đầu mối của %(unit)s ghi được việc này.") % {"unit": unit})


def can_confirm_adoption(user: AbstractBaseUser, unit: Unit) -> Answer:
    if holds_at_office(user, unit, *OFFICES):
        return YES
    return no(_("Chỉ thủ trưởng của %(unit)s xác nhận được việc áp dụng.") % {"unit": unit})


def can_consider_replication(user: AbstractBaseUser, owner: Unit) -> Answer:
    if holds_at_office(user, owner, *OFFICES):
        return YES
    said = _("Chỉ văn phòng hoặc thủ trưởng của %(unit)s xem xét được việc nhân rộng.")
    return no(said % {"unit": owner})
