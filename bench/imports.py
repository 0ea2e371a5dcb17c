"""100,000 people × 12 columns from a workbook into tables, against calamine and one COPY of the same cells.

Twice: into a table of nothing but text, and into one as an office would have it, with days as days, a
key, each code once, and names and units that can be looked up.
"""

import random
from datetime import date, timedelta
from functools import cache
from io import BytesIO
from statistics import median
from typing import Any

import python_calamine
import xlsxwriter
from django.db import connection, transaction

from bench._ground import department, make_schools, seconds
from phongtrao.accounts.models import Role, User
from phongtrao.orgs.imports import reading, services
from phongtrao.orgs.models import Import, Person, Unit
from tests.factories import give, make_user

PEOPLE, UNITS, RUNS = 100_000, 2_000, 3
ALLOWED = 3.0  # not reached: docs/decisions/0005-speed.md says what it costs
HEADER = (
    "Mã", "Họ và tên", "Ngày sinh", "Giới tính", "Quê quán", "Trình độ chuyên môn", "Mã đơn vị",
    "Chức vụ", "Đối tượng", "Vị trí chính", "Trực tiếp chuyên môn", "Từ ngày",
)  # fmt: skip
FAMILIES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
]
MIDDLES = [
    "Thị",
    "Văn",
    "Đức",
    "Minh",
    "Ngọc",
    "Thanh",
    "Quang",
    "Hữu",
    "Thu",
    "Kim",
    "Xuân",
    "Hồng",
    "Gia",
    "Bảo",
    "Anh",
    "Tuấn",
]
GIVEN = [
    "An",
    "Bình",
    "Châu",
    "Dũng",
    "Giang",
    "Hà",
    "Hải",
    "Hạnh",
    "Hiền",
    "Hoa",
    "Hùng",
    "Hương",
    "Khánh",
    "Lan",
    "Linh",
    "Long",
    "Mai",
]


def person(number: int, unit: Unit, luck: random.Random) -> tuple[str, ...]:
    born = date(1960, 1, 1) + timedelta(days=luck.randrange(15_000))
    name = " ".join(map(luck.choice, (FAMILIES, MIDDLES, MIDDLES, GIVEN)))
    return (
        f"GV{number:06}", name, f"{born:%d/%m/%Y}", luck.choice(("Nam", "Nữ")),
        luck.choice(("Xã Suối Mây", "Phường Đồi Thông", "Xã Bãi Cát")),
        luck.choice(("Đại học", "Thạc sĩ", "Cao đẳng")), unit.code or "",
        luck.choice(("Giáo viên", "Tổ trưởng", "Nhân viên")), "Viên chức", "Có", "Có",
        f"01/09/{luck.randrange(2005, 2025)}",
    )  # fmt: skip


def workbook(units: list[Unit]) -> bytes:
    target, luck = BytesIO(), random.Random(1)  # noqa: S311 -- invented people
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        page = book.add_worksheet("Nhân sự")
        page.write_row(0, 0, HEADER)
        for number in range(PEOPLE):
            row = person(number, units[number % len(units)], luck)
            for place, cell in enumerate(row):
                page.write_string(number + 1, place, cell)
    return target.getvalue()


@cache
def keeper() -> User:
    """Who keeps the records of people: the movement office does not."""
    user = make_user("Trần Văn Dũng", "dung")
    give(user, Role.PERSONNEL, department())
    return user


def prepare(content: bytes) -> Import:
    act = services.start_import(
        services.Upload("nhan-su.xlsx", content), Import.Kind.PEOPLE, department(), by=keeper()
    )
    services.choose_columns(act, services.propose(act), by=keeper())
    return act


def take_away() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE orgs_person, orgs_post, orgs_importedrows CASCADE")
        cursor.execute("VACUUM orgs_person, orgs_post")


PLACES = [f"c{number}" for number in range(len(HEADER))]
OF_TEXT = ", ".join(f"{place} text" for place in PLACES)
AS_KEPT = """
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, c0 text UNIQUE, c1 text NOT NULL, c2 date,
    c3 text, c4 text, c5 text, c6 text NOT NULL,
    c7 text NOT NULL, c8 text NOT NULL, c9 text, c10 text, c11 date NOT NULL
"""


def bare(content: bytes, table: str) -> None:
    """The floor: the cells read, and the same cells copied into a table."""
    sheet = python_calamine.load_workbook(BytesIO(content)).get_sheet_by_index(0)
    rows: list[list[Any]] = sheet.to_python()[1:]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL datestyle = 'ISO, DMY'")
        cursor.execute(f"CREATE TABLE bare_cells ({table})")
        if table is AS_KEPT:
            cursor.execute("CREATE INDEX ON bare_cells (c1); CREATE INDEX ON bare_cells (c6)")
        with cursor.copy(f"COPY bare_cells ({', '.join(PLACES)}) FROM STDIN") as channel:
            for row in rows:
                channel.write_row(row)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bare_cells")


def import_people(content: bytes) -> float:
    act = prepare(content)
    Import.objects.filter(pk=act.pk).update(status=Import.Status.APPLYING)  # as after the preview
    act.refresh_from_db()
    return seconds(lambda: services.write_import(act, read_rows(act)))


def read_rows(act: Import) -> reading.Rows:
    return services.read_rows_of(act, reading.open_file(act.file))


def run() -> list[tuple[str, float, float]]:
    units = make_schools(UNITS)
    for unit in units:
        unit.code = f"U{unit.pk:06}"
    Unit.objects.bulk_update(units, ["code"])
    content = workbook(units)
    of_text, as_kept = [], []
    for _ in range(RUNS):
        took = import_people(content)
        assert Person.objects.count() == PEOPLE
        of_text.append(took / seconds(lambda: bare(content, OF_TEXT)))
        as_kept.append(took / seconds(lambda: bare(content, AS_KEPT)))
        take_away()
    return [
        (f"{PEOPLE:,} people imported / copied as text", median(of_text), ALLOWED),
        (f"{PEOPLE:,} people imported / copied as kept", median(as_kept), ALLOWED),
    ]


if __name__ == "__main__":
    print(run())
