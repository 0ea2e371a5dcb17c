"""A movement's page: its story in time, its place in the tree, its contents and plans."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from phongtrao.documents.access import visible_documents
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.answers import Answer
from phongtrao.lib.periods import MonthDay, parse_partial
from phongtrao.orgs.scope import read_units
from phongtrao.plans.access import movements as access
from phongtrao.plans.access import plans as plan_access
from phongtrao.plans.models import Assignment, Movement, Phase, Plan
from phongtrao.plans.pages.movement_steps import STEP_LABELS
from phongtrao.plans.pages.plans import plan_badge
from phongtrao.plans.queries.cascade import issuable_units
from phongtrao.plans.queries.movement_units import answers_to
from phongtrao.plans.queries.movements import ContentNode, content_tree, family_of
from phongtrao.plans.queries.plans import UnitTally, tallies_by_plan
from phongtrao.plans.services.movements import next_step, next_steps
from phongtrao.plans.story import Moment, told_elsewhere
from phongtrao.web.components import Due, State, StateKind

MOST_IN_TREE = 30  # of 3,000 schools the table tells
YEARS_AHEAD = 1  # yearly reviews still to come that are shown
LONGEST_NAME = 120
MOVEMENT_KINDS: dict[str, StateKind] = {
    Movement.Status.DRAFT: "neutral",
    Movement.Status.LAUNCHED: "running",
    Movement.Status.RUNNING: "running",
    Movement.Status.INTERIM: "due",
    Movement.Status.FINAL: "due",
    Movement.Status.CLOSED: "done",
}


def movement_badge(movement: Movement) -> State:
    return State(movement.get_status_display(), MOVEMENT_KINDS[movement.status])


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A moment as it stands today: “past”, “now” or “coming”; ``due`` for what is still to be done."""

    moment: Moment
    when: str
    due: Due | None


@dataclass(frozen=True, slots=True)
class Node:
    """A movement of the tree with its launching paper, when the reader may open it."""

    movement: Movement
    depth: int
    paper: OfficialDocument | None
    is_here: bool = False

    @property
    def css(self) -> str:
        return f"depth-{min(self.depth, 3)}"


@dataclass(frozen=True, slots=True)
class LaunchCount:
    """Units below that the reader may see, and how many of them have launched their own."""

    units: int
    launched: int

    @property
    def sentence(self) -> str:
        said = _("%(launched)s trên %(units)s đơn vị đã phát động hưởng ứng")
        return said % {"launched": self.launched, "units": self.units}


@dataclass(frozen=True, slots=True)
class MovementPage:
    movement: Movement
    state: State
    story: list[StoryLine]
    tree: list[Node]
    more_below: int
    contents: list[ContentNode]
    plans: list[tuple[Plan, State, UnitTally]]
    launches: LaunchCount
    next: Movement.Status | None
    other_steps: list[tuple[str, str]]
    can_edit: Answer
    can_answer: Answer
    can_urge: Answer
    lessons: list[Phase] = field(default_factory=list)

    @classmethod
    def build(cls, movement: Movement, user: AbstractBaseUser) -> "MovementPage":
        plans = _plans_of(movement, user)
        phases = list(movement.phases.select_related("review_paper"))
        launches = launch_count(movement, user)
        can_move = access.can_move(user, movement)
        following = next_step(movement) if can_move else None
        tree, more = _tree(movement, user)
        steps = next_steps(movement) if can_move else []
        return cls(
            movement=movement,
            state=movement_badge(movement),
            story=_in_time(
                movement,
                [
                    *_launch(movement, user, launches),
                    *(moment for phase in phases for moment in _phase(phase, user)),
                    *_yearly(movement),
                    *(_plan(plan, units) for plan, _state, units in plans),
                    *told_elsewhere(movement, user),
                ],
            ),
            tree=tree,
            more_below=more,
            contents=content_tree(movement),
            plans=plans,
            launches=launches,
            next=following,
            other_steps=[(s.value, str(STEP_LABELS[s])) for s in steps if s != following],
            can_edit=access.can_edit(user, movement),
            can_answer=access.can_answer(user, movement),
            can_urge=access.can_urge(user, movement),
            lessons=[phase for phase in phases if phase.reviewed_on],
        )

    @property
    def next_label(self) -> str:
        return str(STEP_LABELS[self.next]) if self.next else ""


def launch_count(movement: Movement, user: AbstractBaseUser) -> LaunchCount:
    """Over the units the user reads; two queries."""
    units = issuable_units(movement.owner).filter(read_units(user))
    launched = answers_to(movement).exclude(status=Movement.Status.DRAFT)
    answered = launched.filter(owner__in=units.order_by().values("pk"))
    return LaunchCount(units.count(), answered.order_by().values("owner").distinct().count())


# ------------------------------------------------------------------ the story


def _in_time(movement: Movement, moments: list[Moment]) -> list[StoryLine]:
    today, over = timezone.localdate(), movement.status == Movement.Status.CLOSED
    return [_line(moment, today, over=over) for moment in sorted(moments, key=lambda m: m.day)]


