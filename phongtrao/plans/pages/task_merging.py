"""What a merger will do, in numbers, before it is done."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from phongtrao.lib.numbers import format_number
from phongtrao.plans.models import Task
from phongtrao.plans.queries.task_merging import (
    UnitCounts,
    count_units,
    hindrances,
    waiting_twice,
)


@dataclass(frozen=True, slots=True)
class MergePage:
    """``rows``: what the task that stays has now and will have."""

    goes: Task
    stays: Task
    units: UnitCounts
    hindrances: list[str]
    rows: list[tuple[str, str, str]]
    reports_waiting: int  # that have to be judged first

    @classmethod
    def build(cls, goes: Task, stays: Task) -> "MergePage":
        units = count_units(goes, stays)
        rows = [(_("Đơn vị thực hiện"), units.stays + units.both, units.after)]
        for label, relation in (
            (_("Nhiệm vụ cấp dưới cụ thể hóa"), "derived"),
            (_("Phần của nhiệm vụ"), "parts"),
            (_("Ý kiến đã xin"), "consultations"),
            (_("Nhận xét, kiến nghị kiểm tra"), "findings"),
            (_("Dòng kinh phí"), "budget"),
        ):
            there = getattr(stays, relation).count()
            rows.append((label, there, there + getattr(goes, relation).count()))
        said = [
            (label, format_number(now), format_number(then)) for label, now, then in rows if then
        ]
        waiting = waiting_twice(goes, stays)
        return cls(goes, stays, units, hindrances(goes, stays), said, waiting)
