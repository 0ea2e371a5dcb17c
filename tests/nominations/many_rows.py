"""A province that asks in one workbook: schools of fifty people, one row each. Every name is invented."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

import python_calamine
from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.accounts.models import User
from phongtrao.awards.models import Award
from phongtrao.lib.text import fold, name_sort_key
from phongtrao.nominations.models import AwardRound, Quota, Submission
from phongtrao.orgs.models import Person, Post, Unit
from tests.awards.made import honour
from tests.factories import LONG_AGO
from tests.nominations.made import form_of, open_round
from tests.orgs.people_work import disciplined

HEAD = ("Đợt", "Đơn vị", "Hình thức", "Mã người", "Họ và tên", "Tập thể", "Thành tích", "Vì sao vẫn đề nghị")  # fmt: skip
ROUND, UNIT, FORM, CODE, NAME, GROUP, DEED, WHY = range(len(HEAD))
PEOPLE, SPARE = 50, 5
TITLE = "Đợt khen thưởng tổng kết"
Row = list[str]


def make_schools(so: Unit, number: int) -> list[Unit]:
    first = Unit.objects.order_by("-pk").values_list("pk", flat=True)[0]
    return Unit.objects.bulk_create(
        Unit(
            pk=first + n,
            code=f"TR{n:05}",
            kind=Unit.Kind.SCHOOL,
            level=Unit.Level.PRIMARY,
            opened_on=LONG_AGO,
            name=f"Trường Tiểu học số {n}",
            search_text=fold(f"Trường Tiểu học số {n}  TR{n:05}"),
            sort_key=f"truong {n:05}",
            admin_path=f"{so.admin_path}{first + n}/",
            prof_path=f"{so.prof_path}{first + n}/",
        )
        for n in range(1, number + 1)
    )


def employ(schools: Sequence[Unit], each: int) -> dict[int, list[Person]]:
    """{school: its people}, all of different names."""
    names = [(school, f"Nguyễn Hòa {school.pk} {n}") for school in schools for n in range(each)]
    people = Person.objects.bulk_create(
        Person(full_name=name, code=f"GV{place:06}", sort_key=name_sort_key(name), search_text=fold(name))
        for place, (_school, name) in enumerate(names)
    )  # fmt: skip
    days = DateRange(LONG_AGO, None)
    Post.objects.bulk_create(
        Post(person=one, unit=school, position="Giáo viên", category="public", days=days)
        for one, (school, _name) in zip(people, names, strict=True)
    )
    found: dict[int, list[Person]] = {}
    for one, (school, _name) in zip(people, names, strict=True):
        found.setdefault(school.pk, []).append(one)
    return found


def row(school: Unit, who: Person, form: str = "Giấy khen") -> Row:
    return [TITLE, school.name, form, who.code or "", who.full_name, "", f"Dạy giỏi {who.code}", ""]


@dataclass
class Province:
    """``rows``: all right. ``spoil`` makes some of them wrong, and knows how each is mended."""

    so: Unit
    schools: list[Unit]
    people: dict[int, list[Person]]
    round: AwardRound
    rows: list[Row] = field(default_factory=list)
    mended: dict[int, Row] = field(default_factory=dict)
    wrong: dict[int, str] = field(default_factory=dict)  # place: a piece of what is said

    @classmethod
    def make(cls, so: Unit, number: int) -> "Province":
        """One round with letters of praise, and certificates of merit by the rules of plan 003."""
        found = open_round(so)
        form_of(found, route=Award.Route.YEARLY)
        form_of(found, "province_merit", ruled=True)
        form_of(found, "advanced_collective", route=Award.Route.YEARLY)
        schools = make_schools(so, number)
        made = cls(so, schools, employ(schools, PEOPLE + SPARE), found)
        Quota.objects.bulk_create(
            Quota(round=found, unit=one, category=category, most=PEOPLE)
            for one in schools
            for category in Quota.Category.values
        )
        made.rows = [row(one, who) for one in schools for who in made.people[one.pk][:PEOPLE]]
        return made

    def spare(self, place: int) -> Row:
        """Somebody else of the same school, whom no row names."""
        school = self.schools[place // PEOPLE]
        return row(school, self.people[school.pk].pop())

    def spoil(self, place: int, says: str, change: Callable[[Row], None]) -> None:
        """``change``: what is wrong in the row; mended it is as it was."""
        self.mended[place], self.wrong[place] = list(self.rows[place]), says
        change(self.rows[place])

    def hinder(self, place: int, says: str, hinder: Callable[[Person, Unit], Any]) -> None:
        """Who stands there may not be asked for; mended it names somebody else."""
        school = self.schools[place // PEOPLE]
        hinder(self.people[school.pk][place % PEOPLE], school)
        self.mended[place], self.wrong[place] = self.spare(place), says


def put(cell: int, text: str) -> Callable[[Row], None]:
    return lambda row: row.__setitem__(cell, text)


def both(row: Row) -> None:
    row[GROUP] = row[UNIT]


def other_mark(row: Row) -> None:
    row[CODE], row[NAME] = "", row[NAME].replace("Hòa", "Hóa")


def stranger(row: Row) -> None:
    row[CODE], row[NAME] = "", "Ngô Người Lạ"


def nobody(row: Row) -> None:
    row[CODE] = row[NAME] = ""


CELLS = (
    ("Không thấy đơn vị “Trường không có”", put(UNIT, "Trường không có")),
    ("chưa có giá trị", put(UNIT, "")),
    ("“Giấy không có” không có trong đợt này", put(FORM, "Giấy không có")),
    ("chưa có giá trị", put(FORM, "")),
    ("không có đợt “Đợt không có”", put(ROUND, "Đợt không có")),
    ("không thấy mã “GV999999”", put(CODE, "GV999999")),
    ("là của", put(NAME, "Trần Tên Khác")),
    ("khác dấu với", other_mark),
    ("không thấy “Ngô Người Lạ”", stranger),
    ("một trong hai", both),
    ("một trong hai", nobody),
    ("quá mức 500", put(DEED, "x" * 501)),
    ("chỉ tặng cho tập thể", put(FORM, "Tập thể lao động tiên tiến")),
    ("chưa đạt theo tiêu chuẩn", put(FORM, "Bằng khen của bộ, ban, ngành, tỉnh")),
)


def give_praise(person: Person, school: Unit, by: User) -> None:
    """The same letter of the same year stands in the register."""
    Award.objects.create(
        honour=honour("praise"), route=Award.Route.YEARLY, person=person, unit=school, period="2025",
        decision="5/QĐ", decided_on=date(2025, 12, 1), decided_by="Giám đốc", earned_on=date(2025, 12, 31),
        status=Award.Status.CONFIRMED, recorded_by=by,
    )  # fmt: skip


def put_under(person: Person, school: Unit) -> None:
    disciplined(person, school, date(2026, 1, 1))


def send(found: AwardRound, school: Unit) -> Submission:
    return Submission.objects.create(round=found, unit=school, status=Submission.Status.SENT)


def lower(found: AwardRound, school: Unit, most: int) -> None:
    Quota.objects.filter(round=found, unit=school, category=Quota.Category.PEOPLE).update(most=most)


def rows_in(content: bytes) -> list[list[Any]]:
    """A workbook that was given back, without its header."""
    found: list[list[Any]] = python_calamine.load_workbook(BytesIO(content)).get_sheet_by_index(0).to_python()[1:]  # fmt: skip
    return found
