"""A unit says how many of a group have done it. Numbers only: nobody's name. S1-34"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import nfc
from phongtrao.literacy.access.common import can_bring
from phongtrao.literacy.models import LearnerCount, SkillFramework, TargetGroup
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries.headcounts import declared_by_day

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
    for one in rows:
        can_bring(by, one.unit).enforce()
        if wrong := fault_of(one):
            raise BadInput(wrong)
        row, _is_new = LearnerCount.objects.update_or_create(
            unit=one.unit,
            group=one.group,
            framework=one.framework,
            day=one.day,
            defaults={
                "done": one.done,
                "whole": one.whole,
                "reference": nfc(one.reference).strip()[:300],
                "declared_by_id": by.pk,
            },
        )
        said = {"done": one.done} | ({} if one.whole is None else {"whole": one.whole})
        record(row, "literacy.count_declared", by=by, after=said)
    return len(rows)


def fault_of(one: Declared) -> str:
    """Why the number cannot be, in a sentence; empty if it can."""
    if one.day > timezone.localdate():
        return _("Ngày chưa đến. Hãy ghi số đến hôm nay hoặc trước đó.")
    if one.group.counted == G.STAFF:
        return _("Nhóm “%s” tính theo tên từ xác nhận, không khai số.") % one.group
    if one.group.counted == G.DECLARED:
        if one.whole is None:
            return _("Hãy ghi tổng số người của nhóm “%s”.") % one.group
        return _over(one.done, one.whole)
    declared = declared_by_day([one.unit.pk], one.day).get(one.unit.pk)
    if declared is None or declared.learners is None:
        return _("%s chưa khai số người học đến ngày này. Hãy khai số người học trước.") % one.unit
    return _over(one.done, declared.learners)


def _over(done: int, whole: int) -> str:
    if done <= whole:
        return ""
    wrong = _("Số người đạt (%(done)s) lớn hơn tổng số người (%(whole)s). Hãy xem lại hai số.")
    return wrong % {"done": done, "whole": whole}
