"""People and where they work: upsert by code, else by name within the unit."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.lib.numbers import format_date
from phongtrao.lib.sheets import one_of, to_flag
from phongtrao.lib.text import fold, name_sort_key
from phongtrao.orgs.access import keeps_loose
from phongtrao.orgs.acting import as_chosen
from phongtrao.orgs.imports import changes
from phongtrao.orgs.imports import people_sql as sql
from phongtrao.orgs.imports.copying import copy_columns
from phongtrao.orgs.imports.fields import Field, day, text_of, whole
from phongtrao.orgs.imports.findings import MOST_NOTES, Findings, Note, Reach
from phongtrao.orgs.imports.joining import join_births, join_names
from phongtrao.orgs.imports.left_roles import note_of as note_of_role
from phongtrao.orgs.imports.left_roles import roles_left
from phongtrao.orgs.imports.places import place_rows
from phongtrao.orgs.imports.reading import Rows
from phongtrao.orgs.models import Import, Person, Post
from phongtrao.orgs.services.roles import end_roles_on

STAGED = (
    "code", "full_name", "birth_date", "sex", "home_town", "qualification",
    "position", "category", "is_full", "is_frontline", "since",
)  # fmt: skip
_BIRTH_YEARS = (1920, 2015)


def sex(cell: Any) -> str:
    said = {str(label): value for value, label in Person.Sex.choices if value}
    return one_of(said)(cell)


def category(cell: Any) -> str:
    return one_of({str(label): value for value, label in Post.Category.choices})(cell)


FIELDS = (
    Field("code", gettext_lazy("Mã"), text_of(40), (
        "mã cán bộ", "mã giáo viên", "mã nhân sự", "mã viên chức", "mã số", "mã định danh cá nhân",
        "mã định danh", "mã cán bộ, giáo viên", "mã CBGV", "mã GV", "mã cb",
    )),
    Field("full_name", gettext_lazy("Họ và tên"), text_of(120), (
        "họ tên", "họ, tên", "tên cán bộ", "họ tên cán bộ", "họ và tên cán bộ", "tên giáo viên",
        "họ và tên giáo viên", "họ tên giáo viên", "họ và tên (chữ in hoa)",
    )),
    Field("family_name", gettext_lazy("Họ và tên đệm"), text_of(90), ("họ đệm", "họ", "họ lót")),
    Field("given_name", gettext_lazy("Tên riêng"), text_of(30), ("tên",)),
    Field("birth_date", gettext_lazy("Ngày sinh"), day, (
        "ngày tháng năm sinh", "ngày, tháng, năm sinh", "sinh ngày", "năm sinh",
        "ngày/tháng/năm sinh",
    )),
    Field("birth_day", gettext_lazy("Ngày sinh: ngày"), whole(1, 31), ("ngày",)),
    Field("birth_month", gettext_lazy("Ngày sinh: tháng"), whole(1, 12), ("tháng",)),
    Field("birth_year", gettext_lazy("Ngày sinh: năm"), whole(*_BIRTH_YEARS), ("năm",)),
    Field("sex", gettext_lazy("Giới tính"), sex, ("nam/nữ", "giới", "nam, nữ")),
    Field("home_town", gettext_lazy("Quê quán"), text_of(200), ("nguyên quán", "quê")),
    Field("qualification", gettext_lazy("Trình độ chuyên môn"), text_of(200), (
        "trình độ", "trình độ đào tạo", "trình độ chuyên môn cao nhất", "trình độ chính",
    )),
    Field("unit", gettext_lazy("Đơn vị"), text_of(200), (
        "mã đơn vị", "mã trường", "tên trường", "trường", "tên đơn vị", "đơn vị công tác",
        "nơi công tác", "cơ sở giáo dục", "mã định danh đơn vị",
    ), constant=True, help=gettext_lazy("Mã định danh hoặc tên đơn vị")),
    Field("position", gettext_lazy("Chức vụ"), text_of(100), (
        "vị trí", "vị trí việc làm", "chức danh", "chức vụ, chức danh", "nhiệm vụ", "vị trí công tác",
        "công việc", "chức vụ hiện tại",
    ), constant=True),
    Field("category", gettext_lazy("Đối tượng"), category, ("diện", "loại cán bộ", "ngạch"),
          constant=True),
    Field("is_full", gettext_lazy("Vị trí chính"), to_flag),
    Field("is_frontline", gettext_lazy("Trực tiếp chuyên môn"), to_flag, (
        "trực tiếp làm chuyên môn", "trực tiếp giảng dạy", "đứng lớp",
    )),
    Field("since", gettext_lazy("Từ ngày"), day, (
        "ngày bắt đầu", "ngày vào", "ngày tuyển dụng", "ngày về trường", "ngày nhận công tác",
        "ngày bắt đầu công tác", "thời điểm tuyển dụng",
    ), constant=True),
)  # fmt: skip


def check(rows: Rows, reach: Reach) -> Findings:
    """Stage the rows and say what is wrong with them and what they would do. In a transaction."""
    join_names(rows)
    join_births(rows)
    _check_names(rows)
    _check_births(rows)
    _check_codes(rows)
    units = place_rows(rows, reach.condition)
    _stage(rows, units)
    known = {
        "today": timezone.localdate(),
        "mine": reach.units(),
        "keeps_loose": reach.by is None or keeps_loose(reach.by),
        "most": MOST_NOTES,
    }
    for statement in (sql.MATCH_BY_CODE, sql.MATCH_BY_NAME, sql.PLACE):
        _run(statement, known)
    _refuse_placed(rows, known)
    return _compare({**known, "bad": list(rows.bad())}, reach)


def write(act: Import, _findings: Findings) -> None:
    """Write what ``check`` staged in this transaction, and a line of history for whom it changes."""
    changes.record_changes(_rows(sql.CHANGES, {"bad": [], "most": None}), by=act.made_by)
    if act.ends_roles:
        maker = as_chosen(act.made_by, in_own_name=act.in_own_name)  # as the preview asked
        end_roles_on({one.grant: one.on for one in roles_left([], maker)}, by=maker)
    for statement in sql.WRITE:
        _run(statement, {"act": act.pk})


# ------------------------------------------------------------------ the sheet by itself
def _check_names(rows: Rows) -> None:
    said = _("chưa có họ và tên. Hãy nhập vào ô này.")
    bad = {fault.place for fault in rows.faults if fault.column == rows.labels.get("full_name")}
    for place, name in enumerate(rows.get("full_name")):
        if not name and place not in bad:
            rows.refuse(place, "full_name", said)


def _check_births(rows: Rows) -> None:
    first, last = _BIRTH_YEARS
    said = _("năm sinh %(year)s không hợp lý. Hãy kiểm tra lại ngày sinh.")
    odd = {
        born
        for born in set(rows.get("birth_date"))
        if born is not None and not first <= born.year <= last
    }
    if odd:
        for place, born in enumerate(rows.get("birth_date")):
            if born in odd:
                rows.refuse(place, "birth_date", said % {"year": born.year})


def _check_codes(rows: Rows) -> None:
    codes = rows.get("code")
    twice = {code for code, count in Counter(codes).items() if code and count > 1}
    if not twice:
        return
    first: dict[str, int] = {}
    for place, code in enumerate(codes):
        if code in twice:
            earlier = first.setdefault(code, place)
            if earlier != place:
                said = _("mã “%(code)s” đã có ở dòng %(row)s. Mỗi người một dòng, một mã.")
                rows.refuse(place, "code", said % {"code": code, "row": rows.lines[earlier]})


# ------------------------------------------------------------------ against the database
def _stage(rows: Rows, units: Sequence[int | None]) -> None:
    _run(sql.CLEAR, {})
    _run(sql.STAGE, {})
    names = [name or "" for name in rows.get("full_name")]
    columns: dict[str, Sequence[Any]] = {
        key: rows.get(key) for key in STAGED if key in rows.columns
    }
    columns |= {
        "place": range(len(rows)),
        "unit_id": units,
        "sort_key": each_once(name_sort_key, names),
        "search_text": folded(names),
    }
    copy_columns("importing", columns)
    _run("SET LOCAL default_statistics_target = 10", {})  # the planner needs sizes, not shapes
    _run("ANALYZE importing", {})


def each_once(key: Callable[[str], str], names: Sequence[str]) -> list[str]:
    """The key of each name, worked out once for all who bear it."""
    keys = {name: key(name) for name in set(names)}
    return [keys[name] for name in names]


def folded(names: Iterable[str]) -> list[str]:
    """``fold`` of each name, worked out once a word: a province has a few thousand different ones."""
    word = cache(fold)
    return [" ".join(map(word, name.split())) for name in names]


def _refuse_placed(rows: Rows, known: Mapping[str, Any]) -> None:
    for place, earlier in _rows(sql.MEANT_TWICE, known):
        said = _("cùng một người với dòng %s. Mỗi người một dòng.")
        rows.refuse(place, "full_name", said % rows.lines[earlier])
    for (place,) in _rows(sql.FOREIGN, known):
        said = _("mã này của một người ngoài phạm vi bạn được nhập. Hãy kiểm tra lại mã.")
        rows.refuse(place, "code", said)
    for (place,) in _rows(sql.CODED, known):
        said = _(
            "người này có tài khoản, mà mã dùng để đăng nhập, nên mã không đổi bằng danh sách."
            " Hãy bỏ mã ở dòng này, hoặc sửa mã ở trang của người này."
        )
        rows.refuse(place, "code", said)
    for place, name, since in _rows(sql.OVERLAPPING, known):
        said = _(
            "người này có vị trí chính tại “%(unit)s” từ ngày %(day)s, chồng lên dòng này."
            " Hãy sửa “Từ ngày”, hoặc ghi vị trí này không phải vị trí chính."
        )
        rows.refuse(place, "since", said % {"unit": name, "day": format_date(since)})
    for place, end in _rows(sql.BACKWARDS, known):
        said = _("vị trí này kết thúc ngày %s. “Từ ngày” phải trước ngày ấy.")
        rows.refuse(place, "since", said % format_date(end))
    _refuse_moves(rows, known)
    _refuse_beginnings(rows, known)


def _refuse_moves(rows: Rows, known: Mapping[str, Any]) -> None:
    for place, __, name, since, before, is_foreign in _rows(sql.MOVES, known):
        if is_foreign:
            said = _(
                "người này đang công tác ở đơn vị ngoài phạm vi của bạn. Hãy nhờ cấp trên chuyển."
            )
            rows.refuse(place, "unit", said)
        elif since is None:
            said = _(
                "người này đang công tác tại “%s”. Hãy ghi “Từ ngày” nếu chuyển về đơn vị khác."
            )
            rows.refuse(place, "unit", said % name)
        elif since <= before:
            said = _("“Từ ngày” phải sau %(day)s, ngày người này về “%(unit)s”.")
            rows.refuse(place, "since", said % {"day": format_date(before), "unit": name})


def _refuse_beginnings(rows: Rows, known: Mapping[str, Any]) -> None:
    said = {
        "unit": _("người mới phải có đơn vị. Hãy ghi mã định danh của đơn vị."),
        "position": _("người mới phải có chức vụ, ví dụ “Giáo viên”."),
        "category": _("người mới phải có đối tượng, ví dụ “Viên chức”."),
        "since": _("người mới phải có “Từ ngày”, ngày về đơn vị."),
    }
    refused = {(fault.place, fault.column) for fault in rows.faults}
    for place, *lacks in _rows(sql.BEGINNINGS, known):
        for key, is_lacking in zip(said, lacks, strict=True):
            if is_lacking and (place, rows.labels.get(key, "")) not in refused:
                rows.refuse(place, key, said[key])


def _compare(known: Mapping[str, Any], reach: Reach) -> Findings:
    ((new, changed, same),) = _rows(sql.COUNTS, known)
    found = Findings(new, changed, same)
    labels = {field.key: str(field.label) for field in FIELDS}
    rows = _rows(sql.CHANGES, known)
    found.changes = [Note(row[0], changes.note_of(row, labels)) for row in rows]
    left = roles_left(known["bad"], reach.by)
    found.roles = len(left)
    found.changes += [note_of_role(one) for one in left[:MOST_NOTES]]
    for place, __, name, code, unit in _rows(sql.TWINS, known):
        said = _(
            "giống %(name)s (mã %(code)s) đang công tác tại %(unit)s; sẽ được thêm là người mới."
        )
        words = {"name": name, "code": code or _("chưa có"), "unit": unit}
        found.twins.append(Note(place, said % words))
    return found


def label_of(key: str) -> str:
    return next(str(field.label) for field in FIELDS if field.key == key)


# ------------------------------------------------------------------ statements
def _run(statement: str, known: Mapping[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, known or None)


def _rows(statement: str, known: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, known)
        return list(cursor.fetchall())
