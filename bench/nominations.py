"""5,000 nominations by 100 schools from a workbook against calamine and one COPY of the same cells, and against calamine
and a COPY of the same rows into the table they belong to. Of each row the import asks the register, discipline and a
rule, keeps what the rule said, and writes a line of history: the ratios say what that costs."""

from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO
from statistics import median
from typing import Any

import python_calamine
import xlsxwriter
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from bench._ground import department, make_schools, officer, seconds
from phongtrao.awards.catalogue import add_missing
from phongtrao.awards.models import Award, Honour, RuleSet
from phongtrao.lib.text import fold, name_sort_key
from phongtrao.nominations.models import AwardRound, Nomination, RoundForm, Submission
from phongtrao.orgs.imports import services
from phongtrao.orgs.imports.reading import open_file
from phongtrao.orgs.models import Import, Person, Post, Unit
from tests.factories import LONG_AGO

UNITS, EACH, RUNS = 100, 50, 5
ROWS = UNITS * EACH
CELLS_ALLOWED, ROWS_ALLOWED = 60.0, 40.0
HEADER = ("Đơn vị", "Hình thức", "Mã người", "Họ và tên", "Thành tích", "Vì sao vẫn đề nghị")
INTO = (
    "submission_id", "form_id", "person_id", "unit_id", "name", "job", "achievement", "position", "status",
    "is_frontline", "is_flagged", "verdict", "report", "summary", "brief", "saved", "saved_from", "end_reason",
)  # fmt: skip


def open_round() -> RoundForm:
    """Letters of praise by the rule of plan 003."""
    add_missing()
    now = timezone.now()
    found = AwardRound.objects.create(
        owner=department(), title="Đợt khen thưởng", status=AwardRound.Status.OPEN, period="2025",
        occasion=AwardRound.Occasion.FINAL, first_year=2020, last_year=2025, opens_on=timezone.localdate(),
        due_at=now + timedelta(days=20),
    )  # fmt: skip
    rules = RuleSet.objects.get(key="ke-hoach-003", owner=None).versions.order_by("-number")[0]
    praise = Honour.objects.get(key="praise", owner=None)
    return RoundForm.objects.create(
        round=found, honour=praise, route=Award.Route.YEARLY, rules=rules, rule="003_person"
    )


def employ(units: list[Unit]) -> list[tuple[Unit, Person]]:
    names = [(unit, f"Nguyễn Văn {unit.pk} {n}") for unit in units for n in range(EACH)]
    people = Person.objects.bulk_create(
        Person(full_name=name, code=f"GV{place:06}", sort_key=name_sort_key(name), search_text=fold(name))
        for place, (_unit, name) in enumerate(names)
    )  # fmt: skip
    days = DateRange(LONG_AGO, None)
    at = [(unit, one) for (unit, _name), one in zip(names, people, strict=True)]
    Post.objects.bulk_create(
        Post(person=one, unit=unit, position="Giáo viên", category="public", days=days)
        for unit, one in at
    )
    return at


def workbook(people: list[tuple[Unit, Person]]) -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        page = book.add_worksheet("Đề nghị")
        page.write_row(0, 0, HEADER)
        for number, (unit, who) in enumerate(people, 1):
            cells = (unit.code, "Giấy khen", who.code, who.full_name, f"Dạy giỏi lần {number}", "Đã họp xét")  # fmt: skip
            for place, cell in enumerate(cells):
                page.write_string(number, place, cell or "")
    return target.getvalue()


def cells_of(content: bytes) -> list[list[Any]]:
    sheet = python_calamine.load_workbook(BytesIO(content)).get_sheet_by_index(0)
    return sheet.to_python()[1:]


def bare_cells(content: bytes) -> None:
    """The floor: the cells read, and the same cells copied into a table."""
    rows = cells_of(content)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare_cells (a text, b text, c text, d text, e text, f text)")
        with cursor.copy("COPY bare_cells FROM STDIN") as channel:
            for row in rows:
                channel.write_row(row)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bare_cells")


def bare_rows(content: bytes, form: RoundForm, keys: Mapping[str, tuple[int, int]]) -> None:
    """The cells read and believed, each row copied to where it is kept, with its keys, indexes and constraints."""
    rows = cells_of(content)
    units = {unit for _person, unit in keys.values()}
    sent = {
        one.unit_id: one.pk
        for one in Submission.objects.bulk_create(
            Submission(round_id=form.round_id, unit_id=unit) for unit in units
        )
    }
    with transaction.atomic(), connection.cursor() as cursor:
        statement = f"COPY nominations_nomination ({', '.join(INTO)}) FROM STDIN"
        with cursor.copy(statement) as channel:
            for place, (_unit, _form, code, name, deed, why) in enumerate(rows):
                person, unit = keys[code]
                channel.write_row((
                    sent[unit], form.pk, person, unit, name, "Giáo viên", deed, place, "draft", "t", "f",
                    f'{{"reason": "{why}"}}', "{}", "", "", 0, "", "",
                ))  # fmt: skip


def prepare(content: bytes) -> Import:
    act = services.start_import(
        services.Upload("de-nghi.xlsx", content), "nominations", department(), by=officer()
    )
    services.choose_columns(act, services.propose(act), by=officer())
    Import.objects.filter(pk=act.pk).update(status=Import.Status.APPLYING)  # as after the preview
    act.refresh_from_db()
    return act


def read_and_write(act: Import) -> None:
    services.write_import(act, services.read_rows_of(act, open_file(act.file)))


def take_away() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE nominations_nomination, nominations_submission CASCADE")


def run() -> list[tuple[str, float, float]]:
    units = make_schools(UNITS)
    for unit in units:
        unit.code = f"U{unit.pk:06}"
    Unit.objects.bulk_update(units, ["code"])
    people, form = employ(units), open_round()
    keys = {str(who.code): (who.pk, unit.pk) for unit, who in people}
    content = workbook(people)
    to_cells, to_rows = [], []
    for _ in range(RUNS):
        cells = seconds(lambda: bare_cells(content))
        rows = seconds(lambda: bare_rows(content, form, keys))
        take_away()
        act = prepare(content)
        took = seconds(lambda: read_and_write(act))  # noqa: B023 -- called at once
        assert Nomination.objects.count() == ROWS
        take_away()
        to_cells.append(took / cells)
        to_rows.append(took / rows)
    return [
        (f"{ROWS:,} nominations imported / cells copied", median(to_cells), CELLS_ALLOWED),
        (f"{ROWS:,} nominations imported / rows copied", median(to_rows), ROWS_ALLOWED),
    ]


if __name__ == "__main__":
    print(run())
