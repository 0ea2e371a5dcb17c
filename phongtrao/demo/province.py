"""The invented province Sông Ngân, of any size: units on both lines, written set by set.

``plan_units`` thinks up the units as plain values; ``write_units`` gives them ids, paths and spans in
five statements whatever their number, and leaves what ``orgs.services.found_unit`` would leave.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.demo.names import commune_name, school_name
from phongtrao.orgs.models import Unit, UnitSpan

FOUNDED = date(2018, 8, 1)
TWO_TIERS = date(2025, 7, 1)  # communes stand directly under the province since then
PROVINCE = "Sông Ngân"
FIRST_CODE = 99  # H99, H98 …: codes of no real province (QĐ 20/2020)
BATCH = 5_000

Kind, Area = Unit.Kind, Unit.Area


@dataclass(frozen=True, slots=True)
class Size:
    """How many communes, and schools of each level."""

    communes: int
    preschools: int
    primaries: int
    lowers: int
    uppers: int
    centres: int
    provinces: int = 1


SIZES = {
    "school": Size(communes=3, preschools=7, primaries=7, lowers=6, uppers=4, centres=1),
    "district": Size(communes=12, preschools=48, primaries=46, lowers=34, uppers=12, centres=3),
    "province": Size(
        communes=126, preschools=1_050, primaries=880, lowers=690, uppers=230, centres=30
    ),
    "nation": Size(
        communes=98, preschools=454, primaries=372, lowers=300, uppers=90, centres=22, provinces=40
    ),
}

LETTERS: dict[str, str] = {"preschool": "MN", "primary": "TH", "lower": "CS", "upper": "PT"}
TYPES = {"preschool": "MN", "primary": "TH", "lower": "THCS", "upper": "THPT"}

OFFICES = (
    ("Văn phòng Sở", "VP", "VAN-PHONG"),
    ("Phòng Giáo dục Thường xuyên và Đại học", "GDTX&ĐH", "PHONG"),
    ("Phòng Giáo dục Mầm non và Tiểu học", "GDMN-TH", "PHONG"),
    ("Phòng Giáo dục Trung học", "GDTrH", "PHONG"),
    ("Phòng Kế hoạch – Tài chính", "KHTC", "PHONG"),
    ("Thanh tra Sở", "TTr", None),
    ("Trung tâm Công nghệ thông tin và Truyền thông", "TTCNTT", None),
)
BODIES = (
    ("Công đoàn ngành Giáo dục", "CĐGD", "DOAN-THE"),
    ("Đoàn Thanh niên Sở", "ĐTN", "DOAN-THE"),
    ("Báo và Phát thanh, truyền hình Sông Ngân", "Báo", "BAO-CHI"),
)


@dataclass(slots=True)
class Draft:
    """A unit before it has an id; parents are drafts too."""

    name: str
    kind: str
    admin: "Draft | None" = None
    prof: "Draft | None" = None
    short_name: str = ""
    level: str = ""
    area: str = Area.URBAN
    code: str | None = None
    opened_on: date = FOUNDED
    type_id: str | None = None
    unit: Unit = field(default_factory=Unit)


def plan_units(size: Size) -> list[Draft]:
    """Parents before children."""
    drafts: list[Draft] = []
    for number in range(size.provinces):
        drafts += _province(size, number)
    return drafts


def _province(size: Size, number: int) -> Iterator[Draft]:
    mark = f" {number + 1}" if number else ""
    code = f"H{FIRST_CODE - number}"
    province = Draft(
        f"Ủy ban nhân dân tỉnh {PROVINCE}{mark}",
        Kind.PROVINCE,
        code=code,
        short_name="UBND tỉnh",
        type_id="UBND-TINH",
    )
    department = Draft(
        f"Sở Giáo dục và Đào tạo tỉnh {PROVINCE}{mark}",
        Kind.DEPARTMENT,
        admin=province,
        prof=province,
        code=f"{code}.15",
        short_name="Sở GDĐT",
        type_id="SO",
    )
    yield from (province, department)
    yield from _rooms_of(department)
    communes = [_commune(n, province, department) for n in range(size.communes)]
    yield from communes
    yield from _schools(size, communes, department)


def _rooms_of(department: Draft) -> Iterator[Draft]:
    for number, (name, short, type_id) in enumerate(OFFICES, start=1):
        code = f"{department.code}.{number:03}"
        place = (department, department, short)
        yield Draft(name, Kind.OFFICE, *place, code=code, type_id=type_id)
    for name, short, type_id in BODIES:
        yield Draft(name, Kind.BODY, department, department, short, type_id=type_id)


def _commune(number: int, province: Draft, department: Draft) -> Draft:
    area = (Area.RURAL, Area.URBAN, Area.RURAL, Area.HARD)[number % 4]
    kind = "Phường" if area == Area.URBAN else "Xã"
    name = f"{kind} {commune_name(number)}"
    return Draft(
        name,
        Kind.COMMUNE,
        province,
        department,
        area=area,
        code=f"{province.code}.{100 + number}",
        opened_on=TWO_TIERS,
        type_id="PHUONG" if area == Area.URBAN else "XA",
    )


def _schools(size: Size, communes: list[Draft], department: Draft) -> Iterator[Draft]:
    levels = (
        ("Trường Mầm non", "preschool", size.preschools),
        ("Trường Tiểu học", "primary", size.primaries),
        ("Trường THCS", "lower", size.lowers),
    )
    for title, level, count in levels:
        for number in range(count):
            commune = communes[number % len(communes)]
            yield _school(title, level, number, commune, department)
    for number in range(size.uppers):
        place = communes[number % len(communes)]
        yield _school("Trường THPT", "upper", number, place, department, own=True)
    for number in range(size.centres):
        place = communes[number % len(communes)]
        yield _centre(number, place, department)


def _school(  # noqa: PLR0917 -- a row of six plain facts
    title: str, level: str, number: int, commune: Draft, department: Draft, *, own: bool = False
) -> Draft:
    """``own``: directly under the Sở on both lines; the others stand under their commune."""
    name = f"{title} {school_name(number, commune.name.split(' ', 1)[1])}"
    return Draft(
        name,
        Kind.SCHOOL,
        admin=department if own else commune,
        prof=department,
        level=level,
        area=commune.area,
        code=f"{department.code}.{LETTERS[level]}{number + 1:05}",
        type_id=TYPES[level],
    )


def _centre(number: int, commune: Draft, department: Draft) -> Draft:
    place = commune.name.split(" ", 1)[1]
    return Draft(
        f"Trung tâm Giáo dục nghề nghiệp – Giáo dục thường xuyên {place}",
        Kind.CENTRE,
        department,
        department,
        f"TTGDNN-GDTX {place}",
        "continuing",
        commune.area,
        f"{department.code}.TX{number + 1:05}",
        type_id="GDNN-GDTX",
    )


def write_units(drafts: list[Draft]) -> list[Unit]:
    """Write the drafts, parents first; return their units in the same order."""
    for pk, draft in zip(_reserve_ids(len(drafts)), drafts, strict=True):
        draft.unit = _unit_of(draft, pk)
    units = [draft.unit for draft in drafts]
    Unit.objects.bulk_create(units, batch_size=BATCH)
    UnitSpan.objects.bulk_create([_span_of(draft) for draft in drafts], batch_size=BATCH)
    return units


def _reserve_ids(count: int) -> list[int]:
    """Ids from the table's own sequence, so that paths can be written with the rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('orgs_unit', 'id')) FROM generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]


def _unit_of(draft: Draft, pk: int) -> Unit:
    unit = Unit(
        pk=pk,
        code=draft.code,
        kind=draft.kind,
        level=draft.level,
        type_id=draft.type_id,
        area=draft.area,
        opened_on=draft.opened_on,
        name=draft.name,
        short_name=draft.short_name,
        admin_path=f"{draft.admin.unit.admin_path if draft.admin else '/'}{pk}/",
        prof_path=f"{draft.prof.unit.prof_path if draft.prof else '/'}{pk}/",
    )
    unit.search_keys()
    return unit


def _span_of(draft: Draft) -> UnitSpan:
    return UnitSpan(
        unit=draft.unit,
        name=draft.name,
        code=draft.code,
        level=draft.level,
        type_id=draft.type_id,
        admin_parent=draft.admin.unit if draft.admin else None,
        prof_parent=draft.prof.unit if draft.prof else None,
        days=DateRange(draft.opened_on, None),
    )
