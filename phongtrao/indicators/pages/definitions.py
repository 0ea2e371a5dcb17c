"""What the pages of an indicator and of a target show, asked in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.indicators.access import definitions as access
from phongtrao.indicators.access.rounds import visible_measurements
from phongtrao.indicators.feed_words import feed_words, kinds_of
from phongtrao.indicators.models import (
    ACTIVITIES,
    ActivityFeed,
    Indicator,
    Measurement,
    Populated,
    Split,
    Target,
)
from phongtrao.indicators.queries.from_activities import feed_of, year_of_day
from phongtrao.indicators.queries.typed import typed_units
from phongtrao.indicators.services.measuring import corrections_of
from phongtrao.indicators.sources import SOURCES
from phongtrao.indicators.tables import target_words
from phongtrao.lib.answers import Answer
from phongtrao.lib.numbers import format_number, with_measure
from phongtrao.orgs.models import SchoolLevel, Unit
from phongtrao.orgs.queries import kind_words
from phongtrao.plans.periods import period_label

MOST_VALUES = 24


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target with its words."""

    target: Target
    words: str
    whom: str
    can_set: Answer


@dataclass(frozen=True, slots=True)
class ValueLine:
    """A number of an external index; ``corrections`` the newest first."""

    row: Measurement
    period: str
    shown: str
    corrections: Sequence[Any]


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    indicator: Indicator
    feed: ActivityFeed | None
    targets: list[TargetLine]
    values: list[ValueLine]
    can_define: Answer
    may_set: bool

    @classmethod
    def build(cls, indicator: Indicator, user: AbstractBaseUser) -> "IndicatorPage":
        rows = access.visible_targets(user).filter(indicator=indicator)
        return cls(
            indicator,
            feed_of(indicator) if indicator.computed_from == ACTIVITIES else None,
            target_lines(list(rows.order_by("unit__admin_path", "position", "year", "pk")), user),
            value_lines(indicator, user) if indicator.is_external else [],
            access.can_define(user, indicator.owner),
            access.setting_units(user).exists(),
        )

    @property
    def feed_sentence(self) -> str:
        return feed_words(self.feed, kinds_of(self.feed)) if self.feed else ""

    @property
    def may_count_activities(self) -> bool:
        return bool(self.can_define and access.can_count_activities(self.indicator))

    def _left_out(self) -> str:
        """Units that activities do not count for: the office sees whom the share leaves out."""
        if not (self.feed and self.can_define):
            return ""
        period = year_of_day(self.feed, timezone.localdate())
        return ", ".join(typed_units(self.indicator, period.key).values())

    def facts(self) -> list[tuple[str, Any]]:
        one = self.indicator
        below = one.get_denominator_source_display() if one.is_ratio else ""
        if one.is_ratio and one.denominator:
            below = f"{one.denominator}; {below[:1].lower()}{below[1:]}"
        return [
            (_("Đơn vị đặt"), one.owner.name),
            (_("Đơn vị tính"), one.measure),
            (_("Chiều"), one.get_direction_display()),
            (_("Cách gộp"), "" if self.feed else one.get_rolling_display()),
            (_("Qua các kỳ"), _("Lũy kế") if one.is_cumulative else _("Theo từng kỳ")),
            (_("Số liệu (tử số)"), one.numerator),
            (_("Mẫu số"), below),
            (_("Tách theo"), ", ".join(str(Split(split).label) for split in one.splits)),
            (_("Giá trị gốc"), baseline_words(one)),
            (_("Giới hạn kiểm tra"), limit_words(one)),
            (_("Căn cứ"), one.basis),
            (
                _("Số do hệ thống"),
                str(SOURCES[one.computed_from].label) if one.computed_from else "",
            ),
            (_("Tính từ hoạt động"), self.feed_sentence),
            (_("Không tính, vì đã có số nhập tay của năm nay"), self._left_out()),
            (_("Nguồn số liệu"), one.source),
            (_("Kế hoạch"), "; ".join(str(plan) for plan in one.plans.all())),
        ]


def baseline_words(one: Indicator) -> str:
    if one.baseline is None:
        return ""
    value = with_measure(one.baseline, one.measure)
    return f"{value} ({one.baseline_year})" if one.baseline_year else value


def limit_words(one: Indicator) -> str:
    said = []
    if one.lowest is not None:
        said.append(_("từ %s") % format_number(one.lowest))
    if one.highest is not None:
        said.append(_("đến %s") % format_number(one.highest))
    if one.jump_percent is not None:
        said.append(_("hỏi lại khi khác năm trước quá %s%%") % one.jump_percent)
    return ", ".join(said)


def target_lines(targets: Sequence[Target], user: AbstractBaseUser) -> list[TargetLine]:
    names = dict(SchoolLevel.objects.values_list("code", "name"))
    return [
        TargetLine(
            target,
            target_words(target),
            target.scope or population_words(target, names),
            access.can_set_target(user, target.unit),
        )
        for target in targets
    ]


def population_words(rows: Populated, names: dict[str, str]) -> str:
    """“Trường, Trung tâm; Tiểu học, THCS”"""
    areas = [str(Unit.Area(code).label) for code in rows.areas]
    levels = [names.get(code, code) for code in rows.levels]
    said = [kind_words(rows.kinds) if rows.kinds else [], levels, areas]
    return "; ".join(", ".join(words) for words in said if words) or _("Mọi đơn vị")


def value_lines(indicator: Indicator, user: AbstractBaseUser) -> list[ValueLine]:
    rows = visible_measurements(user).filter(indicator=indicator, part="").order_by("-period")
    shown = list(rows[:MOST_VALUES])
    history = corrections_of([row.pk for row in shown])
    return [
        ValueLine(
            row,
            period_label(row.period),
            with_measure(row.numerator, indicator.measure),
            history.get(row.pk, ()),
        )
        for row in shown
    ]