def _line(moment: Moment, today: date, *, over: bool) -> StoryLine:
    when = "past" if moment.day < today else "coming"
    due = Due.of(moment.day) if moment.is_open and not over else None
    return StoryLine(moment, "now" if moment.day == today else when, due)


def _launch(movement: Movement, user: AbstractBaseUser, launches: LaunchCount) -> Iterator[Moment]:
    paper = movement.launched_by
    if paper and paper.issued_on and visible_documents(user).filter(pk=paper.pk).exists():
        url = reverse("documents:document", args=[paper.pk])
        yield Moment(paper.issued_on, _("Văn bản phát động"), str(paper), url, "file-text")
    began = movement.launched_on or movement.starts_on
    said = _("Phát động") if movement.launched_on else _("Bắt đầu phong trào")
    yield Moment(began, said, str(movement.owner), icon="flag")
    if day := movement.units_launch_by:
        url = reverse("plans:movement_units", args=[movement.pk])
        is_open = launches.launched < launches.units
        yield Moment(day, _("Hạn các đơn vị phát động"), launches.sentence, url, "send", is_open)
    if movement.ends_on:
        yield Moment(movement.ends_on, _("Hết thời gian của phong trào"), icon="flag")


def _phase(phase: Phase, user: AbstractBaseUser) -> Iterator[Moment]:
    until = _("đến %s") % f"{phase.ends_on:%d/%m/%Y}"
    text = f"{until}. {phase.milestone}" if phase.milestone else until
    yield Moment(phase.starts_on, phase.name, text, icon="progress")
    named = _("Sơ kết, tổng kết “%s”") % phase.name
    if phase.reviewed_on:
        paper, url = phase.review_paper, ""
        if paper and visible_documents(user).filter(pk=paper.pk).exists():
            url = reverse("documents:document", args=[paper.pk])
        said = "; ".join(filter(None, (str(paper) if url else "", phase.lessons)))
        yield Moment(phase.reviewed_on, named, said, url, "circle-check")
    elif phase.review_on:
        yield Moment(phase.review_on, named, icon="clock", is_open=True)


def _yearly(movement: Movement) -> Iterator[Moment]:
    """The review of every year, up to the next one: later ones say nothing new."""
    if not movement.yearly_review:
        return
    read = parse_partial(movement.yearly_review)
    when = MonthDay(read.month or 1, read.day or 1)
    today = timezone.localdate()
    last = min(movement.ends_on or date.max, date(today.year + YEARS_AHEAD, 12, 31))
    for year in range(movement.starts_on.year, last.year + 1):
        day = when.in_year(year)
        if movement.starts_on <= day <= last:
            said = _("Báo cáo, sơ kết năm %s") % year
            yield Moment(day, said, icon="clock", is_open=day >= today)


def _plan(plan: Plan, units: UnitTally) -> Moment:
    issued = plan.document.issued_on if plan.document else None
    said = _("Kế hoạch: %s") % Truncator(plan.title).chars(LONGEST_NAME)
    url = reverse("plans:plan", args=[plan.pk])
    return Moment(issued or plan.starts_on, said, units.sentence(), url, "clipboard-list")


# ------------------------------------------------------------------ tree and plans


def _tree(movement: Movement, user: AbstractBaseUser) -> tuple[list[Node], int]:
    """From the top down to what answers this one; and how many of those are left to the table."""
    visible = access.visible_movements(user).select_related("launched_by")
    above = _above(movement, {m.pk: m for m in visible.filter(pk__in=_ancestors(movement))})
    papers = visible_documents(user)
    family = family_of(movement, visible)
    shown = [(depth + len(above), child) for depth, child in family[:MOST_IN_TREE]]
    chain = [*enumerate(above), (len(above), movement), *shown]
    if len(chain) == 1:
        return [], 0
    keys = {row.launched_by_id for _depth, row in chain if row.launched_by_id}
    seen = set(papers.filter(pk__in=keys).values_list("pk", flat=True))
    nodes = [
        Node(
            row,
            depth,
            row.launched_by if row.launched_by_id in seen else None,
            is_here=row.pk == movement.pk,
        )
        for depth, row in chain
    ]
    return nodes, max(0, len(family) - MOST_IN_TREE)


def _ancestors(movement: Movement) -> list[int]:
    """Keys from the nearest up; a movement of a school has two."""
    found: list[int] = []
    key = movement.parent_id
    while key and key not in found:
        found.append(key)
        key = Movement.objects.filter(pk=key).values_list("parent", flat=True).first()
    return found


def _above(movement: Movement, known: dict[int, Movement]) -> list[Movement]:
    """Those the reader may see, from the top."""
    return [known[key] for key in reversed(_ancestors(movement)) if key in known]


def _plans_of(movement: Movement, user: AbstractBaseUser) -> list[tuple[Plan, State, UnitTally]]:
    plans = plan_access.visible_plans(user).filter(movements=movement)
    rows = Assignment.objects.filter(
        plan_access.countable(user), task__plan__movements=movement, task__local_to=None
    )
    tallies = tallies_by_plan(rows)
    return [
        (plan, plan_badge(plan), tallies.get(plan.pk, UnitTally()))
        for plan in plans.select_related("document").order_by("-starts_on", "pk")
    ]
