"""Ratings of a year, for one or for a whole unit at once. What stood before stays in the history."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import Line, record_many
from phongtrao.lib.errors import BadInput, Conflict
from phongtrao.lib.periods import Period, PeriodKind
from phongtrao.orgs import access
from phongtrao.orgs.kinds import rating_levels, remembered
from phongtrao.orgs.models import Person, Unit, YearlyRating

YEARS = frozenset({PeriodKind.SCHOOL_YEAR, PeriodKind.CALENDAR_YEAR})
SAID = ("level", "note", "decision", "decided_on", "unit")
KEPT = (*SAID, "given_by")


@dataclass(frozen=True, slots=True)
class Given:
    """A level for a person at a unit, or, without ``person``, for the unit itself.

    ``level`` 4 (best) to 1; None: not subject to rating that year, and ``note`` says why.
    """

    unit: Unit
    level: int | None
    person: Person | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the ratings rest on. What is left empty stays with each rating as it was written."""

    number: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """How many ratings are new, were corrected, and stood already."""

    new: int
    changed: int
    same: int


@transaction.atomic
@remembered()
def rate(
    period: Period,
    given: Collection[Given],
    decision: Decision = Decision(),
    *,
    by: AbstractBaseUser | None,
) -> Written:
    """Write the ratings of one year; the same number of queries for one and for a thousand.

    A person has one rating a year: given again, it is corrected, with a line of history that says
    what stood before. Raises BadInput for what is no year, not begun, or given twice; NotAllowed
    for the first unit out of reach; Conflict when somebody else writes the same at this moment.
    """
    _refuse_years(period)
    _refuse_twice(given)
    _enforce(given, by)
    standing = _standing(period, given)
    new, changed, same = [], [], 0
    for one in given:
        row = standing.get(_key(one.unit.pk, one.person.pk if one.person else None))
        wanted = _wanted(one, decision, row, by)
        if row is None:
            new.append(YearlyRating(person=one.person, period=period.key, **wanted))
        elif before := _difference(row, wanted):
            changed.append((row, before))
        else:
            same += 1
    _write(new, [row for row, _before in changed])
    _tell(new, changed, by)
    return Written(len(new), len(changed), same)


def _refuse_years(period: Period) -> None:
    if period.kind not in YEARS:
        raise BadInput(_("Xếp loại theo năm học hoặc năm. Hãy chọn lại năm."))
    if period.start > timezone.localdate():
        raise BadInput(_("%s chưa bắt đầu. Hãy chọn lại năm.") % period.label)


def _refuse_twice(given: Collection[Given]) -> None:
    seen = set()
    for one in given:
        if one.level is not None and one.level not in rating_levels():
            raise BadInput(_("Không có mức xếp loại %s. Hãy chọn một mức từ 1 đến 4.") % one.level)
        if one.level is None and not one.note.strip():
            who = one.person or one.unit
            raise BadInput(_("Hãy ghi lý do “%s” không thuộc diện xếp loại.") % who)
        key = _key(one.unit.pk, one.person.pk if one.person else None)
        if key in seen:
            raise BadInput(
                _("“%s” được xếp loại hai lần. Hãy giữ lại một dòng.") % (one.person or one.unit)
            )
        seen.add(key)


def _enforce(given: Collection[Given], by: AbstractBaseUser | None) -> None:
    for unit in {one.unit for one in given if one.person}:
        access.can_rate_people(by, unit).enforce()
    for unit in {one.unit for one in given if one.person is None}:
        access.can_rate_unit(by, unit).enforce()


def _key(unit: int, person: int | None) -> tuple[str, int]:
    """A person is rated once a year wherever it was; a unit once for itself."""
    return ("person", person) if person else ("unit", unit)


def _standing(period: Period, given: Collection[Given]) -> dict[tuple[str, int], YearlyRating]:
    """Ratings of the year that are there, locked until this deed is done."""
    rows = YearlyRating.objects.select_for_update(of=("self",)).filter(period=period.key)
    people = rows.filter(person__in=[one.person.pk for one in given if one.person])
    units = rows.filter(person=None, unit__in=[one.unit.pk for one in given if not one.person])
    found = [*people.select_related("person", "unit"), *units.select_related("unit")]
    return {_key(row.unit_id, row.person_id): row for row in found}


def _wanted(
    one: Given, decision: Decision, row: YearlyRating | None, by: AbstractBaseUser | None
) -> dict[str, object]:
    return {
        "unit": one.unit,
        "level": one.level,
        "note": one.note.strip(),
        "decision": decision.number or (row.decision if row else ""),
        "decided_on": decision.on or (row.decided_on if row else None),
        "given_by_id": by.pk if by else None,
    }


def _difference(row: YearlyRating, wanted: dict[str, object]) -> dict[str, object]:
    """Take over what is wanted; return what stood before where that is something else."""
    before = {name: getattr(row, name) for name in SAID if getattr(row, name) != wanted[name]}
    for name, value in wanted.items():
        setattr(row, name, value)
    return before


def _write(new: list[YearlyRating], changed: list[YearlyRating]) -> None:
    for row in new:
        row.keep_end()
    try:
        with transaction.atomic():
            YearlyRating.objects.bulk_create(new, batch_size=5_000)
            YearlyRating.objects.bulk_update(changed, KEPT, batch_size=1_000)
    except IntegrityError as error:
        raise Conflict from error


def _tell(
    new: list[YearlyRating],
    changed: list[tuple[YearlyRating, dict[str, object]]],
    by: AbstractBaseUser | None,
) -> None:
    record_many((Line(_subject(row), after=_said(row)) for row in new), "orgs.rated", by=by)
    lines = (Line(_subject(row), before=_named(was), after=_said(row)) for row, was in changed)
    record_many(lines, "orgs.rating_corrected", by=by)


def _subject(row: YearlyRating) -> Person | Unit:
    return row.person or row.unit


def _said(row: YearlyRating) -> dict[str, object]:
    said = {name: getattr(row, name) for name in ("period", "level", "note", "decision")}
    return _named({name: value for name, value in said.items() if value not in ("", None)})


def _named(values: dict[str, object]) -> dict[str, object]:
    """History names the level in words: the pack may call it otherwise some day."""
    named = dict(values)
    if isinstance(level := named.get("level"), int):
        named["level"] = rating_levels()[level].name
    return named
