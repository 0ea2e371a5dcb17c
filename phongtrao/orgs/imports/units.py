"""Units: new ones with their places, and of those that stand what needs no decision.

A name and a place change by a decision only (“Sắp xếp đơn vị”), so a list that says others is refused.
Parents may stand in the same list, above or below; the tree they make must have no circle.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import DateField, F, Func
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date
from phongtrao.lib.sheets import one_of
from phongtrao.lib.text import fold, same_spelling
from phongtrao.orgs.imports.fields import Field, day, text_of
from phongtrao.orgs.imports.findings import Findings, Note, Reach
from phongtrao.orgs.imports.history import keep_written
from phongtrao.orgs.imports.reading import Rows
from phongtrao.orgs.models import Import, Place, SchoolLevel, Unit, UnitType
from phongtrao.orgs.queries import Bearer, Bearers
from phongtrao.orgs.services.reorganisations import rebuild_paths
from phongtrao.orgs.services.spans import (
    check_day,
    found_spans,
    write_changes,
    write_corrections,
)
from phongtrao.orgs.services.units import is_dated
from phongtrao.orgs.unit_codes import check_code

EDITED = ("code", "short_name", "level", "area")
PARENTS = ("admin_parent", "prof_parent")


def area(cell: Any) -> str:
    return one_of({str(label): value for value, label in Unit.Area.choices})(cell)


FIELDS = (
    Field("code", gettext_lazy("Mã định danh"), text_of(35), (
        "mã", "mã đơn vị", "mã trường", "mã định danh đơn vị", "mã cơ sở giáo dục", "mã GD",
    )),
    Field("name", gettext_lazy("Tên đơn vị"), text_of(200), (
        "tên", "tên trường", "đơn vị", "tên cơ sở giáo dục", "trường", "tên cơ quan, đơn vị",
    ), required=True),
    Field("short_name", gettext_lazy("Tên ngắn"), text_of(80), ("tên viết tắt", "viết tắt")),
    Field("kind", gettext_lazy("Loại"), text_of(120), (
        "loại đơn vị", "loại hình", "loại trường", "loại hình đơn vị",
    ), constant=True),
    Field("level", gettext_lazy("Cấp học"), text_of(80), ("bậc học", "cấp"), constant=True),
    Field("area", gettext_lazy("Địa bàn"), area, ("khu vực", "vùng"), constant=True),
    Field("opened_on", gettext_lazy("Thành lập ngày"), day, (
        "ngày thành lập", "thành lập", "hoạt động từ ngày",
    ), constant=True),
    Field("since", gettext_lazy("Thay đổi từ ngày"), day, (
        "có hiệu lực từ ngày", "ngày hiệu lực", "ngày thay đổi",
    ), constant=True, help=gettext_lazy(
        "Của mã định danh, cấp học mới; để trống là hôm nay. Nếu chỉ điền chỗ còn trống thì tính từ đầu."
    )),
    Field("admin_parent", gettext_lazy("Cấp trên hành chính"), text_of(200), (
        "thuộc xã, phường", "xã/phường", "xã, phường", "xã", "đơn vị chủ quản", "cơ quan chủ quản",
        "đơn vị cấp trên", "cấp trên", "trực thuộc",
    ), constant=True, help=gettext_lazy("Mã định danh hoặc tên đơn vị")),
    Field("prof_parent", gettext_lazy("Cấp trên chuyên môn"), text_of(200), (
        "quản lý chuyên môn", "cấp quản lý chuyên môn",
    ), constant=True, help=gettext_lazy("Mã định danh hoặc tên đơn vị")),
)  # fmt: skip


Told = tuple[Rows, int, Mapping[str, Any]]  # the rows, the place of one, and its cells by key


@dataclass(slots=True)
class Staged:
    """What ``write`` will do. Places are those of ``Rows``; a parent is a unit or a place."""

    new: dict[int, Unit] = field(default_factory=dict)
    parents: dict[int, tuple[Any, Any]] = field(default_factory=dict)
    edited: dict[int, Unit] = field(default_factory=dict)
    since: dict[int, date] = field(default_factory=dict)  # of those edited, where a day is asked


@dataclass(slots=True)
class Standing:
    """Units of today by folded code and name, and what cells of this list may say."""

    by_code: dict[str, Unit] = field(default_factory=dict)
    by_name: dict[str, list[Unit]] = field(default_factory=dict)
    mine: set[int] = field(default_factory=set)
    kinds: dict[str, tuple[str, UnitType | None]] = field(default_factory=dict)  # → kind, type
    units: dict[int, Unit] = field(default_factory=dict)
    bearers: Bearers = field(default_factory=Bearers)
    levels: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, reach: Reach) -> "Standing":
        found = cls(mine=set(reach.units()))
        spans = {
            "admin": F("spans__admin_parent"),
            "prof": F("spans__prof_parent"),
            "since": Func(F("spans__days"), function="lower", output_field=DateField()),
        }
        units = Unit.objects.standing().filter(spans__days__upper_inf=True).annotate(**spans)
        for unit in units.select_related("type").iterator(chunk_size=10_000):
            found.units[unit.pk] = unit
            if unit.code:
                found.by_code[fold(unit.code)] = unit
            found.by_name.setdefault(fold(unit.name), []).append(unit)
        found.bearers = Bearers.of(
            Bearer(one.pk, one.name, one.short_name, one.code) for one in found.units.values()
        )
        found.kinds = {fold(str(kind.label)): (kind.value, None) for kind in Unit.Kind}
        types = UnitType.objects.in_force(timezone.localdate())
        found.kinds |= {fold(one.name): (one.kind, one) for one in types}
        found.levels = {fold(one.name): one.code for one in SchoolLevel.objects.all()}
        return found

    def name_of(self, pk: int | None) -> str:
        return self.units[pk].name if pk in self.units else _("không có cấp trên")


def check(rows: Rows, reach: Reach) -> Findings:
    """Say what is wrong with the rows and what they would do."""
    standing, staged = Standing.read(reach), Staged()
    _check_twice(rows)
    findings = Findings(staged=staged)
    for place in range(len(rows)):
        row = {key: values[place] for key, values in rows.columns.items()}
        _decode(rows, place, row, standing)
        unit = _match(rows, place, row, standing)
        if unit is not None:
            _compare((rows, place, row), unit, standing, findings)
        elif row.get("name"):
            staged.new[place] = _new(rows, place, row)
    _place_new(rows, standing, staged)
    bad = rows.bad()
    findings.new = len(staged.new.keys() - bad)
    findings.changed = len(staged.edited.keys() - bad)
    findings.same = len(rows) - len(bad) - findings.new - findings.changed
    return findings


def write(act: Import, findings: Findings) -> None:
    """Write what ``check`` staged. The caller holds the lock of reorganisations."""
    staged: Staged = findings.staged
    _found(staged)
    _edit(staged)
    rebuild_paths()
    touched = [*staged.new.values(), *staged.edited.values()]
    keep_written(act, "unit", [unit.pk for unit in touched])


# ------------------------------------------------------------------ rows by themselves
def _check_twice(rows: Rows) -> None:
    codes = [fold(code) if code else None for code in rows.get("code")]
    twice = {code for code, count in Counter(codes).items() if code and count > 1}
    first: dict[str, int] = {}
    for place, code in enumerate(codes):
        if code in twice and first.setdefault(code, place) != place:
            said = _("mã này đã có ở dòng %s. Mỗi đơn vị một dòng, một mã.")
            rows.refuse(place, "code", said % rows.lines[first[code]])


def _decode(rows: Rows, place: int, row: dict[str, Any], standing: Standing) -> None:
    """Kinds and levels are rows of the database: their names become codes here."""
    row["type"] = None
    if said := row.get("kind"):
        row["kind"], row["type"] = standing.kinds.get(fold(said), (None, None))
        if row["kind"] is None:
            rows.refuse(place, "kind", _unknown(said, "kind"))
    if said := row.get("level"):
        row["level"] = standing.levels.get(fold(said))
        if row["level"] is None:
            rows.refuse(place, "level", _unknown(said, "level"))


def _unknown(said: str, key: str) -> str:
    words = {"kind": _("loại đơn vị"), "level": _("cấp học")}
    sentence = _("“%(said)s” không có trong danh mục %(what)s. Hãy chọn tên trong danh mục.")
    return sentence % {"said": said, "what": words[key]}


# ------------------------------------------------------------------ units that stand
def _match(rows: Rows, place: int, row: Mapping[str, Any], standing: Standing) -> Unit | None:
    """By code; without one, by name if only one unit is called so."""
    code, name = row.get("code"), row.get("name") or ""
    if code:
        by_code = standing.by_code.get(fold(code))
        bare = [unit for unit in standing.by_name.get(fold(name), []) if not unit.code]
        return by_code or (bare[0] if len(bare) == 1 else None)
    named = standing.by_name.get(fold(name), [])
    if len(named) > 1:
        said = _("có %(count)s đơn vị tên “%(name)s”. Hãy ghi mã định danh.")
        rows.refuse(place, "code", said % {"count": len(named), "name": name})
    return named[0] if named else None


def _compare(told: Told, unit: Unit, standing: Standing, findings: Findings) -> None:
    rows, place, row = told
    _refuse_decided(told, unit, standing)
    new = {key: row[key] for key in EDITED if row.get(key) and row[key] != getattr(unit, key)}
    if not new:
        return
    if unit.pk not in standing.mine:
        said = _("“%s” nằm ngoài phạm vi quản trị của bạn nên không sửa được. Hãy bỏ dòng này.")
        rows.refuse(place, "name", said % unit)
        return
    said = "; ".join(_arrow(unit, key, value) for key, value in new.items())
    if on := _first_day(told, unit, new):
        findings.staged.since[place] = on
        said += " " + _("(từ ngày %s)") % format_date(on)
    findings.changes.append(Note(place, f"{unit}: {said}"))
    for key, value in new.items():
        setattr(unit, key, value)
    if "code" in new:
        unit.code = _checked_code(rows, place, new["code"])
    if "level" in new:
        _clean(rows, place, unit, "level")
    findings.staged.edited[place] = unit


def _first_day(told: Told, unit: Any, new: Mapping[str, str]) -> date | None:
    """Since when what is new holds; None where no code or level that stood is replaced."""
    rows, place, row = told
    if not is_dated({key: getattr(unit, key) for key in new}):
        return None
    on: date = row.get("since") or timezone.localdate()
    try:
        check_day(unit.name, unit.since, on)
    except BadInput as error:
        rows.refuse(place, "since", str(error))
    return on


def _arrow(unit: Unit, key: str, value: str) -> str:
    label = next(str(one.label) for one in FIELDS if one.key == key)
    old = str(getattr(unit, key) or "")
    if key == "area":
        old, value = str(Unit.Area(old).label), str(Unit.Area(value).label)
    return f"{label} “{old}” → “{value}”" if old else f"{label} “{value}”"


def _refuse_decided(told: Told, unit: Unit, standing: Standing) -> None:
    """Names, kinds and places of units that stand change by a decision."""
    rows, place, row = told
    said = _("đang là “%s”. Đổi bằng quyết định ở “Sắp xếp đơn vị”, không đổi bằng danh sách.")
    if row.get("name") and not same_spelling(row["name"], unit.name):
        rows.refuse(place, "name", said % unit.name)
    if row.get("kind") and row["kind"] != unit.kind:
        rows.refuse(place, "kind", said % unit.get_kind_display())
    for key, column in zip(PARENTS, ("admin", "prof"), strict=True):
        if text := row.get(key):
            meant = {one.pk for one in standing.bearers.meant(text)}
            if getattr(unit, column) not in meant:
                rows.refuse(place, key, said % standing.name_of(getattr(unit, column)))


# ------------------------------------------------------------------ new units
def _new(rows: Rows, place: int, row: Mapping[str, Any]) -> Unit:
    missing = {
        "kind": _("đơn vị mới phải có loại, ví dụ “Trường”."),
        "opened_on": _("đơn vị mới phải có ngày thành lập."),
    }
    for key, said in missing.items():
        if key not in row or (row[key] is None and not _is_refused(rows, place, key)):
            rows.refuse(place, key, said)
    if (opened_on := row.get("opened_on")) and opened_on > timezone.localdate():
        said = _("ngày thành lập ở tương lai. Hãy sửa lại ngày, hoặc nhập khi đơn vị đã thành lập.")
        rows.refuse(place, "opened_on", said)
    unit = Unit(
        code=_checked_code(rows, place, row.get("code")),
        name=row["name"],
        kind=row.get("kind") or Unit.Kind.SCHOOL,
        type=row.get("type"),
        level=row.get("level") or "",
        area=row.get("area") or Unit.Area.URBAN,
        short_name=row.get("short_name") or "",
        opened_on=opened_on or timezone.localdate(),
    )
    _clean(rows, place, unit, "kind")
    return unit


def _checked_code(rows: Rows, place: int, said: str | None) -> str | None:
    """As on screen. Codes that stand already are only compared: old ones may have another shape."""
    try:
        return check_code(said) if said else None
    except BadInput as error:
        rows.refuse(place, "code", str(error))
        return said


def _clean(rows: Rows, place: int, unit: Unit, key: str) -> None:
    try:
        unit.clean()
    except ValidationError as error:
        rows.refuse(place, key, " ".join(error.messages))


def _is_refused(rows: Rows, place: int, key: str) -> bool:
    label = rows.labels.get(key, "")
    return any(fault.place == place and fault.column == label for fault in rows.faults[-4:])


def _place_new(rows: Rows, standing: Standing, staged: Staged) -> None:
    own: dict[str, int] = {}
    for place, unit in staged.new.items():
        own.setdefault(fold(unit.name), place)
        if unit.code:
            own[fold(unit.code)] = place
    for place in staged.new:
        admin, prof = (_parent(rows, place, key, (own, standing)) for key in PARENTS)
        staged.parents[place] = (admin or prof, prof or admin)
        said = {rows.get(key)[place] for key in PARENTS}
        if admin is None and prof is None and said == {None}:
            rows.refuse(place, "admin_parent", _("đơn vị mới phải có cấp trên."))
    _refuse_circles(rows, staged)


def _parent(
    rows: Rows, place: int, key: str, known: tuple[Mapping[str, int], Standing]
) -> Unit | int | None:
    own, standing = known
    text = rows.get(key)[place]
    if not text:
        return None
    if not standing.bearers.borne(text) and fold(text) in own:
        return own[fold(text)]
    if refusal := standing.bearers.refusal(text):
        rows.refuse(place, key, refusal)
        return None
    parent = standing.units[standing.bearers.one(text).pk]
    if parent.pk not in standing.mine:
        said = _("“%s” nằm ngoài phạm vi quản trị của bạn. Hãy chọn cấp trên khác.")
        rows.refuse(place, key, said % text)
    return parent


def _refuse_circles(rows: Rows, staged: Staged) -> None:
    """A row that hangs below itself, on either line."""
    for line, key in enumerate(PARENTS):
        for place in staged.new:
            seen: set[int] = set()
            at: Any = place
            while isinstance(at, int) and at not in seen:
                seen.add(at)
                at = staged.parents[at][line]
            if at == place and isinstance(at, int):
                rows.refuse(
                    place, key, _("cấp trên đi vòng về chính đơn vị này. Hãy sửa cấp trên.")
                )


def _found(staged: Staged) -> None:
    units = list(staged.new.values())
    for unit in units:
        unit.search_keys()
        unit.clean_fields(exclude=["type"])
    Unit.objects.bulk_create(units)
    found_spans(
        (unit, Place(*(_of(staged, parent) for parent in staged.parents[place])))
        for place, unit in staged.new.items()
    )


def _of(staged: Staged, parent: Unit | int | None) -> Unit | None:
    return staged.new[parent] if isinstance(parent, int) else parent


def _edit(staged: Staged) -> None:
    units = list(staged.edited.values())
    for unit in units:
        unit.search_keys()
        unit.clean_fields(exclude=["type"])
    Unit.objects.bulk_update(units, [*EDITED, "sort_key", "search_text"])
    write_corrections([one for place, one in staged.edited.items() if place not in staged.since])
    by_day: dict[date, list[Unit]] = defaultdict(list)
    for place, on in staged.since.items():
        by_day[on].append(staged.edited[place])
    for on, changed in by_day.items():
        write_changes(changed, on)
