"""One inspection as each reader has it, and what may be done with it now; a programme; a line on site."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, OuterRef, Q, Subquery
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.activities.access import inspections as access
from phongtrao.activities.models import (
    Inspection,
    InspectionMember,
    InspectionQuerySet,
    Recommendation,
    SiteLine,
)
from phongtrao.lib.answers import Answer
from phongtrao.lib.numbers import format_date
from phongtrao.plans.access.findings import visible_findings
from phongtrao.plans.models import Finding
from phongtrao.plans.pages.findings import due_shown, finding_badge
from phongtrao.web.components import Due, State, StateKind

S = Inspection.Status
STATES: dict[str, StateKind] = {
    S.PLANNED: "neutral",
    S.DECIDED: "due",
    S.CONCLUDED: "running",
    S.CLOSED: "done",
    S.CANCELLED: "refused",
}
O = SiteLine.Outcome  # noqa: E741 -- as S
OUTCOMES: dict[str, StateKind] = {O.MET: "done", O.UNMET: "refused", O.NOT_APPLIED: "neutral"}


def state_of(inspection: Inspection) -> State:
    return State(S(inspection.status).label, STATES[inspection.status], why=inspection.reason)


def outcome_of(line: SiteLine) -> State:
    if not line.outcome:
        return State(_("Chưa ghi"), "neutral")
    return State(O(line.outcome).label, OUTCOMES[line.outcome])


def with_head(rows: InspectionQuerySet) -> InspectionQuerySet:
    """Each with ``head``, the name of who heads the team, and ``open_count`` of its recommendations."""
    heads = InspectionMember.objects.filter(
        inspection=OuterRef("pk"), role=InspectionMember.Role.HEAD
    )
    waiting = ~Q(recommendations__finding__status=Finding.Status.CLOSED)
    return rows.annotate(
        head=Subquery(heads.values("person__full_name")[:1]),
        open_count=Count("recommendations", filter=waiting),
    )


def month_of(inspection: Inspection) -> str:
    day = inspection.planned_by
    return f"{day:%m/%Y}" if day else ""


@dataclass(frozen=True, slots=True)
class Recommended:
    finding: Finding
    badge: State
    due: Due | str
    is_seen: bool  # whether this reader may open it


@dataclass(frozen=True, slots=True)
class InspectionPage:
    inspection: Inspection
    state: State
    facts: list[tuple[str, Any]]
    seats: list[InspectionMember]
    lines: list[tuple[SiteLine, State]]
    recommended: list[Recommended]
    may_prepare: Answer
    may_drop: bool  # out of a programme that is still drafted
    may_inspect: Answer
    may_follow: Answer
    may_give_opinion: Answer
    reads_results: bool

    @classmethod
    def build(cls, inspection: Inspection, user: AbstractBaseUser) -> "InspectionPage":
        own = access.sits(user, inspection) or bool(access.can_plan(user, inspection.owner))
        reads = own or inspection.status in S.done
        lines = inspection.lines.prefetch_related("evidence__file") if reads else []
        seats = inspection.members.select_related("person").order_by("pk")
        programme = inspection.programme
        return cls(
            inspection=inspection,
            state=state_of(inspection),
            facts=_facts(inspection, is_own=own),
            seats=list(seats),
            lines=[(line, outcome_of(line)) for line in lines],
            recommended=_recommended(inspection, user),
            may_prepare=access.can_prepare(user, inspection),
            may_drop=programme is not None and bool(access.can_draft(user, programme)),
            may_inspect=access.can_inspect(user, inspection),
            may_follow=access.can_follow(user, inspection),
            may_give_opinion=access.can_give_opinion(user, inspection),
            reads_results=reads,
        )

    @property
    def can_be_closed(self) -> bool:
        open_ones = [x for x in self.recommended if x.finding.status != Finding.Status.CLOSED]
        return bool(self.may_follow and self.inspection.minutes_id and not open_ones)


def _facts(row: Inspection, *, is_own: bool) -> list[tuple[str, Any]]:
    """Why it was chosen is for who inspects; the unit reads what is looked at."""
    decision = ""
    if row.number and row.signed_on:
        decision = _("%(number)s ngày %(day)s") % {
            "number": row.number,
            "day": format_date(row.signed_on),
        }
    return [
        (_("Đơn vị được kiểm tra"), row.unit.name),
        (_("Cơ quan kiểm tra"), row.owner.name),
        (_("Dự kiến tháng"), month_of(row) if row.day is None else ""),
        (_("Lý do chọn"), linebreaksbr(row.why) if is_own else ""),
        (_("Quyết định"), decision),
        (_("Ngày kiểm tra"), format_date(row.day) if row.day else ""),
        (_("Báo trước"), _("Không báo trước cho đơn vị") if row.is_unannounced else ""),
        (_("Nội dung"), linebreaksbr(row.content)),
        (_("Danh mục"), row.checklist or ""),
        (_("Đóng ngày"), format_date(row.closed_on) if row.closed_on else ""),
        (_("Lý do không tiến hành"), row.reason),
    ]


def _recommended(inspection: Inspection, user: AbstractBaseUser) -> list[Recommended]:
    related = ("finding__unit", "finding__task__plan__owner", "finding__assignment__unit")
    rows = Recommendation.objects.filter(inspection=inspection).select_related(*related)
    found = [one.finding for one in rows.order_by("pk")]
    seen = set(visible_findings(user).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True)) if found else set()  # fmt: skip
    return [Recommended(one, finding_badge(one), due_shown(one), one.pk in seen) for one in found]


@dataclass(frozen=True, slots=True)
class SitePage:
    """The lines as a telephone lists them."""

    inspection: Inspection
    lines: list[tuple[SiteLine, State]]
    answered: int
    may_conclude: Answer

    @classmethod
    def build(cls, inspection: Inspection, user: AbstractBaseUser) -> "SitePage":
        lines = list(inspection.lines.order_by("position"))
        return cls(
            inspection,
            [(line, outcome_of(line)) for line in lines],
            sum(bool(line.outcome) for line in lines),
            access.can_conclude(user, inspection),
        )

    @property
    def is_whole(self) -> bool:
        return self.answered == len(self.lines)


def next_line(line: SiteLine) -> SiteLine | None:
    """The first after it that is not answered, else the first that is not at all."""
    left = SiteLine.objects.filter(inspection=line.inspection_id, outcome="").exclude(pk=line.pk)
    after = left.filter(position__gt=line.position)
    return after.order_by("position").first() or left.order_by("position").first()


def url_of(inspection: Inspection) -> str:
    return reverse("activities:inspection", args=[inspection.pk])
