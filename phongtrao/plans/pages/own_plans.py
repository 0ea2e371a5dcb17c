"""Units' own plans on screen: their badges, where a row leads, and the sentence over the board."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.plans.intake.values import say_targets
from phongtrao.plans.models import Plan
from phongtrao.plans.queries.own_plans import OwnPlan
from phongtrao.plans.queries.upper_plans import UpperTarget, targets_of
from phongtrao.web.components import State, StateKind

UNITS_NAMED = 5
KINDS: dict[str, StateKind] = {
    OwnPlan.ISSUED: "done",
    OwnPlan.LATE: "late",
    OwnPlan.DRAFTING: "running",
    OwnPlan.NONE: "neutral",
    OwnPlan.NOT_ASKED: "neutral",
}


def own_badge(row: Any) -> State:
    """Of a unit annotated by ``queries.own_plans``, or a plan by ``queries.owed_plans``."""
    if late := _days_late(row):
        return State(_("Đã ban hành, muộn %d ngày") % late, "due")
    return State(OwnPlan(row.state).label, KINDS[row.state])


def _days_late(row: Any) -> int:
    """By how many days the issued plan missed its day; 0 where it did not, or had none."""
    if row.state != OwnPlan.ISSUED or not row.due_on or not row.own_issued_on:
        return 0
    late: int = (row.own_issued_on - row.due_on).days
    return max(late, 0)


def draft_words(row: Any) -> str:
    """That a unit is writing is told, late or not; not what."""
    return _("Đang soạn") if row.is_drafting and not row.has_issued else ""


owed_badge = own_badge


def board_url(row: Any) -> str:
    """The issued plan of the unit, else its work."""
    if row.own:
        return reverse("plans:plan", args=[row.own])
    return reverse("plans:unit_work", args=[row.pk])


def owed_url(row: Any) -> str:
    """The unit's plan, else the page that begins it."""
    if row.own:
        return reverse("plans:plan", args=[row.own])
    return reverse("plans:own_plan_new", args=[row.pk])


@dataclass(frozen=True, slots=True)
class OwnPlanCount:
    """Of the units that have to issue a plan: how many have, are writing, are late."""

    asked: int
    issued: int
    late: int

    @classmethod
    def of(cls, rows: QuerySet[Any, Any]) -> "OwnPlanCount":
        """``rows``: of ``queries.own_plans.with_own_plan``. One query."""
        found = rows.aggregate(
            asked=Count("pk", filter=Q(is_asked=True)),
            issued=Count("pk", filter=Q(is_asked=True, has_issued=True)),
            late=Count("pk", filter=Q(state=OwnPlan.LATE)),
        )
        return cls(**found)

    @property
    def sentence(self) -> str:
        if not self.asked:
            return _("Chưa yêu cầu đơn vị nào ban hành kế hoạch của mình.")
        said = _("%(issued)s trên %(asked)s đơn vị đã ban hành kế hoạch của mình") % {
            "issued": self.issued,
            "asked": self.asked,
        }
        late = _("; %s đơn vị quá hạn") % self.late if self.late else ""
        return f"{said}{late}."


@dataclass(frozen=True, slots=True)
class ChildPlans:
    """Plans right below, for the page of the plan they carry out: how many units, a few of them by name."""

    units: int
    first: list[Plan]  # one a unit
    drafts: list[Plan]  # only those the reader writes

    def __bool__(self) -> bool:
        return bool(self.units or self.drafts)

    @property
    def has_more(self) -> bool:
        return self.units > len(self.first)

    @classmethod
    def of(cls, plan: Plan, visible: QuerySet[Plan]) -> "ChildPlans":
        """``visible``: the plans one sees. Two queries, one more where not every unit is named."""
        rows = visible.filter(parent=plan, amends=None, orders_of=None).select_related("owner")
        issued = rows.exclude(status=Plan.Status.DRAFT).order_by("owner__sort_key", "owner", "pk")
        drafts = rows.filter(status=Plan.Status.DRAFT).order_by("owner__sort_key", "pk")
        found = list(issued.distinct("owner__sort_key", "owner")[: UNITS_NAMED + 1])
        units = len(found)
        if units > UNITS_NAMED:
            units = issued.order_by().values("owner").distinct().count()
        return cls(
            units=units,
            first=found[:UNITS_NAMED],
            drafts=list(drafts[:UNITS_NAMED]),
        )


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target of a plan on its page; ``pk`` where it can be edited."""

    name: str
    levels: list[str]
    pk: int | None


def target_lines(plan: Plan) -> list[TargetLine]:
    return [_line(one) for one in targets_of(plan)]


def _line(one: UpperTarget) -> TargetLine:
    levels = say_targets(one.value.get("targets", ()))
    return TargetLine(one.name, levels, one.target.pk if one.target else None)
