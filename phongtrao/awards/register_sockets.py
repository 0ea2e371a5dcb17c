"""What the register of awards brings to the sockets below."""

from collections import defaultdict
from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.accounts.models import Role
from phongtrao.audit import acts, visibility
from phongtrao.awards.access.register import (
    reads_unit_awards,
    visible_awards,
)
from phongtrao.awards.imports import checking, fields, samples, writing
from phongtrao.awards.models import Award
from phongtrao.awards.pledge_paper import PLEDGE_PAPER
from phongtrao.awards.record_paper import AWARD_RECORD
from phongtrao.documents import evidence_uses, template_keys
from phongtrao.documents.evidence_uses import Use
from phongtrao.lib.numbers import format_date
from phongtrao.orgs import record, tabs
from phongtrao.orgs.imports import kinds
from phongtrao.orgs.imports.history import acts_on
from phongtrao.orgs.imports.kinds import ListKind
from phongtrao.orgs.models import Person
from phongtrao.orgs.record import Line, Section
from phongtrao.orgs.tabs import UnitTab
from phongtrao.web.shell import NavItem, register_nav

AWARDS = ListKind(
    fields.FIELDS,
    checking.check,
    writing.write,
    (("unit",), ("honour",), ("period",), ("decision",), ("decided_on",), ("decided_by",)),
    "khen-thuong-cac-nam",
    samples.awards,
    undo=writing.undo,
)


def plug_screens() -> None:
    label = gettext_lazy("Khen thưởng")
    register_nav(NavItem("awards", label, "awards:register", "award", 35))
    tabs.register(UnitTab("awards", label, "awards:of_unit", 45, reads_unit_awards))
    record.register(Section("awards", label, 42, awards_of))


def plug_imports() -> None:
    label = gettext_lazy("Khen thưởng các năm trước")
    own = frozenset({Role.HEAD, Role.FOCAL})
    kinds.register("awards", label, AWARDS, below=frozenset({Role.OFFICE}), own=own)
    acts.register("awards.award", lambda pk: acts_on(writing.SUBJECT, [int(pk)]))


def plug_papers() -> None:
    template_keys.register(AWARD_RECORD)
    template_keys.register(PLEDGE_PAPER)


def plug_history() -> None:
    visibility.register("awards.award", visible_awards, "awards:award")


def plug_evidence() -> None:
    evidence_uses.register("awards", uses_in_awards)


def awards_of(person: Person) -> list[Line]:
    """What the register has of a person, newest first; what was found wrong is left out."""
    rows = Award.objects.filter(person=person).exclude(status=Award.Status.REFUSED)
    return [
        Line(
            format_date(one.decided_on),
            str(one.honour),
            "" if one.status == Award.Status.CONFIRMED else str(one.get_status_display()),
            reverse("awards:award", args=[one.pk]),
        )
        for one in rows.select_related("honour").order_by("-decided_on", "-pk")
    ]


def uses_in_awards(user: AbstractBaseUser, pks: Collection[int]) -> dict[int, list[Use]]:
    found: dict[int, list[Use]] = defaultdict(list)
    for one in visible_awards(user).filter(evidence__in=pks).order_by("pk"):
        url = reverse("awards:award", args=[one.pk])
        found[one.evidence_id or 0].append(Use(_("Khen thưởng: %s") % one.honour, url))
    return found
