"""Yearly ratings of people and of units; written by the same service as on screen."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.lib.errors import BadInput
from phongtrao.lib.periods import parse_period, school_year
from phongtrao.lib.sheets import to_text
from phongtrao.lib.text import fold
from phongtrao.orgs import access
from phongtrao.orgs.imports.fields import Field, day, text_of
from phongtrao.orgs.imports.findings import Findings, Note, Reach
from phongtrao.orgs.imports.history import keep_written
from phongtrao.orgs.imports.places import place_rows
from phongtrao.orgs.imports.reading import Rows
from phongtrao.orgs.kinds import rating_levels, read_level
from phongtrao.orgs.models import Import, Person, Post, Unit, YearlyRating
from phongtrao.orgs.services.ratings import Decision, Given, rate

NONE = 0  # “không xếp loại”, with its reason in the note
_SCHOOL_YEAR = re.compile(r"(?:năm học\s*)?(20\d\d)\s*[-–/]\s*(20\d\d)", re.IGNORECASE)
_YEAR = re.compile(r"(?:năm\s*)?(20\d\d)", re.IGNORECASE)
_UNRATED = frozenset({"khong xep loai", "chua xep loai", "khong thuoc dien", "kxl"})


def period(cell: Any) -> str:
    """“2025-2026”, “Năm học 2025–2026” or “2025” → key of the period."""
    text = to_text(cell)
    if (found := _SCHOOL_YEAR.fullmatch(text)) and int(found[2]) == int(found[1]) + 1:
        return school_year(int(found[1])).key
    if found := _YEAR.fullmatch(text):
        return found[1]
    raise BadInput(_("“%s” không phải năm học hay năm. Hãy nhập như 2025-2026 hoặc 2025.") % text)


def level(cell: Any) -> int:
    text = to_text(cell)
    if fold(text) in _UNRATED:
        return NONE
    found = read_level(text)
    if found is None:
        names = ", ".join(f"“{one.name}”" for one in rating_levels().values())
        said = _("“%(text)s” không phải mức xếp loại. Hãy nhập một trong: %(names)s.")
        raise BadInput(said % {"text": text, "names": names})
    return found


FIELDS = (
    Field("unit", gettext_lazy("Đơn vị"), text_of(200), (
        "mã đơn vị", "mã trường", "tên trường", "trường", "tên đơn vị", "đơn vị công tác",
    ), constant=True, help=gettext_lazy("Mã định danh hoặc tên đơn vị")),
    Field("code", gettext_lazy("Mã người"), text_of(40), (
        "mã", "mã cán bộ", "mã giáo viên", "mã nhân sự", "mã viên chức",
    )),
    Field("full_name", gettext_lazy("Họ và tên"), text_of(120), ("họ tên", "người")),
    Field("period", gettext_lazy("Năm"), period, (
        "năm học", "năm xếp loại", "năm đánh giá", "kỳ",
    ), constant=True, help=gettext_lazy("Ví dụ 2025-2026 hoặc 2025")),
    Field("level", gettext_lazy("Mức xếp loại"), level, (
        "xếp loại", "kết quả", "kết quả xếp loại", "mức", "đánh giá", "xếp loại chất lượng",
        "kết quả đánh giá, xếp loại", "mức độ hoàn thành nhiệm vụ",
    ), required=True),
    Field("decision", gettext_lazy("Số quyết định"), text_of(60), ("quyết định", "số QĐ"),
          constant=True),
    Field("decided_on", gettext_lazy("Ngày quyết định"), day, ("ngày ký", "ngày QĐ"), constant=True),
    Field("note", gettext_lazy("Ghi chú"), text_of(300), ("lý do",)),
)  # fmt: skip


Group = tuple[str, str, date | None]  # period, number and day of the decision


def check(rows: Rows, reach: Reach) -> Findings:
    """Say what is wrong with the rows and what they would do; ``staged``: ratings by their group."""
    staged: dict[Group, list[Given]] = defaultdict(list)
    findings = Findings(staged=staged)
    keys = place_rows(rows, reach.condition)
    people = find_people(rows, keys)
    _refuse_lacking(rows, keys)
    _refuse_units(rows, keys, reach)
    _refuse_twice(rows, keys, people)
    known = _Known.read(rows, keys, people)
    bad = rows.bad()
    for place in range(len(rows)):
        if place not in bad:
            _stage(rows, place, known, findings)
    return findings


def write(act: Import, findings: Findings) -> None:
    """Write what ``check`` staged, a year and a decision at a time."""
    touched: set[tuple[str, int]] = set()
    for (year, number, decided_on), given in findings.staged.items():
        rate(parse_period(year), given, Decision(number, decided_on), by=act.made_by)
        touched |= {
            ("person", one.person.pk) if one.person else ("unit", one.unit.pk) for one in given
        }
    for subject in ("person", "unit"):
        keep_written(act, subject, [pk for whose, pk in touched if whose == subject])


def find_people(rows: Rows, units: Sequence[int | None]) -> list[int | None]:
    """Whom each row means: by code, else by name among those who work in the unit today."""
    codes = {code for code in rows.get("code") if code}
    by_code = dict(Person.objects.filter(code__in=codes).values_list("code", "pk"))
    posts = Post.objects.today().filter(unit__in={pk for pk in units if pk})
    by_name: dict[tuple[int, str], set[int]] = defaultdict(set)
    for place, name, person in posts.values_list("unit", "person__search_text", "person"):
        by_name[place, name].add(person)
    working = set(posts.values_list("person", "unit"))
    found: list[int | None] = []
    for number, (code, name, unit) in enumerate(
        zip(rows.get("code"), rows.get("full_name"), units, strict=True)
    ):
        pk: int | None = by_code.get(code) if code else None
        if code and (pk is None or (unit and (pk, unit) not in working)):
            said = _("không có ai mang mã “%s” đang công tác tại đơn vị này.")
            rows.refuse(number, "code", said % code)
        elif not code and name and unit:
            pk = _by_name(rows, number, by_name[unit, fold(name)])
        found.append(pk)
    return found


def _by_name(rows: Rows, place: int, meant: set[int]) -> int | None:
    if len(meant) == 1:
        return next(iter(meant))
    none = _(
        "không có ai tên như vậy đang công tác tại đơn vị này. Hãy kiểm tra lại tên, hoặc ghi mã."
    )
    many = _("có nhiều người cùng tên tại đơn vị này. Hãy ghi mã.")
    rows.refuse(place, "full_name", many if meant else none)
    return None


def _refuse_lacking(rows: Rows, units: Sequence[int | None]) -> None:
    told = {(fault.place, fault.column) for fault in rows.faults}
    lacking = {
        "unit": _("chưa có đơn vị. Hãy ghi mã định danh hoặc tên."),
        "period": _("chưa có năm xếp loại. Hãy ghi như 2025-2026 hoặc 2025."),
    }
    today = timezone.localdate()
    for place, (unit, year) in enumerate(zip(units, rows.get("period"), strict=True)):
        for key, value in (("unit", unit), ("period", year)):
            if value is None and (place, rows.labels.get(key, "")) not in told:
                rows.refuse(place, key, lacking[key])
        if year and parse_period(year).start > today:
            rows.refuse(place, "period", _("năm này chưa bắt đầu. Hãy sửa lại năm."))
        if rows.get("level")[place] == NONE and not rows.get("note")[place]:
            rows.refuse(place, "note", _("hãy ghi lý do không thuộc diện xếp loại."))


def _refuse_units(rows: Rows, units: Sequence[int | None], reach: Reach) -> None:
    """A unit itself is rated from above."""
    if reach.by is None:
        return
    told = zip(units, rows.get("code"), rows.get("full_name"), strict=True)
    own = {place: unit for place, (unit, *who) in enumerate(told) if unit and not any(who)}
    answers = {
        unit.pk: access.can_rate_unit(reach.by, unit)
        for unit in Unit.objects.filter(pk__in=own.values())
    }
    for place, unit in own.items():
        if not answers[unit]:
            rows.refuse(place, "unit", answers[unit].reason)


def _refuse_twice(rows: Rows, units: Sequence[int | None], people: Sequence[int | None]) -> None:
    first: dict[tuple[Any, ...], int] = {}
    bad = rows.bad()
    for place, year in enumerate(rows.get("period")):
        key = (people[place], None if people[place] else units[place], year)
        if first.setdefault(key, place) != place and place not in bad:
            said = _("đã xếp loại năm này ở dòng %s. Hãy giữ lại một dòng.")
            rows.refuse(place, "level", said % rows.lines[first[key]])


@dataclass(frozen=True, slots=True)
class _Known:
    """Units and people the rows mean, and the ratings that stand."""

    placed: Sequence[int | None]
    people_at: Sequence[int | None]
    units: dict[int, Unit]
    people: dict[int, Person]
    standing: dict[tuple[int | None, int | None, str], YearlyRating]

    @classmethod
    def read(
        cls, rows: Rows, units: Sequence[int | None], people: Sequence[int | None]
    ) -> "_Known":
        years = {year for year in rows.get("period") if year}
        ratings = YearlyRating.objects.filter(period__in=years)
        of_people = ratings.filter(person__in={pk for pk in people if pk})
        of_units = ratings.filter(person=None, unit__in={pk for pk in units if pk})
        standing: dict[tuple[int | None, int | None, str], YearlyRating] = {}
        standing.update({(one.person_id, None, one.period): one for one in of_people})
        standing.update({(None, one.unit_id, one.period): one for one in of_units})
        return cls(
            units,
            people,
            Unit.objects.in_bulk({pk for pk in units if pk}),
            Person.objects.in_bulk({pk for pk in people if pk}),
            standing,
        )


def _stage(rows: Rows, place: int, known: _Known, findings: Findings) -> None:
    unit = known.units[known.placed[place] or 0]
    person = known.people.get(known.people_at[place] or 0)
    year = rows.get("period")[place]
    key = (person.pk if person else None, None if person else unit.pk, year)
    old = known.standing.get(key)
    told = rows.get("level")[place]
    level_ = None if told == NONE else told
    note = rows.get("note")[place] or (old.note if old else "")
    number = rows.get("decision")[place] or (old.decision if old else "")
    decided_on = rows.get("decided_on")[place] or (old.decided_on if old else None)
    if old and (old.level, old.note, old.decision, old.decided_on, old.unit_id) == (
        level_, note, number, decided_on, unit.pk,
    ):  # fmt: skip
        findings.same += 1
        return
    findings.staged[year, number, decided_on].append(Given(unit, level_, person, note))
    if old is None:
        findings.new += 1
        return
    findings.changed += 1
    said = f"{person or unit}: “{_name(old.level)}” → “{_name(level_)}”"
    findings.changes.append(Note(place, said))


def _name(level_: int | None) -> str:
    return rating_levels()[level_].name if level_ else _("Không thuộc diện xếp loại")
