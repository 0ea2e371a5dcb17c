"""The review page: a piece of the source on the left, the drafts of one section on the right.

Both sides are cut so that the page stays small however long the plan is: the source into pieces of
some hundred blocks, the drafts into pages. One fact is chosen; its passage is marked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from phongtrao.lib.answers import Answer
from phongtrao.plans.access import intake as access
from phongtrao.plans.intake.sections import SECTIONS, Section
from phongtrao.plans.models import Intake, IntakeFact
from phongtrao.plans.pages.intake_drafts import Draft, build_drafts
from phongtrao.plans.pages.intake_found import Found
from phongtrao.plans.pages.intake_source import (
    SourcePiece,
    Span,
    View,
    review_url,
    source_piece,
    span_of,
)
from phongtrao.plans.queries.intake import (
    DOUBTFUL,
    RIDING,
    SectionCount,
    WaitingSection,
    document_said,
    issuer_elsewhere,
    section_counts,
    waiting_sections,
)
from phongtrao.web.components import State, StateKind

S = IntakeFact.State
FACTS_ON_A_PAGE = 12
DOUBTS = "can-xem"  # the pseudo-section of everything doubtful
KINDS: dict[str, StateKind] = {
    Intake.Status.READING: "running",
    Intake.Status.REVIEW: "due",
    Intake.Status.PUBLISHED: "done",
    Intake.Status.FAILED: "refused",
    Intake.Status.DROPPED: "neutral",
}


def intake_badge(intake: Intake) -> State:
    return State(intake.get_status_display(), KINDS[intake.status], why=intake.error)


@dataclass(frozen=True, slots=True)
class SectionLink:
    label: str
    count: SectionCount | None
    pending: int
    url: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    intake: Intake
    counts: list[SectionCount]
    links: list[SectionLink]
    section: Section | None  # None: everything doubtful
    drafts: list[Draft]
    chosen: IntakeFact | None
    source: SourcePiece
    page: int
    pages: int
    previous_url: str
    next_url: str
    next_section: SectionLink | None
    can_review: Answer
    can_reread: Answer
    can_drop: Answer
    issuer: str  # as printed, where it is not the unit that took the plan in
    found: Found | None  # for who reviews, while there is something to review

    @property
    def pending(self) -> int:
        return sum(count.pending for count in self.counts)

    @property
    def doubtful(self) -> int:
        return sum(count.doubtful for count in self.counts)

    @property
    def shown_sure(self) -> list[int]:
        """What one press accepts: shown, waiting, nothing to ask about it."""
        return [draft.fact.pk for draft in self.drafts if draft.is_sure]

    @property
    def shown_unsure(self) -> list[Draft]:
        """What waits on this page and has to be looked at by itself."""
        waiting = (draft for draft in self.drafts if draft.fact.state == S.PENDING)
        return [draft for draft in waiting if not draft.is_sure]

    @property
    def riding(self) -> int:
        """Facts of the open section that are shown, and accepted, on the cards of tasks."""
        return sum(c.riding for c in self.counts if c.section == self.section)

    @property
    def tasks_url(self) -> str:
        return review_url(self.intake, muc="tasks")

    @property
    def section_key(self) -> str:
        return self.section.key if self.section else DOUBTS

    @property
    def waiting(self) -> list[WaitingSection]:
        """What the published plan leaves to the apps above."""
        return waiting_sections(self.intake.plan) if self.intake.plan else []

    @classmethod
    def build(
        cls, intake: Intake, user: AbstractBaseUser, params: Mapping[str, str]
    ) -> "ReviewPage":
        """``params``: muc (section), chon (fact), trang (page of drafts), nguon (piece of source)."""
        return Builder(intake, user, params).page()


@dataclass(slots=True)
class Builder:
    """Reads once what the parts of the page share."""

    intake: Intake
    user: AbstractBaseUser
    params: Mapping[str, str]

    def page(self) -> ReviewPage:
        counts = section_counts(self.intake)
        key = self._section_key(counts)
        rows = review_order(self.intake, key)
        pages = max(1, -(-rows.count() // FACTS_ON_A_PAGE))
        chosen = self._chosen()
        number = self._page_number(rows, chosen, pages)
        shown = rows.select_related("intake__unit", "made_from")
        shown = shown.prefetch_related("riders", "turned_into")
        facts = list(shown[(number - 1) * FACTS_ON_A_PAGE : number * FACTS_ON_A_PAGE])
        chosen = chosen or next(
            (f for f in facts if f.state == S.PENDING), facts[0] if facts else None
        )
        links = [*self._links(counts, key)]
        can_review = access.can_review(self.user, self.intake)
        return ReviewPage(
            intake=self.intake,
            counts=counts,
            links=links,
            section=SECTIONS.get(key),
            drafts=build_drafts(facts, chosen, partial(self._url_of, key)),
            chosen=chosen,
            source=source_piece(self.intake, self._view(chosen, key)),
            page=number,
            pages=pages,
            previous_url=self._url(muc=key, trang=number - 1) if number > 1 else "",
            next_url=self._url(muc=key, trang=number + 1) if number < pages else "",
            next_section=next((x for x in links if x.pending and not x.is_open), None),
            can_review=can_review,
            can_reread=access.can_reread(self.user, self.intake),
            can_drop=access.can_drop(self.user, self.intake),
            issuer=self._issuer(),
            found=Found.build(self.intake, counts, self.user) if can_review else None,
        )

    def _issuer(self) -> str:
        if self.intake.status != Intake.Status.REVIEW:
            return ""
        return issuer_elsewhere(document_said(self.intake), self.intake.unit)

    def _section_key(self, counts: list[SectionCount]) -> str:
        asked = self.params.get("muc", "")
        if asked in SECTIONS or asked == DOUBTS:
            return asked
        if any(count.doubtful for count in counts):
            return DOUBTS
        first = next((c for c in counts if c.pending), counts[0] if counts else None)
        return first.section.key if first else "tasks"

    def _chosen(self) -> IntakeFact | None:
        asked = self.params.get("chon", "")
        return self.intake.facts.filter(pk=int(asked)).first() if asked.isdecimal() else None

    def _page_number(
        self, rows: QuerySet[IntakeFact], chosen: IntakeFact | None, pages: int
    ) -> int:
        """As asked; else where the chosen one stands, or the first that waits."""
        asked = self.params.get("trang", "")
        if asked.isdecimal():
            return min(max(1, int(asked)), pages)
        if pages == 1:
            return 1
        order = list(rows.values_list("pk", "state"))
        waiting = (place for place, (_pk, state) in enumerate(order) if state == S.PENDING)
        places = {pk: place for place, (pk, _state) in enumerate(order)}
        first = next(waiting, 0)
        place = places.get(chosen.pk, first) if chosen else first
        return place // FACTS_ON_A_PAGE + 1

    # -------------------------------------------------------------- right

    def _links(self, counts: list[SectionCount], key: str) -> Iterator[SectionLink]:
        doubtful = sum(count.doubtful for count in counts)
        if doubtful or key == DOUBTS:
            url = self._url(muc=DOUBTS)
            yield SectionLink(_("Cần xem kỹ"), None, doubtful, url, key == DOUBTS)
        for count in counts:
            section = count.section
            url = self._url(muc=section.key)
            yield SectionLink(str(section.label), count, count.pending, url, key == section.key)

    def _view(self, chosen: IntakeFact | None, key: str) -> View:
        piece, block = self.params.get("nguon", ""), self.params.get("doan", "")
        marked = span_of(chosen) if chosen else None
        if block.isdecimal():
            marked = Span(0, "", int(block), int(block))
        section = chosen.section if chosen and key == DOUBTS else key
        return View(section, key, marked, int(piece) if piece.isdecimal() else 0)

    def _url_of(self, key: str, fact: IntakeFact) -> str:
        return self._url(muc=key, chon=fact.pk) + f"#b{fact.first_block or 0}"

    def _url(self, **params: str | int) -> str:
        return review_url(self.intake, **params)


def next_pending(fact: IntakeFact, key: str) -> IntakeFact | None:
    """Where the eye goes when this fact is done: the next that waits in what is open."""
    others = review_order(fact.intake, key).filter(state=S.PENDING).exclude(pk=fact.pk)
    later = others.filter(position__gt=fact.position).first() if key != DOUBTS else None
    return later or others.first() or (fact if key != DOUBTS else None)


def review_order(intake: Intake, key: str) -> QuerySet[IntakeFact]:
    """Doubtful ones first, dropped ones last, else as the plan has them; riders show on their task."""
    doubtful = Q(state=S.PENDING, confidence__lt=DOUBTFUL)
    rows = intake.facts.filter(doubtful if key == DOUBTS else Q(section=key)).exclude(RIDING)
    order = Case(
        When(doubtful, then=Value(0)),
        When(state=S.DROPPED, then=Value(2)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return rows.alias(order=order).order_by("order", "position", "pk")
