"""What the names in a plan mean, by the organisation as of the plan's day. SX-07.

A name is settled without a question only where the unit that bore it on that day still stands and bears
it. A unit that has ended or is called otherwise today is proposed, with the reason, to a person;
what nobody bore stays words, near names beside it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Count, F, Q
from django.utils import timezone

from phongtrao.lib.periods import parse_partial
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Unit, UnitSpan
from phongtrao.orgs.models.kinds import is_of_levels
from phongtrao.orgs.queries import Standing, department_of, standing_for
from phongtrao.plans.intake.collectives import Collective, collective_of
from phongtrao.plans.intake.issuer import full_name
from phongtrao.plans.intake.values import partial_of
from phongtrao.plans.models import Intake, Plan
from phongtrao.plans.queries.intake import document_said
from phongtrao.plans.queries.parties import borne_names, resolve_units
from phongtrao.reader.abbreviations import Abbreviation, written_out

MOST_NEAR = 3
NEAR = 0.7


@dataclass(frozen=True, slots=True)
class Meaning:
    """A name as written and what it means.

    ``unit``: settled, by the name itself or (``is_confirmed``) by a person. ``proposed``: who stands today
    for the one that bore the name, which was called ``then`` and ended on ``ended_on`` by ``act``
    (None: only its name has changed). ``group``: many units, ``count`` of them on the day.
    """

    said: str
    unit: Unit | None = None
    is_confirmed: bool = False
    then: str = ""
    ended_on: date | None = None
    act: str = ""
    proposed: tuple[Unit, ...] = ()
    group: Collective | None = None
    count: int = 0
    near: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """How a plan of ``owner`` says names: on ``day``, with the short names it defines."""

    owner: Unit
    day: date
    abbreviations: Sequence[Abbreviation] = ()
    confirmed: Mapping[str, int] = field(default_factory=dict)  # {name as written: unit}

    @classmethod
    def of(cls, intake: Intake, owner: Unit | None = None) -> "Names":
        """Those of an intake; without a whole date of issue its last day known, else today."""
        said = document_said(intake).get("date") or {}
        when = parse_partial(partial_of(said) or "") if said.get("year") else None
        last = when.last_day() if when and when.year else None
        today = timezone.localdate()
        shorts = [Abbreviation(**row) for row in intake.abbreviations]
        return cls(owner or intake.unit, min(last or today, today), shorts, intake.meant_units)

    @classmethod
    def of_plan(cls, plan: Plan) -> "Names":
        """Those of a plan that is kept: of the text it was taken in from, else as of its paper's day.

        A draft is written today and means the units of today. One query.
        """
        if intake := plan.intakes.order_by("pk").first():
            return cls.of(intake, plan.owner)
        issued = plan.document.issued_on if plan.document else None
        today = timezone.localdate()
        return cls(plan.owner, min(issued or today, today))


class Span(NamedTuple):
    name: str  # of that time
    unit: Unit
    is_of_day: bool


def meanings_of(said: Iterable[str], names: Names) -> dict[str, Meaning]:
    """Name as written → what it means, in their order; nine queries at most, however many names."""
    wanted = list(dict.fromkeys(name for name in said if name.strip()))
    found = _confirmed(wanted, names)
    asked = [name for name in wanted if name not in found]
    spans = _spans(asked, names)
    borne = {name: _borne(name, spans, names) for name in asked}
    # “Phòng GDĐT” is one unit where one of that name stands, else all that bore it in their districts.
    many = [name for name, span in borne.items() if not (span and span.unit.closed_on is None)]
    found |= _groups({name: group for name in many if (group := _group(name, names))}, names)
    borne = {name: span for name, span in borne.items() if name not in found}
    ended = {span.unit.pk for span in borne.values() if span and span.unit.closed_on}
    heirs = standing_for(ended)
    units = Unit.objects.in_bulk({pk for heir in heirs.values() for pk in heir.units})
    found |= {name: _told(name, span, heirs, units) for name, span in borne.items() if span}
    found |= _of_today([name for name in asked if name not in found], spans, names)
    return {name: found[name] for name in wanted}


def settled_units(said: Iterable[str], names: Names) -> dict[str, Unit]:
    """Name as written → the unit it means without a question; what is not in the answer stays text."""
    found = meanings_of(said, names)
    return {name: meaning.unit for name, meaning in found.items() if meaning.unit}


# ------------------------------------------------------------------ one unit
def _forms(name: str, names: Names) -> list[str]:
    """As written, then with short names in full: “Văn phòng Sở” may be what a unit is called."""
    forms = [full_name(name), full_name(written_out(name, names.abbreviations))]
    return list(dict.fromkeys(form.replace(" tinh ", " ") for form in forms))


def _spans(said: list[str], names: Names) -> list[Span]:
    """Who bore such names on the day, and who has ended since or before; one query."""
    forms = {form for name in said for form in (fold(name), *_forms(name, names))}
    endings = {" ".join(form.split()[-2:]) for form in forms}
    endings |= {" ".join(form.split()[-3:-1]) for form in forms}
    nets = [Q(unit__search_text__contains=ending) for ending in endings if ending]
    if not nets:
        return []
    renamed = ~Q(name=F("unit__name"))
    held = Q(days__contains=names.day)
    rows = UnitSpan.objects.filter(held | Q(unit__closed_on__isnull=False))
    rows = rows.filter(_around(names.owner), reduce(or_, nets) | renamed).select_related("unit")
    rows = rows.order_by("-days", "pk")
    return [Span(row.name, row.unit, names.day in row.days) for row in rows]


def _around(owner: Unit) -> Q:
    """As ``parties.units_around``, for spans and with those that ended: they keep their last place."""
    above = {int(step) for step in f"{owner.admin_path}{owner.prof_path}".split("/") if step}
    giver = department_of(owner)
    below = Q(unit__admin_path__startswith=giver.admin_path)
    below |= Q(unit__prof_path__startswith=giver.prof_path)
    return below | Q(unit__in=above) | Q(unit__kind=Unit.Kind.BODY)


def _borne(name: str, spans: list[Span], names: Names) -> Span | None:
    """Who bore the name on the day; else the one that had borne it and ended. One, or nobody can tell."""
    for is_of_day in (True, False):
        for form in _forms(name, names):
            found = {
                span.unit.pk: span
                for span in spans
                if span.is_of_day is is_of_day
                and (is_of_day or span.unit.closed_on)
                and form in _names_of(span)
            }
            if found:
                return next(iter(found.values())) if len(found) == 1 else None
    return None


def _names_of(span: Span) -> set[str]:
    own = {full_name(span.name), full_name(span.unit.short_name)}
    if span.name == span.unit.name:
        own |= borne_names(span.unit)
    return {name.replace(" tinh ", " ") for name in own if name}


def _told(
    said: str, span: Span, heirs: Mapping[int, Standing], units: Mapping[int, Unit]
) -> Meaning:
    unit = span.unit
    if unit.closed_on:
        heir = heirs.get(unit.pk)
        stand = tuple(units[pk] for pk in heir.units) if heir else ()
        act = heir.act if heir else ""
        return Meaning(said, then=span.name, ended_on=unit.closed_on, act=act, proposed=stand)
    if fold(span.name) != fold(unit.name):
        return Meaning(said, then=span.name, proposed=(unit,))
    return Meaning(said, unit)


def _of_today(said: list[str], spans: list[Span], names: Names) -> dict[str, Meaning]:
    """Names nobody bore on the day: those of units entered since, else words with near names."""
    full = {name: written_out(name, names.abbreviations) for name in said}
    today = resolve_units(full.values(), names.owner)
    near = {full_name(span.name): span.unit for span in spans if span.unit.closed_on is None}
    found = {}
    for name in said:
        alike = get_close_matches(_forms(name, names)[-1], near, n=MOST_NEAR, cutoff=NEAR)
        unit = today.get(full[name])
        found[name] = Meaning(name, unit, near=() if unit else tuple(near[one] for one in alike))
    return found


def _confirmed(said: list[str], names: Names) -> dict[str, Meaning]:
    """What a person has said; a unit that ended since is asked about again."""
    wanted = {name: names.confirmed[name] for name in said if name in names.confirmed}
    units = Unit.objects.standing().in_bulk(wanted.values()) if wanted else {}
    return {
        name: Meaning(name, units[pk], is_confirmed=True)
        for name, pk in wanted.items()
        if pk in units
    }


# ------------------------------------------------------------------ many units
def _group(name: str, names: Names) -> Collective | None:
    return collective_of(name) or collective_of(written_out(name, names.abbreviations))


def _groups(groups: Mapping[str, Collective], names: Names) -> dict[str, Meaning]:
    """How many each group had on the day, in one query; who stands today for kinds that ended."""
    if not groups:
        return {}
    rows = UnitSpan.objects.filter(_around(names.owner), days__contains=names.day)
    asked = list(dict.fromkeys(groups.values()))
    counts = rows.aggregate(
        **{f"n{n}": Count("pk", filter=_members(one, names.owner)) for n, one in enumerate(asked)}
    )
    count = {group: counts[f"n{n}"] for n, group in enumerate(asked)}
    now = _stand_for([group for group in asked if group.has_ended], names)
    return {
        name: Meaning(
            name, group=group, count=count[group], ended_on=now[group][0], proposed=now[group][1]
        )
        for name, group in groups.items()
    }


def _members(group: Collective, owner: Unit) -> Q:
    members = Q(unit__kind__in=group.kinds)
    if group.levels:
        members &= is_of_levels(group.levels)
    if group.is_directly_under:
        giver = department_of(owner)
        members &= Q(admin_parent=giver)
    return members & Q(name__istartswith=group.begins) if group.begins else members


def _stand_for(
    groups: Collection[Collective], names: Names
) -> defaultdict[Collective, tuple[date | None, tuple[Unit, ...]]]:
    """For kinds that ended: the day their last unit did, and all who stand for them today."""
    found: defaultdict[Collective, tuple[date | None, tuple[Unit, ...]]] = defaultdict(
        lambda: (None, ())
    )
    if not groups:
        return found
    rows = UnitSpan.objects.filter(_around(names.owner), unit__closed_on__isnull=False)
    members = {group: rows.filter(_members(group, names.owner)) for group in groups}
    of = {group: set(rows.values_list("unit", flat=True)) for group, rows in members.items()}
    heirs = standing_for(set().union(*of.values()))
    units = Unit.objects.in_bulk({pk for heir in heirs.values() for pk in heir.units})
    for group, ended in of.items():
        lines = [heirs[pk] for pk in ended if pk in heirs]
        stand = {pk: units[pk] for line in lines for pk in line.units}
        in_order = tuple(sorted(stand.values(), key=lambda unit: (unit.sort_key, unit.pk)))
        found[group] = (max((line.ended_on for line in lines), default=None), in_order)
    return found
