"""Results of a contest from a workbook: every bad cell told, nothing written while one is there. S1-26

A project that is there already, of the same school and title, gets what the row says.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import Line, record, record_many
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date
from phongtrao.lib.sheets import CellError, Table, find_header, open_workbook, read_table
from phongtrao.lib.text import fold
from phongtrao.orgs import access as orgs
from phongtrao.orgs.models import Post
from phongtrao.orgs.queries import bearers_of
from phongtrao.research import catalogue
from phongtrao.research.access.contests import can_keep_contest, entrants
from phongtrao.research.contest_sheets import MOST as MANY
from phongtrao.research.contest_sheets import columns
from phongtrao.research.models import Contest, ContestProject, ProjectLearner
from phongtrao.research.services.contests import lock_contest, refuse_fewer

HEAD = 25  # lines looked at for the header
MOST = 5_000  # rows


@dataclass(frozen=True, slots=True)
class Imported:
    """Nothing is written where there are errors."""

    new: int = 0
    changed: int = 0
    errors: Sequence[CellError] = ()


@transaction.atomic
def import_results(
    contest: Contest, content: bytes, name: str, *, by: AbstractBaseUser, is_trial: bool = False
) -> Imported:
    """Raises BadInput where it is not such a table."""
    contest = lock_contest(contest.pk)
    can_keep_contest(by, contest.owner).enforce()
    table = _read(contest, content, name)
    _find_units(table, contest)
    there = _there(table, contest)
    _find_teachers(table, there, by)
    _refuse_twice(table)
    _refuse_early(table, contest)
    _refuse_fewer(table, there)
    if table.errors:
        return Imported(errors=sorted(table.errors, key=lambda error: error.row))
    before = {one.pk: _told(one) for one in there if one}
    rows = list(_projects(table, contest, there))
    new = [one for one in rows if one.pk is None]
    if not is_trial:
        _write(rows)
        _record(contest, rows, before, by)
    return Imported(len(new), len(rows) - len(new))


def _read(contest: Contest, content: bytes, name: str) -> Table:
    known = {fold(column.label): column for column in columns(contest)}
    book = open_workbook(content, name)
    sheet = book.names[0]
    head = [row for _n, row in zip(range(HEAD), book.rows(sheet), strict=False)]
    header = find_header(head, book.merged(sheet), set(known))
    labels = header.labels if header else ()
    places = {at: known[fold(label)] for at, label in enumerate(labels) if fold(label) in known}
    given = {column.key for column in places.values()}
    missing = [one for one in known.values() if one.required and one.key not in given]
    if header is None or missing:
        names = ", ".join(f"“{column.label}”" for column in missing)
        raise BadInput(
            _("Bảng thiếu cột %s. Hãy dùng bảng mẫu hoặc bảng tải từ danh sách.") % names
        )
    table = read_table(book.rows(sheet), header.last, places, header.labels)
    if not table.lines:
        raise BadInput(_("Bảng không có dòng nào. Hãy kiểm tra lại tệp."))
    if len(table.lines) > MOST:
        raise BadInput(_("Bảng quá %s dòng. Hãy tách thành nhiều tệp.") % MOST)
    absent = [one for one in known.values() if one.key not in table.columns]
    table.columns |= {one.key: [one.empty] * len(table.lines) for one in absent}
    return table


def _find_units(table: Table, contest: Contest) -> None:
    """``table.columns["unit"]`` becomes keys; one that takes no part in this contest is refused."""
    texts = {text for text in table.columns["unit"] if text}
    known, allowed = bearers_of(texts), set(entrants(contest).values_list("pk", flat=True))
    said = _("“%(unit)s” không thuộc %(owner)s nên không dự cuộc thi này.")
    for place, text in enumerate(table.columns["unit"]):
        refusal = known.refusal(text) if text else ""
        unit = known.one(text) if text and not refusal else None
        if unit and unit.pk not in allowed:
            refusal = said % {"unit": unit.name, "owner": contest.owner}
        if refusal:
            table.refuse(place, _("Trường"), refusal)
        table.columns["unit"][place] = unit.pk if unit else None


def _there(table: Table, contest: Contest) -> list[ContestProject | None]:
    """Of each line the project it says anew."""
    rows = contest.projects.select_for_update(of=("self",)).select_related("teacher")
    known = {(one.unit_id, fold(one.title)): one for one in rows}
    said = zip(table.columns["unit"], table.columns["title"], strict=True)
    return [known.get((unit, fold(title or ""))) for unit, title in said]


def _find_teachers(
    table: Table, there: Sequence[ContestProject | None], by: AbstractBaseUser
) -> None:
    """``table.columns["teacher"]`` becomes keys: by code, else by name among people of the school.

    A name elsewhere is nobody: its bearer would have a ground of awards from a namesake's work.
    """
    said = {text for text in table.columns["teacher"] if text}
    asked = Q(code__in=said) | Q(search_text__in={fold(text) for text in said})
    named: dict[str, set[int]] = defaultdict(set)
    coded: dict[str, set[int]] = {}
    for pk, code, words in (
        orgs.visible_people(by).filter(asked).values_list("pk", "code", "search_text")
    ):
        named[words].add(pk)
        if code and code in said:
            coded[code] = {pk}
    everybody = {pk for keys in named.values() for pk in keys}
    posts = Post.objects.today().filter(person__in=everybody).values_list("person", "unit")
    at: dict[int, set[int]] = defaultdict(set)
    for person, unit in posts:
        at[unit].add(person)
    for place, text in enumerate(table.columns["teacher"]):
        project = there[place]
        keys = named.get(fold(text), set()) & at[table.columns["unit"][place] or 0]
        if project and project.teacher and fold(project.teacher.full_name) == fold(text):
            keys = {project.teacher.pk}  # as the list was exported, wherever the teacher works now
        keys = coded.get(text, keys)
        if text and len(keys) != 1:
            wrong = (
                _("Có nhiều người tên “%s”. Hãy ghi mã của người hướng dẫn.")
                if keys
                else _(
                    "Trường không có “%s”. Hãy ghi đủ họ tên như trong danh sách cán bộ; người nơi khác thì ghi mã."
                )
            )
            table.refuse(place, _("Giáo viên hướng dẫn"), wrong % text)
        table.columns["teacher"][place] = next(iter(keys)) if len(keys) == 1 else None


def _refuse_twice(table: Table) -> None:
    seen: dict[tuple[Any, str], int] = {}
    for place, (unit, title) in enumerate(
        zip(table.columns["unit"], table.columns["title"], strict=True)
    ):
        key = unit, fold(title or "")
        if unit and title and seen.setdefault(key, place) != place:
            said = _("Trùng dòng %s (cùng trường, cùng tên). Hãy bỏ bớt.")
            table.refuse(place, _("Tên dự án"), said % table.lines[seen[key]])


def _refuse_early(table: Table, contest: Contest) -> None:
    """No prize before the results are made known."""
    if contest.held_on <= timezone.localdate():
        return
    said = _("Kết quả công bố ngày %s. Đến ngày ấy mới ghi giải được.")
    for place, prize in enumerate(table.columns["prize"]):
        if prize:
            table.refuse(place, _("Giải"), said % format_date(contest.held_on))


def _refuse_fewer(table: Table, there: Sequence[ContestProject | None]) -> None:
    """No fewer students than names that stand at the project."""
    named = ProjectLearner.objects.filter(project__in=[one for one in there if one])
    counts = dict(
        named.order_by().values("project").annotate(n=Count("pk")).values_list("project", "n")
    )
    for place, (project, students) in enumerate(zip(there, table.columns["students"], strict=True)):
        try:
            refuse_fewer(students or MANY, counts.get(project.pk, 0) if project else 0)
        except BadInput as error:
            table.refuse(place, _("Số học sinh"), str(error))


def _projects(
    table: Table, contest: Contest, there: Sequence[ContestProject | None]
) -> Iterator[ContestProject]:
    ranks = {one.key: one.rank for one in catalogue.prizes()}
    said = table.columns
    for place in range(len(table.lines)):
        unit, title = said["unit"][place], said["title"][place]
        project = there[place] or ContestProject(contest=contest, unit_id=unit, title=title)
        project.field, project.students = said["field"][place], said["students"][place]
        project.teacher_id = said["teacher"][place] or project.teacher_id
        project.prize = said["prize"][place] or project.prize
        project.rank = ranks.get(project.prize)
        project.search_keys()
        yield project


def _told(project: ContestProject) -> dict[str, Any]:
    """What history says of it; who guided by key, a name could not be forgotten there."""
    return {
        "prize": catalogue.prize_label(project.prize),
        "field": catalogue.contest_fields().get(project.field, project.field),
        "students": project.students,
        "teacher": project.teacher_id,
    }


def _record(
    contest: Contest,
    rows: Sequence[ContestProject],
    before: dict[int, dict[str, Any]],
    by: AbstractBaseUser,
) -> None:
    """A line at each project that is new or changed, prizes apart as where one is given alone."""
    entered, changed, prized = [], [], []
    for one in rows:
        was, now = before.get(one.pk, {}), _told(one)
        differ = [name for name in now if was.get(name) != now[name] and name != "prize"]
        if one.pk not in before:
            entered.append(Line(one))
        elif differ:
            changed.append(Line(one, {name: was[name] for name in differ}, {name: now[name] for name in differ}))  # fmt: skip
        if was.get("prize", "") != now["prize"]:
            prized.append(Line(one, {"prize": was.get("prize", "")}, {"prize": now["prize"]}))
    record_many(entered, "research.project_entered", by=by)
    record_many(changed, "research.project_changed", by=by)
    record_many(prized, "research.prize_given", by=by)
    record(contest, "research.results_imported", by=by, projects=len(rows))


def _write(rows: Sequence[ContestProject]) -> None:
    ContestProject.objects.bulk_create([one for one in rows if one.pk is None])
    names = ["field", "students", "teacher", "prize", "rank", "search_text", "sort_key"]
    ContestProject.objects.bulk_update([one for one in rows if one.pk is not None], names)
