"""Numbers of staff and learners a day; written by the same service as on screen."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import parse_whole_number
from phongtrao.orgs.imports.fields import Field, day, text_of
from phongtrao.orgs.imports.findings import Findings, Note, Reach
from phongtrao.orgs.imports.history import keep_written
from phongtrao.orgs.imports.places import place_rows
from phongtrao.orgs.imports.reading import Rows
from phongtrao.orgs.models import Headcount, Import, Unit
from phongtrao.orgs.queries.headcounts import Counted, count_posts
from phongtrao.orgs.services.headcounts import Numbers, declare_headcounts

MOST = 1_000_000
KEPT = ("staff", "frontline", "learners", "reason")


def count(cell: Any) -> int:
    number = parse_whole_number(cell)
    if not 0 <= number <= MOST:
        raise BadInput(_("“%s” không phải số người. Hãy nhập số từ 0 trở lên.") % number)
    return number


FIELDS = (
    Field("unit", gettext_lazy("Đơn vị"), text_of(200), (
        "mã đơn vị", "mã trường", "tên trường", "trường", "tên đơn vị", "mã định danh",
    ), required=True),
    Field("day", gettext_lazy("Tính đến ngày"), day, ("ngày", "thời điểm", "ngày thống kê"),
          constant=True),
    Field("staff", gettext_lazy("Số người"), count, (
        "tổng số", "tổng số cán bộ", "số cán bộ", "tổng số người", "cbgvnv", "tổng số cbgvnv",
        "cán bộ, giáo viên, nhân viên",
    ), required=True),
    Field("frontline", gettext_lazy("Trực tiếp làm chuyên môn"), count, (
        "giáo viên", "số giáo viên", "trực tiếp giảng dạy", "trực tiếp chuyên môn",
    ), required=True),
    Field("learners", gettext_lazy("Số người học"), count, (
        "học sinh", "số học sinh", "tổng số học sinh", "số trẻ", "người học",
    )),
    Field("reason", gettext_lazy("Lý do khác với vị trí công tác"), text_of(300), (
        "lý do", "ghi chú", "giải thích",
    ), constant=True),
)  # fmt: skip

Staged = dict[date, list[Numbers]]


def check(rows: Rows, reach: Reach) -> Findings:
    """Say what is wrong with the rows and what they would do; ``staged``: the numbers by day."""
    staged: Staged = defaultdict(list)
    findings = Findings(staged=staged)
    keys = place_rows(rows, reach.condition)
    _refuse_days(rows)
    _refuse_twice(rows, keys)
    counted = _counts(rows, keys)
    units = Unit.objects.in_bulk({pk for pk in keys if pk})
    days = {one for one in rows.get("day") if one}
    old = Headcount.objects.filter(unit__in=units, day__in=days)
    standing = {(row.unit_id, row.day): row for row in old}
    bad = rows.bad()
    for place, (pk, on) in enumerate(zip(keys, rows.get("day"), strict=True)):
        if place not in bad and pk:
            numbers = _numbers(rows, place, units[pk], standing.get((pk, on)))
            if _is_explained(rows, place, numbers, counted[pk, on]):
                _stage(place, on, (numbers, standing.get((pk, on))), findings)
    return findings


def write(act: Import, findings: Findings) -> None:
    """Write what ``check`` staged, a day at a time."""
    touched = set()
    for on, numbers in findings.staged.items():
        declare_headcounts(on, numbers, by=act.made_by)
        touched |= {one.unit.pk for one in numbers}
    keep_written(act, "unit", touched)


def _refuse_days(rows: Rows) -> None:
    told = {(fault.place, fault.column) for fault in rows.faults}
    today = timezone.localdate()
    for place, on in enumerate(rows.get("day")):
        if on is None and (place, rows.labels.get("day", "")) not in told:
            rows.refuse(place, "day", _("chưa có ngày tính số người. Hãy nhập ngày/tháng/năm."))
        elif on and on > today:
            rows.refuse(place, "day", _("ngày này ở tương lai. Hãy sửa lại ngày."))


def _refuse_twice(rows: Rows, units: Sequence[int | None]) -> None:
    first: dict[tuple[int, Any], int] = {}
    for place, (pk, on) in enumerate(zip(units, rows.get("day"), strict=True)):
        if pk and on and first.setdefault((pk, on), place) != place:
            said = _("đơn vị này đã khai cho ngày ấy ở dòng %s. Hãy giữ lại một dòng.")
            rows.refuse(place, "unit", said % rows.lines[first[pk, on]])


def _counts(rows: Rows, units: Sequence[int | None]) -> dict[tuple[int, date], Counted]:
    """What the posts say; a query for each different day, of which a list has one or two."""
    by_day: dict[date, set[int]] = defaultdict(set)
    for pk, on in zip(units, rows.get("day"), strict=True):
        if pk and on:
            by_day[on].add(pk)
    return {
        (pk, on): counted
        for on, keys in by_day.items()
        for pk, counted in count_posts(keys, on).items()
    }


def _numbers(rows: Rows, place: int, unit: Unit, old: Headcount | None) -> Numbers:
    said = {key: rows.get(key)[place] for key in KEPT}
    if said["learners"] is None and old is not None:
        said["learners"] = old.learners
    said["reason"] = said["reason"] or (old.reason if old else "")
    return Numbers(unit, **said)


def _is_explained(rows: Rows, place: int, numbers: Numbers, counted: Counted) -> bool:
    if numbers.frontline > numbers.staff:
        said = _("số người trực tiếp làm chuyên môn không thể lớn hơn số người (%s).")
        rows.refuse(place, "frontline", said % numbers.staff)
        return False
    if (numbers.staff, numbers.frontline) == (counted.staff, counted.frontline) or numbers.reason:
        return True
    said = _(
        "vị trí công tác cho %(staff)s người, %(frontline)s trực tiếp làm chuyên môn."
        " Hãy ghi lý do số khai khác."
    )
    words = {"staff": counted.staff, "frontline": counted.frontline}
    rows.refuse(place, "reason" if "reason" in rows.labels else "staff", said % words)
    return False


def _stage(
    place: int, on: date, known: tuple[Numbers, Headcount | None], findings: Findings
) -> None:
    numbers, old = known
    new = tuple(getattr(numbers, key) for key in KEPT)
    if old is not None and tuple(getattr(old, key) for key in KEPT) == new:
        findings.same += 1
        return
    findings.staged[on].append(numbers)
    if old is None:
        findings.new += 1
        return
    findings.changed += 1
    labels = {one.key: one.label for one in FIELDS}
    said = [
        f"{labels[key]} “{getattr(old, key)}” → “{getattr(numbers, key)}”"
        for key in KEPT
        if getattr(old, key) != getattr(numbers, key)
    ]
    findings.changes.append(Note(place, f"{numbers.unit}: " + "; ".join(said)))
