"""One check on a page: what agrees with which source, both texts side by side.

Who asks decides how much is shown of sources the reader may not open by rights of their own: those who judge
read the passages with a few words around them and no name; authors learn that there is a source and where
their own words agree with it, nothing else. In a blind round nothing tells whose a text is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from phongtrao.similarity.engine import Passage, read_document, share_of
from phongtrao.similarity.kinds import KINDS, Names, Sight
from phongtrao.similarity.models import Check, Finding
from phongtrao.similarity.pages.days import day_words, year_words
from phongtrao.similarity.pages.marked import Mark, Paragraph, Shown, paint
from phongtrao.similarity.queries.common import codes_of, newest_common
from phongtrao.similarity.queries.thresholds import percent_of

LONG = 40_000  # characters; of a longer text only what is near a passage is shown
LARGEST = 2_000  # passages of one page


@dataclass(frozen=True, slots=True)
class Reader:
    """``judges``: reads excerpts of any source; ``is_blind``: is not to know whose the texts are."""

    user: AbstractBaseUser
    judges: bool
    is_blind: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """``number`` tells its colour and its address (``?nguon=``); ``marks`` of the text that was checked.

    ``sight`` is there for whoever may open it whole.
    """

    number: int
    finding: Finding
    title: str
    sight: Sight | None
    is_masked: bool
    marks: tuple[Mark, ...]

    @property
    def percent(self) -> int:
        return percent_of(self.finding.share)

    @property
    def day(self) -> str:
        return day_words(self.finding.day)


@dataclass(frozen=True, slots=True)
class SectionShare:
    title: str
    percent: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage here and in its source, for print."""

    here: list[Paragraph]
    there: list[Paragraph]


