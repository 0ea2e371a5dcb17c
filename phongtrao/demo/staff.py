"""What is kept of the people of a few schools: ratings, numbers, a leave, discipline."""

from datetime import timedelta
from random import Random

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.demo.discipline import write_discipline
from phongtrao.demo.load import Province
from phongtrao.lib.periods import Period, PeriodKind, calendar_year, containing
from phongtrao.orgs.models import Learner, Leave, Unit
from phongtrao.orgs.queries import count_posts, people_to_rate
from phongtrao.orgs.services import (
    Decision,
    Given,
    Numbers,
    declare_headcounts,
    grant_leave,
    name_learner,
    rate,
)

YEARS = 3
SCHOOLS = 4
EACH = 13  # one in so many was not rated
AWAY = "Nghỉ thai sản quá nửa năm học"  # then nobody is rated
LEVELS = (4, 3, 3, 3, 3, 2)  # as they are met: most “tốt”, some “xuất sắc”, few “hoàn thành”


def write_staff(province: Province) -> None:
    """What the office has gathered of four schools."""
    chance = Random(2025)  # noqa: S311 -- invented
    schools = _schools(province)
    by = province.people["vanphong"]
    for period in _years():
        rate(period, _people_of(schools, period, chance), _decision(period), by=by)
        year = calendar_year(period.start.year)
        rate(year, [Given(school, chance.choice((4, 3))) for school in schools], by=by)
    _declare(schools, by, chance)
    _write_cases(province, schools)
    write_discipline(schools)


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
    people = [(school, person) for school in schools for person in people_to_rate(school, period)]
    return [
        Given(school, None, person, AWAY)
        if not number % EACH
        else Given(school, chance.choice(LEVELS), person)
        for number, (school, person) in enumerate(people, 1)
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


def _write_cases(province: Province, schools: list[Unit]) -> None:
    lower = schools[0]
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
