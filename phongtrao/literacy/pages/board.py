"""The board of a unit: one group in rows of the units right below, all groups as sums."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from phongtrao.literacy.access.common import can_bring
from phongtrao.literacy.access.frameworks import visible_frameworks, visible_groups
from phongtrao.literacy.forms.results import BoardFilter
from phongtrao.literacy.models import SkillFramework, TargetGroup
from phongtrao.literacy.queries.board import Board, Row, board_of, units_under
from phongtrao.literacy.suppression import Figure
from phongtrao.orgs.models import Unit

ROWS = 50


@dataclass(frozen=True, slots=True)
class GroupSum:
    group: TargetGroup
    figure: Figure
    said: int
    is_here: bool
    url: str


@dataclass(frozen=True, slots=True)
class BoardPage:
    unit: Unit
    form: BoardFilter
    framework: SkillFramework | None
    group: TargetGroup | None
    board: Board | None
    rows: Page[Row] | None
    sums: list[GroupSum]
    may_declare: bool

    @classmethod
    def build(cls, unit: Unit, user: AbstractBaseUser, params: QueryDict) -> "BoardPage":
        frameworks = visible_frameworks(user).order_by("pk")
        form = BoardFilter(params or None, groups=visible_groups(user), frameworks=frameworks)
        asked = form.cleaned_data if form.is_valid() else {}
        framework = asked.get("khung") or frameworks.first()
        may = bool(can_bring(user, unit))
        if framework is None:
            return cls(unit, form, None, None, None, None, [], may)
        groups = list(groups_of(framework))
        meant = asked.get("nhom")
        group = meant if meant in groups else groups[0] if groups else None
        # The form says what is shown: a group of another framework falls back to the first.
        if not form.errors:
            shown = {"khung": framework.pk, "nhom": group.pk if group else ""}
            form = BoardFilter(shown, groups=visible_groups(user), frameworks=frameworks)
        units, today = units_under(unit), timezone.localdate()
        boards = {one.pk: board_of(unit, framework, one, today, units=units) for one in groups}
        here = boards.get(group.pk) if group else None
        pages = Paginator(here.rows if here else (), ROWS)
        sums = [
            GroupSum(
                one,
                boards[one.pk].total,
                boards[one.pk].said,
                one == group,
                f"?khung={framework.pk}&nhom={one.pk}",
            )
            for one in groups
        ]
        rows = pages.get_page(params.get("trang"))
        return cls(unit, form, framework, group, here, rows, sums, may)


def groups_of(framework: SkillFramework) -> QuerySet[TargetGroup]:
    return framework.groups.filter(out_since=None).order_by("position", "pk")
