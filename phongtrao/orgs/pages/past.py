"""A unit's past: whom it came from, what it was called and where it stood, into whom it went."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.orgs import queries
from phongtrao.orgs.models import Reorganisation, Succession, Unit, UnitSpan

MOST_BARS = 12  # a unit made of dozens is told in the list below the drawing


@dataclass(frozen=True, slots=True)
class Bar:
    """The life of one unit, drawn on a line of 100 from the first day of all to today.

    ``ends`` is its last day: the day of the change already belongs to who follows.
    """

    unit: int
    name: str
    begins: date
    ends: date | None
    left: str
    width: str
    is_self: bool


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the past. ``unit`` is the page ``name`` leads to, ``act`` the decision's."""

    on: date
    what: str
    name: str = ""
    unit: int | None = None
    act: int | None = None
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    bars: list[Bar]
    unseen: int
    events: list[Event]


def past_page(unit: Unit, spans: Sequence[UnitSpan]) -> Past | None:
    """None where nothing ever happened to the unit. ``spans`` are the unit's, the latest first."""
    bonds = list(queries.past_of(unit))
    acts = list(queries.acts_of(unit))
    if not bonds and not acts and len(spans) < 2:  # noqa: PLR2004 -- one span: never changed
        return None
    came = [bond.former for bond in bonds if bond.latter_id == unit.pk]
    went = [bond.latter for bond in bonds if bond.former_id == unit.pk]
    kin = [*_by_day(came), unit, *_by_day(went)]
    events = [*_of_bonds(unit, bonds), *_of_spans(unit, spans, acts), *_of_undone(acts)]
    return Past(
        _bars(unit, kin[:MOST_BARS]),
        max(len(kin) - MOST_BARS, 0),
        sorted(events, key=lambda event: event.on, reverse=True),
    )


def _by_day(units: Iterable[Unit]) -> list[Unit]:
    return sorted(set(units), key=lambda unit: (unit.opened_on, unit.sort_key))


def _bars(unit: Unit, kin: Sequence[Unit]) -> list[Bar]:
    first, today = min(each.opened_on for each in kin), timezone.localdate()
    whole = max((today - first).days, 1)
    return [
        Bar(
            each.pk,
            each.name,
            each.opened_on,
            each.closed_on - timedelta(days=1) if each.closed_on else None,
            f"{100 * (each.opened_on - first).days / whole:.1f}",
            f"{100 * max(((each.closed_on or today) - each.opened_on).days / whole, 0.01):.1f}",
            each == unit,
        )
        for each in kin
    ]


# ------------------------------------------------------------------ the lines
def _of_bonds(unit: Unit, bonds: Iterable[Succession]) -> Iterable[Event]:
    for bond in bonds:
        came = bond.latter_id == unit.pk
        other = bond.former if came else bond.latter
        words = _("%s từ") if came else _("%s vào")
        act = bond.reorganisation
        yield Event(
            bond.on,
            words % bond.get_kind_display(),
            other.name,
            other.pk,
            bond.reorganisation_id,
            act.decision if act else "",
        )


def _of_spans(
    unit: Unit, spans: Sequence[UnitSpan], acts: Iterable[Reorganisation]
) -> Iterable[Event]:
    """What changed from one span to the next, with the act of that day."""
    by_day = {act.on: act for act in acts if act.undone_at is None}
    olds: list[UnitSpan | None] = [*spans[1:], None]
    for new, old in zip(spans, olds, strict=True):
        act = by_day.get(new.days.lower)
        pk, decision = (act.pk, act.decision) if act else (None, "")
        for what, name in _changes(old, new):
            yield Event(new.days.lower, what, name, None, pk, decision)
    if unit.closed_on:
        act = by_day.get(unit.closed_on)
        yield Event(unit.closed_on, _("Chấm dứt"), "", None, act.pk if act else None)


def _changes(old: UnitSpan | None, new: UnitSpan) -> Iterable[tuple[str, str]]:
    if old is None:
        yield _("Thành lập, tên là"), new.name
        return
    if old.name != new.name:
        yield _("Đổi tên từ “%s” thành") % old.name, new.name
    if old.code != new.code:
        yield _("Đổi mã định danh từ %s thành") % (old.code or "—"), new.code or "—"
    if old.level != new.level:
        yield _("Cấp học mới:"), new.level_name or "—"  # type: ignore[attr-defined]  # spans_of annotates it
    if old.type_id != new.type_id:
        yield _("Loại hình mới:"), str(new.type or "—")
    if old.admin_parent_id != new.admin_parent_id:
        yield _("Cấp trên hành chính mới:"), str(new.admin_parent or "—")
    if old.prof_parent_id != new.prof_parent_id:
        yield _("Cấp trên chuyên môn mới:"), str(new.prof_parent or "—")


def _of_undone(acts: Iterable[Reorganisation]) -> Iterable[Event]:
    """An act that was taken back is part of the past as well."""
    for act in acts:
        if act.undone_at is not None:
            day = timezone.localdate(act.undone_at)
            yield Event(day, _("Hoàn tác “%s”") % act.title, "", None, act.pk, act.decision)
