"""The board of a unit: one group in rows of the units right below, all groups as sums, who owes a number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils import timezone

from phongtrao.lib.errors import BadInput
from phongtrao.lib.periods import parse_period
from phongtrao.literacy.access.common import can_bring, can_keep
from phongtrao.literacy.access.frameworks import visible_frameworks, visible_groups
from phongtrao.literacy.forms.results import BoardFilter
from phongtrao.literacy.models import (
    CountCall,
    Feed,
    LearnerCount,
    OwedCount,
    SkillFramework,
    TargetGroup,
)
from phongtrao.literacy.queries.board import Board, Row, board_of, groups_of, units_under
from phongtrao.literacy.suppression import Figure
from phongtrao.orgs.models import Unit

ROWS = 50
NAMED = 100  # units that owe a number; how many there are is said
SAID = 12  # numbers a unit declared, the newest


@dataclass(frozen=True, slots=True)
class GroupSum:
    group: TargetGroup
    figure: Figure
    said: int
    is_here: bool
    url: str


@dataclass(frozen=True, slots=True)
class Owing:
    """Whom a call still waits for among the units of the board."""

    call: CountCall
    units: list[Unit]  # the first
    count: int
    asked: int
    may_end: bool

    @property
    def is_late(self) -> bool:
        return self.count > 0 and self.call.due_on < timezone.localdate()


@dataclass(frozen=True, slots=True)
class BoardPage:
    unit: Unit
    form: BoardFilter
    framework: SkillFramework | None
    group: TargetGroup | None
    day: date
    board: Board | None
    rows: Page[Row] | None
    sums: list[GroupSum]
    said: list[LearnerCount]  # by the unit itself, with their source
    owing: Owing | None
    may_declare: bool
    may_call: bool = False

    @classmethod
    def build(cls, unit: Unit, user: AbstractBaseUser, params: QueryDict) -> "BoardPage":
        frameworks = visible_frameworks(user).order_by("pk")
        filled = partial(BoardFilter, groups=visible_groups(user), frameworks=frameworks)
        form = filled(_asked(params, frameworks) or None)
        asked = form.cleaned_data if form.is_valid() else {}
        framework = asked.get("khung") or frameworks.first()
        day, may = asked.get("ngay") or timezone.localdate(), bool(can_bring(user, unit))
        if framework is None:
            return cls(unit, form, None, None, day, None, None, [], [], None, may)
        groups = list(groups_of(framework))
        meant = asked.get("nhom")
        group = meant if meant in groups else groups[0] if groups else None
        # The form says what is shown: a group of another framework falls back to the first.
        if not form.errors:
            shown = {"khung": framework.pk, "nhom": group.pk if group else "", "ngay": day}
            form = filled(shown)
        units = units_under(unit)
        boards = {one.pk: board_of(unit, framework, one, day, units=units) for one in groups}
        here = boards.get(group.pk) if group else None
        pages = Paginator(here.rows if here else (), ROWS)
        return cls(
            unit,
            form,
            framework,
            group,
            day,
            here,
            pages.get_page(params.get("trang")),
            _sums(boards, groups, group, f"khung={framework.pk}&ngay={day:%Y-%m-%d}"),
            _said(unit, framework, group, day),
            _owing(units, framework, group, user),
            may,
            bool(can_keep(user, framework.owner)),
        )

    @property
    def query(self) -> str:
        """What every address on the page goes on with."""
        if not (self.framework and self.group):
            return ""
        return f"khung={self.framework.pk}&nhom={self.group.pk}&ngay={self.day:%Y-%m-%d}"


def _asked(params: QueryDict, frameworks: Any) -> Mapping[str, Any]:
    """What the address says; an indicator and its year say which framework, group and day that is."""
    indicator, period = params.get("chi_so", ""), params.get("ky", "")
    if not indicator.isdecimal():
        return params
    feed = Feed.objects.filter(indicator=int(indicator), framework__in=frameworks).first()
    if feed is None:
        return {}
    try:
        last = parse_period(period).end
    except BadInput:
        last = feed.computed_on
    day = min(last, feed.computed_on)
    return {"khung": feed.framework_id, "nhom": feed.group_id, "ngay": day}


def _sums(
    boards: Mapping[int, Board], groups: list[TargetGroup], here: TargetGroup | None, asked: str
) -> list[GroupSum]:
    return [
        GroupSum(
            one,
            boards[one.pk].total,
            boards[one.pk].said,
            one == here,
            f"?{asked}&nhom={one.pk}",
        )
        for one in groups
    ]


def _said(
    unit: Unit, framework: SkillFramework, group: TargetGroup | None, day: date
) -> list[LearnerCount]:
    if group is None or group.is_named:
        return []
    rows = LearnerCount.objects.filter(unit=unit, framework=framework, group=group, day__lte=day)
    return list(rows.select_related("declared_by").order_by("-day")[:SAID])


def _owing(
    units: list[Unit], framework: SkillFramework, group: TargetGroup | None, user: AbstractBaseUser
) -> Owing | None:
    call = CountCall.objects.filter(framework=framework, group=group, status="open").first()
    if call is None:
        return None
    here = OwedCount.objects.filter(call=call, unit__in=[one.pk for one in units])
    missing = here.filter(said_on=None).select_related("unit").order_by("unit__sort_key", "pk")
    named = [row.unit for row in missing[:NAMED]]
    asked, may_end = here.count(), bool(can_keep(user, framework.owner))
    return Owing(call, named, missing.count(), asked, may_end) if asked else None
