"""What is kept of the people of a few schools: ratings, numbers, a leave, a case of discipline."""

from datetime import date, timedelta
from random import Random

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from phongtrao.accounts.models import Role, User
from phongtrao.demo.load import Province
from phongtrao.demo.province import FOUNDED
from phongtrao.demo.signins import PASSWORD
from phongtrao.lib.periods import Period, PeriodKind, calendar_year, containing
from phongtrao.orgs.models import Learner, Leave, Line, Person, Post, Unit
from phongtrao.orgs.queries import count_posts, people_to_rate
from phongtrao.orgs.services import (
    Case,
    Decision,
    Given,
    NewRole,
    Numbers,
    add_person,
    appoint,
    declare_headcounts,
    give_role,
    grant_leave,
    name_learner,
    open_case,
    rate,
)

YEARS = 3
SCHOOLS = 4
LEVELS = (4, 3, 3, 3, 3, 2)  # as they are met: most “tốt”, some “xuất sắc”, few “hoàn thành”


def write_staff(province: Province) -> None:
    """A personnel officer of the Sở, and what the office has gathered of four schools."""
    _write_officer(province)
    chance = Random(2025)  # noqa: S311 -- invented
    schools = _schools(province)
    by = province.people["vanphong"]
    for period in _years():
        rate(period, _people_of(schools, period, chance), _decision(period), by=by)
        year = calendar_year(period.start.year)
        rate(year, [Given(school, chance.choice((4, 3))) for school in schools], by=by)
    _declare(schools, by, chance)
    _write_cases(province, schools)


def _schools(province: Province) -> list[Unit]:
    """Those of the sign-ins first, then others that stand by."""
    own = [province.places["lower"], province.places["upper"]]
    others = [unit for unit in province.units if unit.kind == Unit.Kind.SCHOOL and unit not in own]
    return own + others[: SCHOOLS - len(own)]


def _years() -> list[Period]:
    """The last school years that are over, the earliest first."""
    last = containing(timezone.localdate(), PeriodKind.SCHOOL_YEAR).previous()
    years = [last]
    while len(years) < YEARS:
        years.append(years[-1].previous())
    return years[::-1]


def _people_of(schools: list[Unit], period: Period, chance: Random) -> list[Given]:
    return [
        Given(school, chance.choice(LEVELS), person)
        for school in schools
        for person in people_to_rate(school, period)
    ]


def _decision(period: Period) -> Decision:
    return Decision(f"{period.end.year % 100}/QĐ-XL", period.end - timedelta(days=60))


def _declare(schools: list[Unit], by: User, chance: Random) -> None:
    """One school says why it has more people than the posts."""
    day = containing(timezone.localdate(), PeriodKind.SCHOOL_YEAR).start
    counted = count_posts([school.pk for school in schools], day)
    numbers = [
        Numbers(
            school,
            counted[school.pk].staff + extra,
            counted[school.pk].frontline + extra,
            chance.randrange(280, 900),
            "Hai giáo viên hợp đồng chưa nhập vào hệ thống" if extra else "",
        )
        for school, extra in zip(schools, (2, 0, 0, 0), strict=False)
    ]
    declare_headcounts(day, numbers, by=by)


def _write_officer(province: Province) -> None:
    user = User.objects.create_user(
        "tochuc", "Đinh Thị Tâm", PASSWORD, email="tochuc@songngan.example"
    )
    person = add_person(Person(full_name="Đinh Thị Tâm", code="SN-tochuc", user=user), by=None)
    department = province.department
    appoint(
        Post(
            person=person,
            unit=department,
            position="Chuyên viên Tổ chức cán bộ",
            category=Post.Category.CIVIL,
            is_frontline=False,
            days=(FOUNDED, None),
        ),
        by=None,
    )
    role = NewRole(Role.PERSONNEL, department, line=Line.PROF, since=FOUNDED)
    give_role(user, role, by=None)


def _write_cases(province: Province, schools: list[Unit]) -> None:
    lower, other = schools[0], schools[2]
    head, today = province.people["daumoi"], timezone.localdate()
    teacher = lower.posts.filter(position="Giáo viên", person__user=None).order_by("pk")[0].person
    start = today - timedelta(days=100)
    grant_leave(
        Leave(
            person=teacher,
            kind="maternity",
            days=DateRange(start, start + timedelta(days=181)),
            counts_as_work=True,
            decision="31/QĐ-THCS",
        ),
        by=None,
    )
    case = Case(
        since=date(today.year - 1, 11, 3),
        until=date(today.year, 11, 2),
        form="reprimand",
        decision="77/QĐ-KL",
        decided_on=date(today.year - 1, 11, 3),
        reason="Tự ý nghỉ dạy ba ngày không báo cáo tổ chuyên môn.",
    )
    disciplined = other.posts.filter(position="Giáo viên").order_by("pk")[0].person
    open_case(disciplined, other, case, by=None)
    name_learner(
        Learner(
            unit=lower,
            full_name="Lường Thị Bống",
            group="8A",
            purpose=Learner.Purpose.PRIZE,
            purpose_note="Hội thi sáng tạo thiếu niên, nhi đồng",
            consent_by="Mẹ: Lường Thị Bền",
            consent_on=start,
            keep_until=today + timedelta(days=730),
        ),
        by=head,
    )
