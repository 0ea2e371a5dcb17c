"""Forms 0601–0603 of the yearly statistics (Thông tư 02/2023/TT-BNV) of an office, from movements and the register.

A cell the program cannot know stands empty (None), and ``unknown`` says which and why: an empty cell is not a
nought. Counted are checked awards decided in the calendar year.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, DateField, Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from phongtrao.awards.models import Award, Honour
from phongtrao.lib.periods import calendar_year
from phongtrao.orgs.models import Post, Unit
from phongtrao.plans.models import Movement

L, R = Honour.Level, Award.Route
Cells = Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    cells: Cells
    is_head: bool = False  # of the lines below it, without numbers of its own


@dataclass(frozen=True, slots=True)
class FormTable:
    """One form as it is handed in; ``columns`` stand over ``cells``."""

    number: str
    title: str
    columns: Sequence[str]
    lines: Sequence[Line]
    unknown: Sequence[str]


def form_of(number: str, office: Unit, year: int) -> FormTable:
    """KeyError: no such form."""
    return FORMS[number](office, year)


def under(office: Unit, prefix: str = "") -> Q:
    """The office and everything below it on either line, units that ended included."""
    return Q(**{f"{prefix}admin_path__startswith": office.admin_path}) | Q(
        **{f"{prefix}prof_path__startswith": office.prof_path}
    )


# ------------------------------------------------------------------ 0601: movements

PROVINCE, DEPARTMENT, COMMUNE, UNIT = range(4)
LAUNCHERS = {
    Unit.Kind.PROVINCE: PROVINCE,
    Unit.Kind.DEPARTMENT: DEPARTMENT,
    Unit.Kind.DISTRICT: COMMUNE,
    Unit.Kind.COMMUNE: COMMUNE,
}
MONTHS_A_YEAR = 12


def movements(office: Unit, year: int) -> FormTable:
    rows = _launched(office, year)
    by_scope = [(PROVINCE, _("Bộ, ban, ngành, tỉnh")), (None, _("Cơ quan, đơn vị"))]
    lasting = Counter((_length(one), _launcher(one)) for one in rows)
    all_of = Counter(_launcher(one) for one in rows)
    lines = [
        Line(_("Tổng số phong trào"), _across(all_of)),
        Line(_("Theo phạm vi"), (), is_head=True),
        Line(_("Toàn quốc"), _blank(5)),
        *(Line(label, _across(_of_scope(all_of, scope))) for scope, label in by_scope),
        Line(_("Cụm, khối thi đua"), _blank(5)),
        Line(_("Theo thời gian"), (), is_head=True),
        *(Line(label, _across({who: lasting[key, who] for who in all_of})) for key, label in _lengths()),
        Line(_("Theo cách thức"), (), is_head=True),
        Line(_("Thường xuyên"), _blank(5)),
        Line(_("Theo chuyên đề"), _blank(5)),
    ]  # fmt: skip
    columns = (_("Tổng số"), _("Tỉnh phát động"), _("Sở, ngành phát động"), _("Cấp xã phát động"), _("Đơn vị cơ sở phát động"))  # fmt: skip
    unknown = (
        _("Phong trào toàn quốc: do Trung ương phát động, không phải phong trào của đơn vị trong hệ thống."),
        _("Cụm, khối thi đua: phong trào chưa ghi cụm, khối nào phát động."),
        _("Thường xuyên hay theo chuyên đề: phong trào chưa ghi điều này."),
        _("Phong trào của tỉnh xếp vào “Bộ, ban, ngành, tỉnh”, còn lại vào “Cơ quan, đơn vị” (cần kiểm tra)."),
    )  # fmt: skip
    return FormTable("0601", _("Số phong trào thi đua"), columns, lines, unknown)


def _launched(office: Unit, year: int) -> Sequence[Any]:
    """Launched within the year; where no day of launching is kept, begun in it."""
    day = Coalesce("launched_on", "starts_on", output_field=DateField())
    rows = Movement.objects.filter(under(office, "owner__")).annotate(counted_on=day)
    rows = rows.filter(counted_on__year=year).exclude(status=Movement.Status.DRAFT)
    return list(rows.select_related("owner").order_by("pk"))


def _launcher(movement: Any) -> int:
    return LAUNCHERS.get(movement.owner.kind, UNIT)


def _across(of_launcher: dict[int, int]) -> Cells:
    each = [of_launcher.get(who, 0) for who in (PROVINCE, DEPARTMENT, COMMUNE, UNIT)]
    return [sum(each), *each]


def _of_scope(counts: dict[int, int], scope: int | None) -> dict[int, int]:
    return {who: n for who, n in counts.items() if (who == PROVINCE) == (scope == PROVINCE)}


def _lengths() -> list[tuple[str, str]]:
    return [
        ("short", _("Dưới 1 năm")),
        ("year", _("1 năm")),
        ("to_3", _("Trên 1 năm đến dưới 3 năm")),
        ("to_5", _("Từ 3 năm đến dưới 5 năm")),
        ("from_5", _("Từ 5 năm trở lên")),
        ("open", _("Chưa định ngày kết thúc")),
    ]


def _length(movement: Any) -> str:
    """By whole months: from 1 January to 31 December is one year."""
    if movement.ends_on is None:
        return "open"
    first, after = movement.starts_on, movement.ends_on + timedelta(days=1)
    months = (after.year - first.year) * MONTHS_A_YEAR + after.month - first.month
    months -= after.day < first.day
    if months < MONTHS_A_YEAR:
        return "short"
    if months == MONTHS_A_YEAR and _is_whole_year(first, after):
        return "year"
    return "to_3" if months < 3 * MONTHS_A_YEAR else "to_5" if months < 5 * MONTHS_A_YEAR else "from_5"  # fmt: skip


def _is_whole_year(first: date, after: date) -> bool:
    return first.day == after.day


# ------------------------------------------------------------------ 0602, 0603: awards

# Columns “theo loại hình khen thưởng” and what of the register stands in them.
BY_ROUTE = (
    frozenset({R.YEARLY, R.MERIT}),
    frozenset({R.MOVEMENT}),
    frozenset({R.SUDDEN}),
    frozenset({R.FOREIGN}),
    frozenset({R.SERVICE}),
    frozenset({R.TERM}),
)


def state_awards(office: Unit, year: int) -> FormTable:
    return _awards("0602", (L.GOVERNMENT, L.STATE), office, year)


def province_awards(office: Unit, year: int) -> FormTable:
    return _awards("0603", (L.PROVINCE,), office, year)


def _awards(number: str, levels: Iterable[str], office: Unit, year: int) -> FormTable:
    days = calendar_year(year)
    honours = Honour.objects.filter(owner=None, level__in=levels).in_force(days.end)
    frontline = Post.objects.full().filter(
        person=OuterRef("person"), days__contains=OuterRef("decided_on"), is_frontline=True
    )
    given = Award.objects.standing().filter(
        under(office, "unit__"), honour__in=honours, decided_on__range=(days.start, days.end)
    )
    told = given.order_by().values("honour", "route", of_person=Q(person__isnull=False), at_work=Exists(frontline))  # fmt: skip
    counts: list[Any] = list(told.annotate(n=Count("pk")))
    lines = [
        Line(one.title, _cells([row for row in counts if row["honour"] == one.pk]))
        for one in honours.order_by("kind", "-rank", "pk")
    ]
    titles = {
        "0602": _("Khen thưởng cấp Nhà nước"),
        "0603": _("Khen thưởng cấp bộ, ban, ngành, tỉnh"),
    }
    lines.insert(0, Line(_("Tổng số"), _cells(counts)))
    return FormTable(number, titles[number], _columns(), lines, _unknown())


def _cells(counts: Sequence[Any]) -> Cells:
    people = sum(row["n"] for row in counts if row["of_person"])
    at_work = sum(row["n"] for row in counts if row["of_person"] and row["at_work"])
    total = sum(row["n"] for row in counts)
    routes = [sum(row["n"] for row in counts if row["route"] in some) for some in BY_ROUTE]
    return [total, total - people, None, None, people, None, at_work, *routes, None]


def _columns() -> list[str]:
    return [
        _("Tổng số"),
        _("Tập thể"),
        _("Tập thể, trong đó doanh nghiệp"),
        _("Hộ gia đình"),
        _("Cá nhân"),
        _("Cá nhân, trong đó lãnh đạo, quản lý"),
        _("Cá nhân, trong đó trực tiếp công tác"),
        _("Thường xuyên"),
        _("Chuyên đề"),
        _("Đột xuất"),
        _("Đối ngoại"),
        _("Cống hiến"),
        _("Niên hạn"),
        _("Kháng chiến"),
    ]


def _unknown() -> list[str]:
    return [
        _("Doanh nghiệp, hộ gia đình: sổ chỉ ghi người và đơn vị trong ngành."),
        _("Lãnh đạo, quản lý: chức vụ ghi bằng chữ, không chia nhóm; ai đang trực tiếp làm chuyên môn vào ngày quyết định thì đếm vào “trực tiếp công tác”."),
        _("Khen thưởng kháng chiến: không có trong sổ."),
        _("Chỉ đếm dòng đã đối chiếu, quyết định từ 01/01 đến 31/12 (cần kiểm tra kỳ báo cáo với cơ quan nhận)."),
    ]  # fmt: skip


def _blank(count: int) -> Cells:
    return [None] * count


FORMS: dict[str, Callable[[Unit, int], FormTable]] = {
    "0601": movements,
    "0602": state_awards,
    "0603": province_awards,
}
