"""What the linter speaks in: a rule, the paper it looks at, a defect it found."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any, Literal, Protocol

from phongtrao.lib.text import fold
from phongtrao.lib.words import say as _
from phongtrao.reader.header import Header
from phongtrao.reader.model import Block, Paragraph, Passage, Value
from phongtrao.reader.outline import Outline
from phongtrao.reader.passages import make_passage
from phongtrao.reader.plan import Findings

Severity = Literal["error", "note"]
ERROR: Severity = "error"  # the text contradicts itself, the calendar or a rule of writing
NOTE: Severity = "note"  # may be meant so; worth a look before the paper is signed


class Placed(Protocol):
    """Anything of the reader that knows its blocks: a paragraph, a row, a table, a finding."""

    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of defect. The sentences are Vietnamese templates, filled with a defect's ``facts``.

    ``what`` is wrong here · ``why`` it matters, with the rule of writing it comes from · ``how`` to mend it.
    """

    key: str
    severity: Severity
    name: str
    what: str
    why: str
    how: str


@dataclass(frozen=True, slots=True)
class Defect:
    """A place where a rule is broken: ``quote`` are the words themselves, ``related`` other places."""

    rule: Rule
    passage: Passage
    quote: str
    facts: Mapping[str, str] = field(default_factory=dict)
    related: tuple[Passage, ...] = ()

    @property
    def what(self) -> str:
        return say(self.rule.what, self.facts)

    @property
    def why(self) -> str:
        return say(self.rule.why, self.facts)

    @property
    def how(self) -> str:
        return say(self.rule.how, self.facts)

    @property
    def key(self) -> str:
        """The same for the same defect in a second reading, wherever the words have moved to."""
        said = [self.rule.key, self.quote, *(f"{k}={v}" for k, v in sorted(self.facts.items()))]
        return sha256(fold("|".join(said)).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class PlanDay:
    """The day of the plan as far as it is said: a draft of “tháng 8 năm 2025” has 1 to 31 August."""

    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class EndedUnit:
    """A unit, or a kind of unit, that is no more. ``written``: how texts call it, without marks."""

    name: str
    written: re.Pattern[str]
    last_day: date
    basis: str
    successor: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A plan as the checks see it: its outline, what the reader found, its day, what it is held against."""

    blocks: Sequence[Block]
    outline: Outline
    findings: Findings
    plan: Mapping[str, Any]
    header: Header
    paragraphs: Sequence[Paragraph]  # all but letterhead and closing, rows of tables too
    day: PlanDay | None
    is_damaged: bool  # recognised in a picture, or its marks put back by the reader
    ended: Sequence[EndedUnit]
    parent: Mapping[str, Any] | None = None

    def values(self, section: str) -> list[Value]:
        return [finding.value for finding in self.findings[section]]

    def passage(self, quote: str, first: int, last: int) -> Passage:
        """Where ``quote`` begins and ends between two blocks; all of them when it is not found so."""
        start, end = _span(self.blocks[first : last + 1], quote)
        first, last = (first + start, first + end) if end >= 0 else (first, last)
        return make_passage(tuple(self.blocks), first, last)

    def defect(self, rule: Rule, quote: str, within: Placed, /, **facts: str) -> Defect:
        """A defect whose words stand in ``within``; a quote cut short ends in “ …”."""
        place = self.passage(quote.removesuffix(" …"), within.first, within.last)
        return Defect(rule, place, quote, facts)


Check = Callable[[Paper], Iterator[Defect]]


def say(template: str, facts: Mapping[str, str]) -> str:
    """A sentence in the listener's language with its places filled."""
    return _(template) % facts if facts else _(template).replace("%%", "%")


def shortened(text: str, longest: int) -> str:
    """Cut after a whole word, with “ …”; a text of one long word is cut within it."""
    if len(text) <= longest:
        return text
    return text[: longest + 1].rsplit(" ", 1)[0][:longest] + " …"


def _span(blocks: Sequence[Block], quote: str) -> tuple[int, int]:
    """First and last of ``blocks`` that hold ``quote``, spaces aside; (0, -1) when it is not there."""
    sought = "".join(quote.split())
    texts = ["".join(block.text.split()) for block in blocks]
    start = "".join(texts).find(sought)
    if not sought or start < 0:
        return 0, -1
    ends, total = [], 0
    for text in texts:
        total += len(text)
        ends.append(total)
    first = next(place for place, end in enumerate(ends) if end > start)
    return first, next(place for place, end in enumerate(ends) if end >= start + len(sought))
