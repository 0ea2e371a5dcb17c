"""A movement's page: its story in time, its place in the tree, its contents and plans."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils import timezone

from phongtrao.documents.access import visible_documents
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.answers import Answer
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import ACTS_FOR_UNIT, grants_of, read_units
from phongtrao.plans.access import movements as access
from phongtrao.plans.access import plans as plan_access
from phongtrao.plans.models import Assignment, Movement, Plan
from phongtrao.plans.pages.movement_steps import STEP_LABELS
from phongtrao.plans.pages.movement_story import LaunchCount, StoryLine, launch_count, story_of
from phongtrao.plans.pages.plans import plan_badge
from phongtrao.plans.queries.movement_reviews import open_years
from phongtrao.plans.queries.movement_rooms import RoomLine, rooms_in
from phongtrao.plans.queries.movement_scope import UnitScope, scopes_of
from phongtrao.plans.queries.movements import ContentNode, content_tree, family_of
from phongtrao.plans.queries.plans import UnitTally, tallies_by_plan
from phongtrao.plans.services.movements import next_step, next_steps
from phongtrao.web.components import State, StateKind

MOST_IN_TREE = 30  # of 3,000 schools the table tells
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
class MovementPage:
    movement: Movement
    state: State
    story: list[StoryLine]
    tree: list[Node]
    more_below: int
    contents: list[ContentNode]
    plans: list[tuple[Plan, State, UnitTally]]
    launches: LaunchCount
    rooms: list[RoomLine]
    next: Movement.Status | None
    other_steps: list[tuple[str, str]]
    can_edit: Answer
    can_answer: Answer
    can_urge: Answer
    can_report: bool = False
    year_to_review: int | None = None
    scopes: Sequence[UnitScope] = ()

    @classmethod
    def build(cls, movement: Movement, user: AbstractBaseUser) -> "MovementPage":
        plans = _plans_of(movement, user)
        phases = list(movement.phases.select_related("review_paper"))
        launches = launch_count(movement, user)
        can_move = access.can_move(user, movement)
        following = next_step(movement) if can_move else None
        tree, more = _tree(movement, user)
        is_draft = movement.status == Movement.Status.DRAFT
        steps = next_steps(movement) if can_move else []
        return cls(
            movement=movement,
            state=movement_badge(movement),
            story=story_of(
                movement,
                user,
                launches,
                phases=phases,
                plans=[(plan, units) for plan, _state, units in plans],
            ),
            tree=tree,
            more_below=more,
            contents=content_tree(movement),
            plans=plans,
            launches=launches,
            rooms=[] if is_draft else _rooms(movement, user),
            next=following,
            other_steps=[(s.value, str(STEP_LABELS[s])) for s in steps if s != following],
            can_edit=access.can_edit(user, movement),
            can_answer=access.can_answer(user, movement),
            can_urge=access.can_urge(user, movement),
            can_report=access.sees_all_units(user, movement) and not is_draft,
            year_to_review=_year_to_review(movement, user),
            scopes=scopes_of(movement, _acted_for(user)),
        )

    @property
    def next_label(self) -> str:
        return str(STEP_LABELS[self.next]) if self.next else ""


def _rooms(movement: Movement, user: AbstractBaseUser) -> list[RoomLine]:
    """Of a movement of the Sở only: a school's has no rooms of its own here."""
    if movement.owner.kind not in (Unit.Kind.DEPARTMENT, Unit.Kind.OFFICE):
        return []
    return rooms_in(movement, read_units(user), plan_access.countable(user))


def _acted_for(user: AbstractBaseUser) -> list[Unit]:
    """Units the user heads or keeps the work of, each once."""
    held = grants_of(user, ACTS_FOR_UNIT)
    return list({grant.unit_id: grant.unit for grant in held}.values())


def _year_to_review(movement: Movement, user: AbstractBaseUser) -> int | None:
    """The oldest year whose review this user may write down."""
    if not access.can_review_year(user, movement):
        return None
    waiting = open_years(movement, timezone.localdate())
    return waiting[0].year if waiting else None


# ------------------------------------------------------------------ tree and plans


def _tree(movement: Movement, user: AbstractBaseUser) -> tuple[list[Node], int]:
    """From the top down to what answers this one; and how many of those are left to the table."""
    visible = access.visible_movements(user).select_related("launched_by")
    above = _above(movement, visible)
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


def _above(movement: Movement, visible: QuerySet[Movement]) -> list[Movement]:
    """Those it answers that the reader may see, from the top; a movement of a school has two."""
    up = ("parent", "parent__parent", "parent__parent__parent")
    keys = Movement.objects.filter(pk=movement.pk).values_list(*up).get()
    known = visible.in_bulk([key for key in keys if key])
    return [known[key] for key in reversed(keys) if key in known]


def _plans_of(movement: Movement, user: AbstractBaseUser) -> list[tuple[Plan, State, UnitTally]]:
    plans = plan_access.visible_plans(user).filter(movements=movement)
    rows = Assignment.objects.filter(
        plan_access.countable(user),
        task__plan__movements=movement,
        task__local_to=None,
        task__ended_in=None,
        task__merged_into=None,
    )
    tallies = tallies_by_plan(rows)
    return [
        (plan, plan_badge(plan), tallies.get(plan.pk, UnitTally()))
        for plan in plans.select_related("document").order_by("-starts_on", "pk")
    ]
