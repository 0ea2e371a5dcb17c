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

from phongtrao.documents.pages.signatures import SignaturePanel
from phongtrao.lib.answers import Answer
from phongtrao.plans.access import intake as access
from phongtrao.plans.intake.certainty import DOUBTFUL
from phongtrao.plans.intake.sections import SECTIONS, Section
from phongtrao.plans.intake.values import title_of
from phongtrao.plans.models import Intake, IntakeFact
from phongtrao.plans.pages.defects import intake_tabs
from phongtrao.plans.pages.intake_drafts import Draft, build_drafts
from phongtrao.plans.pages.intake_found import Found
from phongtrao.plans.pages.intake_image import PageImage, image_url, page_image_of
from phongtrao.plans.pages.intake_source import (
    SourcePiece,
    Span,
    View,
    review_url,
    source_piece,
    span_of,
)
from phongtrao.plans.queries.intake import (
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
FACTS_ON_A_PAGE = 10
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
    image: PageImage | None  # in place of the text, where it is asked for
    image_url: str  # from the text to the page it was read from
    page: int
    pages: int
    previous_url: str
    next_url: str
    next_section: SectionLink | None
    next_doubt: str  # address of the next doubtful fact, empty where there is none
    beyond_doubt: str  # the one behind those on the page: a script steps through these itself
    just_dropped: IntakeFact | None  # dropped by the press that led here
    can_review: Answer
    can_reread: Answer
    can_drop: Answer
    issuer: str  # as printed, where it is not the unit that took the plan in
    found: Found | None  # for who reviews, while there is something to review

    @property
    def signatures(self) -> SignaturePanel | None:
        return SignaturePanel.of(self.intake.file)

    @property
    def pending(self) -> int:
        return sum(count.pending for count in self.counts)

    @property
    def doubtful(self) -> int:
        return sum(count.doubtful for count in self.counts)

    @property
    def to_decide(self) -> int:
        """Cards there are in all; what rides with a task is no card of its own."""
        return sum(count.total - count.riding for count in self.counts)

    @property
    def decided(self) -> int:
        return self.to_decide - self.pending

    @property
    def sure(self) -> int:
        """What of the open section, or among the doubtful of all, may be accepted together."""
        return sum(c.sure for c in self.counts if self.section in (None, c.section))

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
    def tabs(self) -> list[dict[str, object]]:
        return intake_tabs(self.intake, "review")

    @property
    def dropped_title(self) -> str:
        fact = self.just_dropped
        return title_of(SECTIONS[fact.section], fact.value) if fact else ""

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
        """``params``: muc (section), chon (fact), trang (page of drafts), nguon (piece of source),
        bo (the fact just dropped).
        """
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
        # Not the intake: every row would bring the whole source along, which is here already.
        shown = rows.select_related("made_from")
        shown = shown.prefetch_related("riders", "turned_into")
        facts = list(shown[(number - 1) * FACTS_ON_A_PAGE : number * FACTS_ON_A_PAGE])
        chosen = chosen or next(
            (f for f in facts if f.state == S.PENDING), facts[0] if facts else None
        )
        links = [*self._links(counts, key)]
        can_review = access.can_review(self.user, self.intake)
        view = self._view(chosen, key)
        return ReviewPage(
            intake=self.intake,
            counts=counts,
            links=links,
            section=SECTIONS.get(key),
            drafts=build_drafts(facts, chosen, partial(self._url_of, key)),
            chosen=chosen,
            source=source_piece(self.intake, view),
            image=page_image_of(self.intake, view, self.params),
            image_url=image_url(self.intake, view),
            page=number,
            pages=pages,
            previous_url=self._url(muc=key, trang=number - 1) if number > 1 else "",
            next_url=self._url(muc=key, trang=number + 1) if number < pages else "",
            next_doubt=self._next_doubt(chosen),
            beyond_doubt=self._next_doubt(facts[-1] if key == DOUBTS and facts else chosen),
            just_dropped=self._just_dropped(),
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

    def _just_dropped(self) -> IntakeFact | None:
        asked = self.params.get("bo", "")
        if not asked.isdecimal():
            return None
        return self.intake.facts.filter(pk=int(asked), state=S.DROPPED).first()

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

    def _next_doubt(self, chosen: IntakeFact | None) -> str:
        """The one after the chosen in the list of the doubtful, or its first."""
        pks = list(review_order(self.intake, DOUBTS).values_list("pk", flat=True))
        at = pks.index(chosen.pk) + 1 if chosen and chosen.pk in pks else 0
        pks = [pk for pk in [*pks[at:], *pks[:at]] if chosen is None or pk != chosen.pk]
        return self._url(muc=DOUBTS, chon=pks[0]) if pks else ""

    def _url(self, **params: str | int) -> str:
        # Who compares with the paper goes on doing so.
        image = {"anh": 0} if "anh" in self.params else {}
        return review_url(self.intake, **params, **image)


def next_pending(fact: IntakeFact, key: str) -> IntakeFact | None:
    """Where the eye goes when this fact is done: the next card that waits in what is open, then the first.

    To be asked before the deed, while the list is still the one on the screen.
    """
    order = list(review_order(fact.intake, key))
    place = next((n for n, other in enumerate(order) if other.pk == fact.pk), -1)
    round_again = [*order[place + 1 :], *order[: max(place, 0)]]
    waiting = next((other for other in round_again if other.state == S.PENDING), None)
    return waiting or (fact if key != DOUBTS else None)


def review_order(intake: Intake, key: str) -> QuerySet[IntakeFact]:
    """Doubtful ones first, dropped ones last, else as the plan has them; riders show on their task.

    In the list of everything doubtful the least certain comes first.
    """
    doubtful = Q(state=S.PENDING, confidence__lt=DOUBTFUL)
    rows = intake.facts.filter(doubtful if key == DOUBTS else Q(section=key)).exclude(RIDING)
    order = Case(
        When(doubtful, then=Value(0)),
        When(state=S.DROPPED, then=Value(2)),
        default=Value(1),
        output_field=IntegerField(),
    )
    by_doubt = ("confidence",) if key == DOUBTS else ()
    return rows.alias(order=order).order_by("order", *by_doubt, "position", "pk")
