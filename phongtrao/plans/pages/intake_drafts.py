"""One fact as a card of the review: its words, what to check, and what else its sentence says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.plans.intake.certainty import DOUBTFUL, Certainty, certainty_of
from phongtrao.plans.intake.mending import Word, mark_known, words_of
from phongtrao.plans.intake.questions import question_about
from phongtrao.plans.intake.rules import RuleSaid, say_rule_of
from phongtrao.plans.intake.sections import (
    SECTIONS,
    TASK_SOURCES,
    TURNABLE,
    TURNED_INTO,
    Section,
)
from phongtrao.plans.intake.values import details_of, parties_of, said_in_full, title_of
from phongtrao.plans.models import IntakeFact
from phongtrao.plans.pages.intake_units import NameSaid, names_said
from phongtrao.plans.queries.meanings import Meaning, Names, meanings_of
from phongtrao.plans.services.intake_facts import fact_mark
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
    words: str  # the title with its mended words marked
    details: list[tuple[str, str]]
    was_read: str  # what the machine had read, where a person has changed it
    warning: str
    note: str
    names: list[NameSaid]  # of a task: what they mean today, where that has to be told
    rule: RuleSaid | None  # what a criterion becomes
    riders: list[Rider]
    turns: list[Turn]
    certainty: Certainty | None  # of what was read and waits; a person needs none
    mark: str  # of what the card shows, carried by its buttons
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
        beside = self.details or self.note or self.was_read or self.riders or self.rule
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
    names = [name for f in facts if f.section == "tasks" for name in parties_of(f.value)]
    meanings = meanings_of(names, Names.of(facts[0].intake)) if names else {}
    return [_draft(fact, chosen, meanings, url_of) for fact in facts]


def _draft(
    fact: IntakeFact,
    chosen: IntakeFact | None,
    meanings: Mapping[str, Meaning],
    url_of: Callable[[IntakeFact], str],
) -> Draft:
    section = SECTIONS[fact.section]
    title, details = title_of(section, fact.value) or "—", details_of(section, fact.value)
    mended = mended_words(fact) if fact.state == S.PENDING else {}
    is_task = fact.section == "tasks"
    rule = say_rule_of(fact.value) if fact.section == "criteria" else None
    is_edited = bool(fact.value_read) and fact.value != fact.value_read
    return Draft(
        fact=fact,
        section=section,
        title=title,
        words=mark_known(title, mended),
        details=[(label, mark_known(said, mended)) for label, said in details],
        was_read=said_in_full(section, fact.value_read) if is_edited else "",
        warning=question_about(fact.section, fact.value),
        note=unknown_leads(fact.value, meanings) if is_task else "",
        names=names_said(fact.value, meanings) if is_task else [],
        rule=rule,
        riders=_riders(fact),
        turns=turns_of(fact),
        certainty=certainty_of(fact),
        mark=fact_mark(fact),
        is_chosen=chosen is not None and fact.pk == chosen.pk,
        url=url_of(fact),
    )


def mended_words(fact: IntakeFact) -> dict[str, Word]:
    """Words with their marks put back where the fact stands, by how they read now."""
    if fact.first_block is None or fact.last_block is None:
        return {}
    return words_of(fact.intake.blocks[fact.first_block : fact.last_block + 1])


def doubtful_words(fact: IntakeFact) -> list[tuple[str, str]]:
    """(now, seen) of the mended words of which the reader is not sure, for whoever puts the fact right."""
    return [(now, word["seen"]) for now, word in mended_words(fact).items() if not word["is_sure"]]


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


def unknown_leads(value: Mapping[str, Any], meanings: Mapping[str, Meaning]) -> str:
    """Leads of which nothing is known: they stay as written."""
    leads = [name for name in value.get("lead_units") or [] if name in meanings]
    unknown = [name for name in leads if meanings[name] == Meaning(name)]
    if not unknown:
        return ""
    return _("Giữ nguyên chữ, chưa gắn với đơn vị trong hệ thống: %s.") % "; ".join(unknown)