class Report:
    """A check that is done, of the text with these words; ``current``: the number of the source shown
    beside it."""

    def __init__(self, check: Check, words: str, reader: Reader, *, current: int = 1) -> None:
        self.check, self.words, self._reader = check, words, reader
        self._findings = [one for one in check.findings.all() if one.kind in KINDS]
        self._kinds = {one.kind: KINDS[one.kind] for one in self._findings}
        self.sources = self._sources()
        shown = [one for one in self.sources if one.number == current]
        self.current = shown[0] if shown else next(iter(self.sources), None)

    # ------------------------------------------------------------------ shares

    @property
    def percent(self) -> int:
        return percent_of(self.check.share)

    @property
    def own_percent(self) -> int:
        return percent_of(self.check.own_share)

    @cached_property
    def sections(self) -> list[SectionShare]:
        """The share of works of others in each part of the text; none for a draft."""
        if self.check.number is None:
            return []
        parts = KINDS[self.check.kind].sections([self.check.number])
        document = read_document(self.words, codes_of(newest_common()))
        copied = [
            Passage(*row)
            for one in self._findings
            if not (one.is_own or one.is_later or one.is_weak)
            for row in one.passages
        ]
        return [
            SectionShare(part.title, percent_of(share_of(document, copied, part.start, part.end)))
            for part in parts.get(self.check.number, [])
        ]

    # ------------------------------------------------------------------ the texts

    @cached_property
    def here(self) -> list[Paragraph]:
        """The text that was checked, with the passages of every source; of the current one on top."""
        on_top = self.current
        order = sorted(self.sources, key=lambda one: (one == on_top, -one.number))
        marks = [mark for one in order for mark in one.marks]
        return self._paint(self.words, marks, self._shown(self.words), self._own_names)

    @cached_property
    def there(self) -> list[Paragraph]:
        """The current source; empty where its reader may not see a word of it."""
        return self._beside(self.current) if self.current else []

    @property
    def is_part(self) -> bool:
        """Whether paragraphs without a passage are left out."""
        return self._shown(self.words) is Shown.NEAR

    def pairs(self) -> list[tuple[Source, list[Pair]]]:
        """Every passage of every source, for a printed report."""
        return [(one, self._pairs(one)) for one in self.sources]

    def _pairs(self, source: Source) -> list[Pair]:
        theirs = self._their_marks(source)
        words = "" if source.is_masked else self._words(source.finding)
        return [
            Pair(
                self._paint(self.words, [mine], Shown.EXCERPTS, self._own_names),
                self._paint(words, [its], Shown.EXCERPTS, self._names(source)) if words else [],
            )
            for mine, its in zip(source.marks, theirs, strict=True)
        ]

    def _beside(self, source: Source) -> list[Paragraph]:
        if source.is_masked:
            return []
        words = self._words(source.finding)
        if not words:
            return []
        shown = self._shown(words) if source.sight else Shown.EXCERPTS
        return self._paint(words, self._their_marks(source), shown, self._names(source))

    def _paint(
        self, words: str, marks: Sequence[Mark], shown: Shown, names: Iterable[Names]
    ) -> list[Paragraph]:
        return paint(words, marks, shown, [span for one in names for span in one.spans(words)])

    def _shown(self, words: str) -> Shown:
        return Shown.NEAR if len(words) > LONG else Shown.WHOLE

    def _words(self, finding: Finding) -> str:
        return self._kinds[finding.kind].texts([finding.number]).get(finding.number, "")

    @cached_property
    def _own_names(self) -> list[Names]:
        """What is covered in the text itself: of its authors, in a blind round."""
        if not self._reader.is_blind or self.check.number is None:
            return []
        return list(KINDS[self.check.kind].names([self.check.number]).values())

    def _names(self, source: Source) -> list[Names]:
        """What is covered in a source: nothing for whoever may open it anyway."""
        if source.sight:
            return []
        names = self._names_by_key.get((source.finding.kind, source.finding.number))
        return [*([names] if names else []), *self._own_names]

    # ------------------------------------------------------------------ the sources

    def _sources(self) -> list[Source]:
        titles, sights = self._titles(), self._sights
        passage = 0
        sources = []
        for number, finding in enumerate(self._findings, start=1):
            key = finding.kind, finding.number
            marks = tuple(
                Mark(row[0], row[1], passage + place, number, finding.is_weak)
                for place, row in enumerate(finding.passages[:LARGEST], start=1)
            )
            passage += len(marks)
            sight = sights.get(key)
            is_masked = self._is_masked(finding, sight)
            title = self._title(finding, titles.get(key), is_masked=is_masked)
            gone = key not in titles
            sources.append(Source(number, finding, title, sight, is_masked or gone, marks))
        return sources

    def _is_masked(self, finding: Finding, sight: Sight | None) -> bool:
        """An own earlier work would tell whose a blind text is; a text that the reader judges blindly
        elsewhere would be told by this one."""
        if self._reader.is_blind and finding.is_own:
            return True
        if (finding.kind, finding.number) in self._veiled:
            return True
        return not (sight or self._reader.judges)

    @cached_property
    def _veiled(self) -> set[tuple[str, int]]:
        if self._reader.is_blind:  # reads no name anyway
            return set()
        return {
            (key, number)
            for key, kind in self._kinds.items()
            for number in kind.veiled(
                self._reader.user, [one.number for one in self._findings if one.kind == key]
            )
        }

    def _their_marks(self, source: Source) -> list[Mark]:
        rows = source.finding.passages
        return [
            Mark(row[2], row[3], mark.number, source.number, mark.is_weak)
            for mark, row in zip(source.marks, rows, strict=False)
        ]

    def _title(self, finding: Finding, title: str | None, *, is_masked: bool) -> str:
        if title is None:
            return _("Một văn bản không còn trong kho")
        key = finding.kind, finding.number
        if is_masked or not (key in self._sights or key in self._names_by_key):
            label = self._kinds[finding.kind].label
            return _("%(kind)s khác, %(year)s") % {"kind": label, "year": year_words(finding.day)}
        return title

    def _titles(self) -> dict[tuple[str, int], str]:
        """Without names for whoever may not open the text."""
        found: dict[tuple[str, int], str] = {}
        for key, kind in self._kinds.items():
            numbers = [one.number for one in self._findings if one.kind == key]
            for number, title in kind.titles(numbers).items():
                names = self._names_by_key.get((key, number))
                covering = [names] if names else []
                found[key, number] = reduce(_covered, [*covering, *self._own_names], title)
        return found

    @cached_property
    def _names_by_key(self) -> dict[tuple[str, int], Names]:
        """Of sources the reader may not open. A kind that cannot tell the names in its texts gives none, and
        then neither the title is shown."""
        found: dict[tuple[str, int], Names] = {}
        for key, kind in self._kinds.items():
            numbers = [one.number for one in self._findings if one.kind == key]
            asked = [one for one in numbers if (key, one) not in self._sights]
            found |= {(key, number): names for number, names in kind.names(asked).items()}
        return found

    @cached_property
    def _sights(self) -> dict[tuple[str, int], Sight]:
        if self._reader.is_blind:
            return {}
        return {
            (key, number): sight
            for key, kind in self._kinds.items()
            for number, sight in kind.sights(
                self._reader.user, [one.number for one in self._findings if one.kind == key]
            ).items()
            if (key, number) not in self._veiled
        }


def _covered(title: str, names: Names) -> str:
    return names.cover(title)
