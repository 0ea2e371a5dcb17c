"""A unit says how many of a group have done it. Numbers only: nobody's name. S1-34"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import Line, record_many
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import nfc
from phongtrao.literacy.access.common import can_bring
from phongtrao.literacy.models import LearnerCount, SkillFramework, TargetGroup
from phongtrao.literacy.queries.board import learners_of
from phongtrao.literacy.services.calls import note_said
from phongtrao.orgs.models import Unit

G = TargetGroup.Counted


@dataclass(frozen=True, slots=True)
class Declared:
    """``whole``: only where the group's total is declared with it."""

    unit: Unit
    group: TargetGroup
    framework: SkillFramework
    day: date
    done: int
    whole: int | None = None
    reference: str = ""


@transaction.atomic
def declare_counts(rows: Sequence[Declared], *, by: AbstractBaseUser) -> int:
    """All or nothing; the same unit, group, framework and day again: the newer number stands."""
    for unit in {one.unit.pk: one.unit for one in rows}.values():
        can_bring(by, unit).enforce()
    if wrong := next((fault for fault in faults_of(rows) if fault), ""):
        raise BadInput(wrong)
    said = {(one.unit.pk, one.group.pk, one.framework.pk, one.day): one for one in rows}
    made = LearnerCount.objects.bulk_create(
        [_row(one, by) for one in said.values()],
        update_conflicts=True,
        unique_fields=["unit", "group", "framework", "day"],
        update_fields=["done", "whole", "reference", "declared_by"],
    )
    note_said(made, timezone.localdate())
    record_many((Line(row, after=_said(row)) for row in made), "literacy.count_declared", by=by)
    return len(rows)


def faults_of(rows: Sequence[Declared]) -> list[str]:
    """Of each, why the number cannot be, in a sentence; empty if it can. Three queries for each day named."""
    asked: dict[date, set[int]] = defaultdict(set)
    for one in rows:
        if one.group.counted == G.LEARNERS:
            asked[one.day].add(one.unit.pk)
    learners = {day: learners_of(units, day) for day, units in asked.items()}
    meant = {
        key: set(framework.groups.values_list("pk", flat=True))
        for key, framework in {one.framework.pk: one.framework for one in rows}.items()
    }
    return [
        _fault(one, meant[one.framework.pk], learners.get(one.day, {}).get(one.unit.pk))
        for one in rows
    ]


def _row(one: Declared, by: AbstractBaseUser) -> LearnerCount:
    return LearnerCount(
        unit=one.unit,
        group=one.group,
        framework=one.framework,
        day=one.day,
        done=one.done,
        whole=one.whole,
        reference=nfc(one.reference).strip()[:300],
        declared_by_id=by.pk,
    )


def _said(row: LearnerCount) -> dict[str, int]:
    return {"done": row.done} | ({} if row.whole is None else {"whole": row.whole})


def _fault(one: Declared, meant: Collection[int], learners: int | None) -> str:
    """``meant``: groups the framework is for; ``learners``: of the unit on the day, None if never declared."""
    if one.day > timezone.localdate():
        return _("Ngày chưa đến. Hãy ghi số đến hôm nay hoặc trước đó.")
    if one.group.pk not in meant:
        return _("Khung này không dành cho nhóm “%s”. Hãy chọn nhóm khác.") % one.group
    if one.group.counted == G.STAFF:
        return _("Nhóm “%s” tính theo tên từ xác nhận, không khai số.") % one.group
    if one.group.counted == G.DECLARED:
        whole = one.whole
        missing = _("Hãy ghi tổng số người của nhóm “%s”.") % one.group
    else:
        whole = learners
        missing = (
            _("%s chưa khai số người học đến ngày này. Hãy khai số người học trước.") % one.unit
        )
    return missing if whole is None else _over(one.done, whole)


def _over(done: int, whole: int) -> str:
    if done <= whole:
        return ""
    wrong = _("Số người đạt (%(done)s) lớn hơn tổng số người (%(whole)s). Hãy xem lại hai số.")
    return wrong % {"done": done, "whole": whole}
