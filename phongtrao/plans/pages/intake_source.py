"""The left side of the review: a piece of the source, each block a link to the fact that covers it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.plans.intake.mending import mark_cells, mark_text
from phongtrao.plans.models import Intake, IntakeFact
from phongtrao.plans.queries.intake import RIDING

BLOCKS_IN_A_PIECE, CHARACTERS_IN_A_PIECE = 80, 8_400
MARKED = 8  # a mended text is sent with its marks and with what stood there


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """One block as printed. ``url``: the fact that covers it, or the form to add one."""

    number: int
    kind: str
    text: str
    at: str  # “tr. 3” or “dòng 45”
    cells: tuple[str, ...]  # as the text: words with their marks put back are marked
    is_marked: bool
    fact: str  # primary key, empty where no fact covers the block
    url: str

    @property
    def css(self) -> str:
        names = (self.kind, "linked" if self.fact else "alone", "marked" if self.is_marked else "")
        return " ".join(filter(None, names))


@dataclass(frozen=True, slots=True)
class SourcePiece:
    """Some of the blocks; ``groups``: runs of table rows apart from other blocks."""

    groups: list[tuple[str, list[SourceBlock]]]
    number: int
    pieces: int
    has_mended: bool  # words whose lost marks were put back
    previous_url: str
    next_url: str


@dataclass(frozen=True, slots=True)
class Span:
    """Where a fact stands in the source; ``pk`` 0 for a passage that is no fact yet."""

    pk: int
    section: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class View:
    """What is asked of the source: what is marked, and the piece (0: where that is).

    ``section`` goes before others where facts overlap; ``tab`` is what is open on the right.
    """

    section: str
    tab: str
    marked: Span | None
    piece: int = 0


def source_piece(intake: Intake, view: View) -> SourcePiece:
    """The piece that is asked for, or the one with the marked passage. One query."""
    blocks = intake.blocks
    starts = cut(blocks)
    at = view.marked.first if view.marked else 0
    number = min(view.piece, len(starts)) or sum(start <= at for start in starts)
    end = starts[number] if number < len(starts) else len(blocks)
    cover = smallest_cover(_spans(intake), view.section)
    shown = [_block(intake, b, cover, view.marked) for b in blocks[starts[number - 1] : end]]
    return SourcePiece(
        groups=list(grouped(shown)),
        number=number,
        pieces=len(starts),
        has_mended=any(b.get("mended") for b in blocks[starts[number - 1] : end]),
        previous_url=_turn(intake, view, number - 1) if number > 1 else "",
        next_url=_turn(intake, view, number + 1) if number < len(starts) else "",
    )


def span_of(fact: IntakeFact) -> Span | None:
    if fact.first_block is None:
        return None
    last = fact.first_block if fact.last_block is None else fact.last_block
    return Span(fact.pk, fact.section, fact.first_block, last)


def cut(blocks: list[dict[str, Any]]) -> list[int]:
    """Numbers of the blocks with which a piece begins."""
    starts, count, characters = [0], 0, 0
    for place, block in enumerate(blocks):
        count, characters = count + 1, characters + _weight(block)
        is_full = count > BLOCKS_IN_A_PIECE or characters > CHARACTERS_IN_A_PIECE
        if is_full and count > 1:
            starts.append(place)
            count, characters = 1, _weight(block)
    return starts


def _weight(block: Mapping[str, Any]) -> int:
    """What the block takes of a page, in characters."""
    return len(block["text"]) * (MARKED if block.get("mended") else 1)


def smallest_cover(spans: Iterable[Span], section: str) -> dict[int, Span]:
    """Block → the narrowest fact over it; one of the open section goes before others."""
    found: dict[int, Span] = {}
    ordered = sorted(spans, key=lambda s: (s.section != section, s.last - s.first), reverse=True)
    for span in ordered:
        for number in range(span.first, span.last + 1):
            found[number] = span
    return found


def grouped(blocks: Iterable[SourceBlock]) -> Iterator[tuple[str, list[SourceBlock]]]:
    """Runs of one kind: rows of a table stand together, the rest one after another."""
    run: list[SourceBlock] = []
    for block in blocks:
        if run and (run[-1].kind == "row") != (block.kind == "row"):
            yield run[-1].kind, run
            run = []
        run.append(block)
    if run:
        yield run[-1].kind, run


def place_of(block: Mapping[str, Any]) -> str:
    if block["page"]:
        return str(_("tr. %d") % block["page"])
    return str(_("dòng %d") % block["line"]) if block["line"] else ""


def review_url(intake: Intake, **params: str | int) -> str:
    """The review page of the intake; muc, chon, trang and nguon as in ``ReviewPage.build``."""
    return f"{reverse('plans:intake', args=[intake.pk])}?{urlencode(params)}"


def _spans(intake: Intake) -> list[Span]:
    rows = intake.facts.exclude(RIDING | Q(state=IntakeFact.State.DROPPED))
    rows = rows.filter(first_block__isnull=False)
    # Not only(): the manager of an intake would fetch what was left out of each row, one by one.
    named = rows.order_by("-position").values_list("pk", "section", "first_block", "last_block")
    return [
        Span(pk, key, first, first if last is None else last)
        for pk, key, first, last in named
        if first is not None
    ]


def _block(
    intake: Intake, block: dict[str, Any], cover: Mapping[int, Span], marked: Span | None
) -> SourceBlock:
    number: int = block["number"]
    span = cover.get(number)
    if span:
        url = f"{review_url(intake, muc=span.section, chon=span.pk)}#muc-{span.pk}"
    else:
        url = f"{reverse('plans:fact_new', args=[intake.pk])}?doan={number}"
    return SourceBlock(
        number=number,
        kind=block["kind"],
        text=mark_text(block["text"], block.get("mended", ())),
        at=place_of(block),
        cells=mark_cells(block["cells"] or (), block.get("mended", ())),
        is_marked=marked is not None and marked.first <= number <= marked.last,
        fact=str(span.pk) if span else "",
        url=url,
    )


def _turn(intake: Intake, view: View, piece: int) -> str:
    """Another piece of the source, the chosen fact staying chosen."""
    chosen = {"chon": view.marked.pk} if view.marked and view.marked.pk else {}
    return review_url(intake, muc=view.tab, nguon=piece, **chosen)
