"""Invented cases of discipline: considered, under way and over, of people and of a school as a whole."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from phongtrao.nominations.queries.subjects import people_of_unit
from phongtrao.orgs.models import Discipline, Person, Post, Unit
from phongtrao.orgs.services import Case, open_case

A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Told:
    """One case: how many days ago it began, for how many days, as what. No form: still considered."""

    ago: int
    reason: str
    form: str = ""
    decision: str = ""
    length: int | None = None

    def case(self, today: date) -> Case:
        since = today - timedelta(days=self.ago)
        until = since + timedelta(days=self.length) if self.length else None
        return Case(
            since, until, self.form, self.decision, since if self.form else None, self.reason
        )


OF_PEOPLE = (
    Told(
        380,
        "Tự ý nghỉ dạy ba ngày không báo cáo tổ chuyên môn.",
        "reprimand",
        "77/QĐ-KL",
        A_YEAR,
    ),
    Told(
        120,
        "Vào điểm không đúng quy chế ở hai lớp, đã khắc phục.",
        "warning",
        "31/QĐ-KL",
        A_YEAR,
    ),
    Told(25, "Phụ huynh phản ánh việc dạy thêm; đang xác minh theo đơn ngày 27 tháng trước."),
    Told(900, "Chậm nộp hồ sơ thanh toán, để thất lạc chứng từ.", "reprimand", "12/QĐ-KL", A_YEAR),
)
OF_UNITS = (
    Told(
        500,
        "Vận động đóng góp ngoài quy định đầu năm học; đã hoàn trả.",
        "reprimand",
        "05/QĐ-SGDĐT",
        A_YEAR,
    ),
    Told(40, "Đang xem xét sau kiểm tra an toàn thực phẩm bếp bán trú."),
)


def write_discipline(schools: list[Unit]) -> None:
    """Spread over the schools; those of the one-click sign-ins come last."""
    today, others = timezone.localdate(), schools[::-1]
    for number, told in enumerate(OF_PEOPLE):
        school = others[number % len(others)]
        open_case(_teacher(school, number), school, told.case(today), by=None)
    for school, told in zip(others, OF_UNITS, strict=False):
        open_case(None, school, told.case(today), by=None)


def free_of_cases(unit: Unit) -> QuerySet[Post]:
    """The unit's own people, without those who may not be proposed for commendation now."""
    today = timezone.localdate()
    held = Discipline.objects.as_of(today).filter(person__isnull=False)
    return people_of_unit(unit, today).exclude(person__in=held.values("person"))


def _teacher(school: Unit, number: int) -> Person:
    posts = school.posts.filter(position="Giáo viên", person__user=None)
    teachers = list(posts.select_related("person").order_by("pk"))
    return teachers[number % len(teachers)].person
