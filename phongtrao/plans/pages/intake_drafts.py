"""One fact as a card of the review: its words, what to check, and what else its sentence says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.orgs.models import Unit
from phongtrao.plans.intake.sections import (
    SECTIONS,
    TASK_SOURCES,
    TURNABLE,
    TURNED_INTO,
    Section,
)
from phongtrao.plans.intake.values import details_of, title_of, when_of_value
from phongtrao.plans.models import IntakeFact, Task
from phongtrao.plans.queries.intake import DOUBTFUL
from phongtrao.plans.queries.parties import resolve_units
from phongtrao.reader import find_time, has_number
from phongtrao.web.components import State, StateKind

S = IntakeFact.State
TWO_LINES = 64  # characters on a narrow telephone
TURN_LABELS = {
    "tasks": gettext_lazy("Chuyển thành nhiệm vụ"),
    "indicators": gettext_lazy("Chuyển thành chỉ tiêu"),
}
KINDS: dict[str, StateKind] = {S.PENDING: "due", S.CONFIRMED: "done", S.DROPPED: "neutral"}


@dataclass(frozen=True, slots=True)
class Rider:
    """What else was read of the sentence of a card; accepted with it."""

    fact: IntakeFact
    section: Section
    title: str  # empty where it says the words of the card itself
    details: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Turn:
    """A section a plain item may be turned into. ``is_likely``: its sentence looks like it."""

    key: str
    label: str
    is_likely: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """One fact as a card."""

    fact: IntakeFact
    section: Section
    title: str
    details: list[tuple[str, str]]
    was_read: str  # what the machine had read, where a person has changed it
    warning: str
    note: str
    riders: list[Rider]
    turns: list[Turn]
    is_chosen: bool
    url: str

    @property
    def is_doubtful(self) -> bool:
        return self.fact.state == S.PENDING and self.fact.confidence < DOUBTFUL

    @property
    def is_sure(self) -> bool:
        """Waits, and neither the reader nor the program has anything to ask about it."""
        is_pending = self.fact.state == S.PENDING
        return is_pending and not self.is_doubtful and not self.warning

    @property
    def state(self) -> State:
        return State(S(self.fact.state).label, KINDS[self.fact.state])

    @property
    def together(self) -> int:
        """How many facts one “Nhận” accepts."""
        return 1 + len(self.riders)

    @property
    def has_more(self) -> bool:
        """Whether a telephone has anything to hide: two lines hold some seventy characters."""
        beside = self.details or self.note or self.was_read or self.riders
        return bool(beside) or len(self.title) > TWO_LINES

    @property
    def can_split(self) -> bool:
        return bool(self.section.text)

    @property
    def becomes_task(self) -> bool:
        return self.section.key in TASK_SOURCES and self.fact.rides_with_id is None

    @property
    def made_from(self) -> Section | None:
        """The section this fact was turned from, while that can be undone."""
        source = self.fact.made_from
        return SECTIONS[source.section] if source and source.state == S.DROPPED else None

    @property
    def drafted_from(self) -> Section | None:
        """The section of the content that stays beside this task."""
        source = self.fact.made_from
        return SECTIONS[source.section] if source and source.state != S.DROPPED else None

    @property
    def turned_into(self) -> Section | None:
        """What the item has become, or what was drafted from it."""
        made = next(iter(self.fact.turned_into.all()), None)
        return SECTIONS[made.section] if made else None


def build_drafts(
    facts: list[IntakeFact], chosen: IntakeFact | None, url_of: Callable[[IntakeFact], str]
) -> list[Draft]:
    """The cards of ``facts`` of one intake; riders, made_from and turned_into must be prefetched."""
    names = [n for f in facts if f.section == "tasks" for n in f.value.get("lead_units") or []]
    units = resolve_units(names, facts[0].intake.unit) if names else {}
    return [_draft(fact, chosen, units, url_of) for fact in facts]


def _draft(
    fact: IntakeFact,
    chosen: IntakeFact | None,
    units: Mapping[str, Unit],
    url_of: Callable[[IntakeFact], str],
) -> Draft:
    section = SECTIONS[fact.section]
    is_task = fact.section == "tasks"
    is_edited = bool(fact.value_read) and fact.value != fact.value_read
    return Draft(
        fact=fact,
        section=section,
        title=title_of(section, fact.value) or "—",
        details=details_of(section, fact.value),
        was_read=said_in_full(section, fact.value_read) if is_edited else "",
        warning=task_warning(fact.value) if is_task else "",
        note=unknown_leads(fact.value, units) if is_task else "",
        riders=_riders(fact),
        turns=turns_of(fact),
        is_chosen=chosen is not None and fact.pk == chosen.pk,
        url=url_of(fact),
    )


def _riders(fact: IntakeFact) -> list[Rider]:
    if fact.state != S.PENDING:
        return []
    waiting = [rider for rider in fact.riders.all() if rider.state == S.PENDING]
    return [_rider(rider, fact) for rider in sorted(waiting, key=lambda rider: rider.position)]


def _rider(fact: IntakeFact, lead: IntakeFact) -> Rider:
    section = SECTIONS[fact.section]
    title = title_of(section, fact.value)
    is_same = title == title_of(SECTIONS[lead.section], lead.value)
    return Rider(fact, section, "" if is_same else title, details_of(section, fact.value))


def turns_of(fact: IntakeFact) -> list[Turn]:
    """What a plain item may be turned into; nothing for other sections and for dropped items."""
    is_turned = any(fact.turned_into.all())
    if fact.section not in TURNABLE or fact.state == S.DROPPED or is_turned:
        return []
    text = fact.value.get("text") or ""
    likely = {"tasks": bool(find_time(text)), "indicators": has_number(text)}
    return [Turn(key, str(TURN_LABELS[key]), likely[key]) for key in TURNED_INTO]


def said_in_full(section: Section, value: Mapping[str, Any]) -> str:
    """A fact as read, in one line."""
    parts = [title_of(section, value)]
    parts += [f"{label}: {said}" for label, said in details_of(section, value)]
    return "; ".join(part for part in parts if part)


def task_warning(value: Mapping[str, Any]) -> str:
    """What keeps the task from being published, or leaves it without a due date."""
    if not value.get("lead_units"):
        return _("Chưa có cơ quan chủ trì. Hãy bổ sung trước khi ban hành.")
    when = when_of_value(value)
    if value.get("time") and when.timing == Task.Timing.UNSPECIFIED:
        return str(_("Chưa hiểu thời gian “%s”; giữ nguyên chữ, không có hạn.") % value["time"])
    return ""


def unknown_leads(value: Mapping[str, Any], units: Mapping[str, Unit]) -> str:
    """Leads that are no unit of ours: they stay as written."""
    unknown = [name for name in value.get("lead_units") or [] if name not in units]
    if not unknown:
        return ""
    return _("Giữ nguyên chữ, chưa gắn với đơn vị trong hệ thống: %s.") % "; ".join(unknown)
