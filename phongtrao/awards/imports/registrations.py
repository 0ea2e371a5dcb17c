"""Registrations of a unit's people from its own list: checked, written as waiting for the head, taken back."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.accounts.models import User
from phongtrao.audit.models import Entry
from phongtrao.audit.services import Line, record_many
from phongtrao.awards.access.registrations import confirms_for, titles_offered
from phongtrao.awards.imports.fields import SHORT
from phongtrao.awards.models import Honour, RegisteredTitle, Registration
from phongtrao.awards.queries.registrations import closed_on, posts_at
from phongtrao.awards.services.registrations import (
    clean_actions,
    counting_day,
    reason_after,
    refuse_period,
)
from phongtrao.lib.errors import BadInput, Conflict
from phongtrao.lib.periods import parse_period
from phongtrao.lib.sheets import to_text
from phongtrao.lib.text import fold
from phongtrao.orgs.imports.fields import Field, text_of
from phongtrao.orgs.imports.findings import Findings, Note, Reach
from phongtrao.orgs.imports.history import keep_written
from phongtrao.orgs.imports.places import place_rows
from phongtrao.orgs.imports.ratings import period
from phongtrao.orgs.imports.reading import Rows
from phongtrao.orgs.models import Import, Person, Post, Unit

SUBJECT = "register"  # of registrations, as long as a subject may be
DEED = "awards.registrations_brought_in"
BATCH = 2_000
S = Registration.Status
NEEDED = ("unit", "period", "honours", "actions")


def titles(cell: Any) -> list[str]:
    """Names in one cell, separated by “;” or lines."""
    text = to_text(cell).replace("\n", ";")
    return [name for part in text.split(";") if (name := " ".join(part.split()))]


def lines(cell: Any) -> str:
    return clean_actions(to_text(cell)) if to_text(cell).strip() else ""


FIELDS = (
    Field("unit", gettext_lazy("Đơn vị"), text_of(200), (
        "mã đơn vị", "mã trường", "tên trường", "trường", "tên đơn vị", "đơn vị công tác",
    ), constant=True, help=gettext_lazy("Tên hoặc mã đơn vị")),
    Field("code", gettext_lazy("Mã người"), text_of(40), (
        "mã", "mã cán bộ", "mã giáo viên", "mã nhân sự", "mã viên chức",
    )),
    Field("full_name", gettext_lazy("Họ và tên"), text_of(120), ("họ tên", "người", "cá nhân"),
          help=gettext_lazy("Không ghi người: đăng ký của tập thể")),
    Field("period", gettext_lazy("Năm"), period, ("năm học", "năm đăng ký"), constant=True,
          help=gettext_lazy("Ví dụ 2026-2027 hoặc 2026")),
    Field("honours", gettext_lazy("Danh hiệu đăng ký"), titles, (
        "danh hiệu", "danh hiệu thi đua", "đăng ký danh hiệu",
    ), help=gettext_lazy("Nhiều danh hiệu cách nhau bằng dấu chấm phẩy")),
    Field("actions", gettext_lazy("Việc làm cụ thể"), lines, (
        "việc làm", "nội dung đăng ký", "nội dung", "việc đăng ký",
    )),
    Field("reason", gettext_lazy("Lý do nộp sau hạn"), text_of(300), ("lý do",), constant=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class New:
    """A row that is right: what will be saved, with its titles."""

    registration: Registration
    honours: tuple[Honour, ...]


@dataclass(slots=True)
class _Unit:
    """What rows of one unit are held against."""

    unit: Unit
    people: dict[int, Person]
    by_code: dict[str, int]
    by_name: dict[str, list[int]]
    offered: dict[bool, dict[str, Honour]]
    closings: dict[str, date | None] = field(default_factory=dict)

    @classmethod
    def of(cls, unit: Unit) -> "_Unit":
        posts: list[Post] = list(posts_at(unit))
        by_name: dict[str, list[int]] = {}
        for post in posts:
            by_name.setdefault(fold(post.person.full_name), []).append(post.person_id)
        codes = {post.person.code.casefold(): post.person_id for post in posts if post.person.code}
        people = {post.person_id: post.person for post in posts}
        named = {kind: _named(unit, is_person=kind) for kind in (True, False)}
        return cls(unit, people, codes, by_name, named)

    def closed(self, year: str) -> date | None:
        if year not in self.closings:
            self.closings[year] = closed_on(self.unit, year)
        return self.closings[year]

    def meant(self, code: str, name: str) -> Person | None:
        """None: the unit itself. BadInput says why nobody can tell."""
        if not code and not name:
            return None
        found = [self.by_code[code.casefold()]] if code.casefold() in self.by_code else []
        if code and not found:
            raise BadInput(_("không có ai mang mã “%s” tại đơn vị hôm nay.") % code)
        found = found or self.by_name.get(fold(name), [])
        if not found:
            raise BadInput(_("không thấy “%s” tại đơn vị hôm nay. Hãy kiểm tra tên, hoặc ghi mã.") % name)  # fmt: skip
        if len(found) > 1:
            raise BadInput(_("có nhiều người tên “%s” tại đơn vị. Hãy ghi mã.") % name)
        person = self.people[found[0]]
        if name and fold(person.full_name) != fold(name):
            words = _("mã “%(code)s” là của người khác, không phải “%(name)s”. Hãy kiểm tra lại.")
            raise BadInput(words % {"code": code, "name": name})
        return person

    def honours(self, names: list[str], *, is_person: bool) -> tuple[Honour, ...]:
        offered, found = self.offered[is_person], {}
        for name in names:
            said = fold(name)
            one = offered.get(said) or offered.get(SHORT.get(said, ""))
            if one is None:
                words = _("“%s” không phải danh hiệu thi đua của đối tượng này. Hãy ghi đúng tên.")
                raise BadInput(words % name)
            found[one.pk] = one
        return tuple(found.values())


def _named(unit: Unit, *, is_person: bool) -> dict[str, Honour]:
    """By folded name and by key."""
    found: dict[str, Honour] = {}
    for one in titles_offered(unit, is_person=is_person):
        found |= {fold(one.title): one, one.key: one}
    return found


def check(rows: Rows, reach: Reach) -> Findings:
    """Say what is wrong with the rows and what they would add; ``staged``: registrations, not saved."""
    findings = Findings(staged=[])
    _refuse_lacking(rows)
    places = place_rows(rows, reach.condition)
    units = {pk: _Unit.of(one) for pk, one in Unit.objects.in_bulk({pk for pk in places if pk}).items()}  # fmt: skip
    known, bad = _known(rows), rows.bad()
    first: dict[tuple[int | None, int, str], int] = {}
    for place, pk in enumerate(places):
        if place in bad or pk is None:
            continue
        row = {key: values[place] for key, values in rows.columns.items()}
        said = _said(rows, place, row, units[pk])
        if said is None:
            continue
        key = _key(said.registration)
        if key in known:
            findings.same += 1
            words = _(
                "đã có đăng ký của năm này nên dòng này được bỏ qua. Muốn sửa, hãy sửa trên trang."
            )
            findings.changes.append(Note(place, words))
        elif first.setdefault(key, place) != place:
            words = _("trùng với dòng %s. Hãy giữ lại một dòng.")
            rows.refuse(place, "full_name", words % rows.lines[first[key]])
        else:
            findings.staged.append(said)
    findings.new = len(findings.staged)
    return findings


def _refuse_lacking(rows: Rows) -> None:
    """A cell that was refused already is not told twice."""
    told = {(fault.place, fault.column) for fault in rows.faults}
    lacking = {
        "unit": _("chưa có đơn vị."),
        "period": _("chưa có năm. Hãy ghi như 2026-2027 hoặc 2026."),
        "honours": _("chưa có danh hiệu."),
        "actions": _("chưa có việc làm cụ thể."),
    }
    for key in NEEDED:
        label = rows.labels.get(key, "")
        for place, value in enumerate(rows.get(key)):
            if not value and (place, label) not in told:
                rows.refuse(place, key, lacking[key])


def _said(rows: Rows, place: int, row: dict[str, Any], at: _Unit) -> New | None:
    """The row as it will stand; None where it was refused."""
    column = "period"
    try:
        refuse_period(row["period"])
        column = "code" if row.get("code") else "full_name"
        person = at.meant(row.get("code") or "", row.get("full_name") or "")
        column = "honours"
        honours = at.honours(row["honours"], is_person=person is not None)
        column = "reason"
        reason = reason_after(at.closed(row["period"]), row.get("reason") or "")
    except BadInput as error:
        rows.refuse(place, column, str(error))
        return None
    made = Registration(
        unit=at.unit,
        person=person,
        period=row["period"],
        actions=row["actions"],
        registered_on=timezone.localdate(),
        late_reason=reason,
    )
    return New(made, honours)


def _known(rows: Rows) -> set[tuple[int | None, int, str]]:
    """Also withdrawn ones: who takes them up again does so on the page."""
    periods = {key for key in rows.get("period") if key}
    found = Registration.objects.filter(period__in=periods)
    return {_key(one) for one in found.only("person_id", "unit_id", "period")}


def _key(one: Registration) -> tuple[int | None, int, str]:
    """A person has one a year, wherever; a collective one at its unit."""
    return one.person_id, 0 if one.person_id else one.unit_id, one.period


def write(act: Import, findings: Findings) -> None:
    """What a head brings is confirmed with it; else it waits for the head."""
    by = User.objects.get(pk=act.made_by_id)
    for one in findings.staged:
        made = one.registration
        made.registered_by = by
        if confirms_for(by, made.unit):
            made.status, made.confirmed_by = S.CONFIRMED, by
    made = Registration.objects.bulk_create(
        (one.registration for one in findings.staged), batch_size=BATCH
    )
    today = timezone.localdate()
    RegisteredTitle.objects.bulk_create(
        (
            RegisteredTitle(
                registration=one.registration,
                honour=honour,
                since=today,
                counts_on=counting_day(today, parse_period(one.registration.period)),
            )
            for one in findings.staged
            for honour in one.honours
        ),
        batch_size=BATCH,
    )
    record_many((Line(one) for one in made), DEED, by=by)
    keep_written(act, SUBJECT, [one.pk for one in made])


def undo(act: Import) -> None:
    """Take all of the import out again. Conflict once one was changed or handled since."""
    wrote = Q(pk__in=[])
    for run in act.written.filter(subject=SUBJECT):
        wrote |= Q(pk__range=(run.first, run.last))
    rows = Registration.objects.filter(wrote)
    with transaction.atomic():
        kept = list(
            rows.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True)
        )
        lines_of = Entry.objects.filter(subject_type="awards.registration", subject_id__in=kept)
        if lines_of.exclude(action=DEED).exists():
            said = _(
                "Đã có dòng của lần nhập này được sửa hoặc xác nhận nên không hoàn tác được cả lần."
            )
            raise Conflict(said)
        rows.delete()


def samples() -> list[dict[str, Any]]:
    """For a school that has people, so that the right rows are right."""
    posts = Post.objects.today().full().filter(unit__kind=Unit.Kind.SCHOOL, unit__closed_on=None)
    post = posts.select_related("person", "unit").order_by("unit", "person__sort_key", "pk").first()
    unit = (post.unit.code or post.unit.name) if post else "T00001"
    year = timezone.localdate().year
    row = {"unit": unit, "period": str(year), "actions": "Một sáng kiến; bồi dưỡng học sinh giỏi"}
    person = {
        "full_name": post.person.full_name if post else "Nguyễn Thị Mẫu An",
        "code": (post.person.code or "") if post else "",
    }
    return [
        {**row, **person, "honours": "Lao động tiên tiến; Chiến sĩ thi đua cơ sở"},
        {**row, "honours": "Tập thể lao động xuất sắc"},
        {**row, **person, "honours": "Tập thể lao động xuất sắc"},
        {**row, **person, "honours": "Lao động tiên tiến", "actions": ""},
        {**row, **person, "honours": "Lao động tiên tiến", "period": "2019-2020"},
    ]
