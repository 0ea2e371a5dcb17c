"""Registers and communication plans: kept by the unit, read by whoever reads the unit."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.activities.access.activities import WRITES, writes_for
from phongtrao.activities.models import RegisterEntry, Theme
from phongtrao.documents.access import visible_documents
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import (
    READS_ALL_BELOW,
    at_offices,
    at_units,
    has_role,
    holds_over,
    units_of,
)

MOST_OFFERED = 200  # papers to choose from


def reads_registers(user: AbstractBaseUser) -> bool:
    """Whether the lists are a place of theirs. No query beyond the grants."""
    return has_role(user, *READS_ALL_BELOW, Role.FOCAL)


def registers_read(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Names are told to who oversees or heads, and to who keeps the unit's list; not to every teacher."""
    told = units_of(user, READS_ALL_BELOW) | at_units(user, frozenset({Role.FOCAL}))
    return Unit.objects.filter(told | at_offices(user, WRITES))


def can_end(user: AbstractBaseUser, entry: RegisterEntry) -> Answer:
    """Whoever may bring the unit's people by a table: its own keepers, and the office above."""
    if writes_for(user, entry.unit) or holds_over(user, entry.unit, Role.OFFICE):
        return YES
    said = _("Chỉ văn phòng, thủ trưởng, đầu mối của %s hoặc văn phòng cấp trên ghi được ngày ra.")
    return no(said % entry.unit)


def visible_entries(user: AbstractBaseUser) -> QuerySet[RegisterEntry]:
    rows = RegisterEntry.objects.filter(unit__in=registers_read(user).order_by().values("pk"))
    return rows.select_related("unit", "person")


def get_entry(user: AbstractBaseUser, pk: int) -> RegisterEntry:
    return get_object_or_404(visible_entries(user), pk=pk)


def offered_papers(user: AbstractBaseUser, theme: Theme) -> QuerySet[OfficialDocument]:
    """Issued papers the user reads, the newest, and the one the theme names already."""
    issued = visible_documents(user).filter(status=OfficialDocument.Status.ISSUED)
    newest = issued.order_by("-issued_on", "-pk").values("pk")[:MOST_OFFERED]
    offered = Q(pk__in=newest) | Q(pk=theme.document_id)
    return OfficialDocument.objects.filter(offered).order_by("-issued_on", "-pk")


def visible_themes(user: AbstractBaseUser) -> QuerySet[Theme]:
    rows = Theme.objects.filter(unit__in=registers_read(user).order_by().values("pk"))
    return rows.select_related("unit", "document")
