"""Who may sign which title or form, and on which form of report it is asked for (packs/awards/authority.yaml).

S1-62 … S1-67
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.awards.catalogue import read_pack
from phongtrao.awards.models import Honour
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.lib.facts import Subject
from phongtrao.orgs.models import Unit

PRAISE = "praise"  # an office's own honours are letters of praise, whatever they are called


@dataclass(frozen=True, slots=True)
class Signer:
    """Heads of units of these kinds or types sign these honours, on the days between."""

    units: frozenset[str]
    by: str
    honours: frozenset[str]
    basis: str
    since: date | None = None
    until: date | None = None
    needs_check: bool = False

    def holds_on(self, day: date) -> bool:
        return (not self.since or self.since <= day) and (not self.until or day <= self.until)

    def is_of(self, unit: Unit) -> bool:
        return unit.kind in self.units or unit.type_id in self.units


@dataclass(frozen=True, slots=True)
class ReportForm:
    """“Mẫu 08”: on which a commendation of this route is asked for."""

    number: str
    honours: frozenset[str]  # none: whichever
    subjects: frozenset[str]
    routes: frozenset[str]
    needs_check: bool


@cache
def signers() -> tuple[Signer, ...]:
    return tuple(
        Signer(
            frozenset(row["units"]),
            row["by"],
            frozenset(row["honours"]),
            row["basis"],
            row.get("since"),
            row.get("until"),
            row.get("check", False),
        )
        for row in read_pack("authority")["signers"]
    )


@cache
def report_forms() -> tuple[ReportForm, ...]:
    return tuple(
        ReportForm(
            row["form"],
            frozenset(row.get("honours", ())),
            frozenset(row["subjects"]),
            frozenset(row["routes"]),
            row.get("check", False),
        )
        for row in read_pack("authority")["reports"]
    )


def signers_of(honour: Honour, day: date | None = None) -> Sequence[Signer]:
    """Heads of our units who may sign it on the day; none: it is decided above the province."""
    day, key = day or timezone.localdate(), _key(honour)
    return [one for one in signers() if key in one.honours and one.holds_on(day)]


def may_sign(unit: Unit, honour: Honour, day: date | None = None) -> Answer:
    """Whether the unit's head decides about the honour; if not, who does. No query but a unit's owner."""
    if honour.owner_id and honour.owner_id != unit.pk:
        said = _("“%(honour)s” là của %(owner)s nên do nơi ấy quyết định.")
        return no(said % {"honour": honour, "owner": honour.owner})
    found = signers_of(honour, day)
    if any(one.is_of(unit) for one in found):
        return YES
    said = _("%(unit)s không có thẩm quyền quyết định “%(honour)s”. Người quyết định: %(who)s. Hãy lập hồ sơ trình lên.")  # fmt: skip
    return no(said % {"unit": unit, "honour": honour, "who": honour.decided_by})


def praising_kinds(day: date | None = None) -> frozenset[str]:
    """Kinds or types of units whose heads give letters of praise."""
    day = day or timezone.localdate()
    told = (one.units for one in signers() if PRAISE in one.honours and one.holds_on(day))
    return frozenset().union(*told)


def report_form(honour: Honour, subject: Subject, route: str) -> ReportForm | None:
    """The first that fits: those of one honour stand before those of a route."""
    return next(
        (
            one
            for one in report_forms()
            if (not one.honours or honour.key in one.honours)
            and subject.value in one.subjects
            and route in one.routes
        ),
        None,
    )


def _key(honour: Honour) -> str:
    return PRAISE if honour.owner_id else honour.key
