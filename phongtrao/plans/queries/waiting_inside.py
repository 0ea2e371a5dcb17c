"""What waits inside a unit and beside its work: more rows of “việc của tôi”, all of them in one query.

Each sort is a SELECT of the same columns; home puts them together, so that another sort costs no query.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, DateField, Exists, F, Max, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.orgs.models import Correction, Grant, Post, Takeover
from phongtrao.orgs.scope import ACTS_FOR_UNIT, at_units, grants_of, has_role, unit_condition
from phongtrao.plans import finding_keepers
from phongtrao.plans.models import Consultation, Difficulty, Finding, HandOver, Plan
from phongtrao.plans.queries.blocks import late_in_charge
from phongtrao.plans.queries.inside import with_presence
from phongtrao.plans.queries.issuers import may_run, offices_of
from phongtrao.plans.queries.reminders import open_work
from phongtrao.plans.queries.waiting import LENGTH, SHOWN, Waiting

H = HandOver.Status
KEEPS_RECORDS = ACTS_FOR_UNIT | {Role.PERSONNEL, Role.ADMIN}


class Row(NamedTuple):
    """``key``: of the thing the button is about; ``who`` did or is to do it; ``whom``: for which unit."""

    sort: str
    key: int
    who: str
    what: str
    whom: str
    due: date | None


def waiting_inside(user: AbstractBaseUser, today: date) -> list[Waiting]:
    """Everything of these that waits for the user; whoever shows it sorts it among the rest."""
    first, *others = _sorts(user, today)
    rows = first.union(*others, all=True) if others else first
    return [WORDS[row[0]](Row(*row)) for row in rows]


def _sorts(user: AbstractBaseUser, today: date) -> Iterator[QuerySet[Any, Any]]:
    led = [grant.unit_id for grant in grants_of(user, ACTS_FOR_UNIT)]
    yield from _handed_to(user)
    if led:
        yield from _handed_by(led)
        yield _answered_for(led)
        yield _raised_inside(led)
    yield _asked_of(user)
    yield _taken_over_by(user)
    if has_role(user, *KEEPS_RECORDS):
        yield _corrections_before(user)
    if may_run(user):
        yield _difficulties_before(user)
        yield _findings_on(user, led)
    yield _findings_of(user)
    if has_role(user, Role.LEADER):
        yield _late_in_block(user, today)


# ------------------------------------------------------------------ the sorts


def _handed_to(user: AbstractBaseUser) -> Iterator[QuerySet[Any, Any]]:
    mine = Q(user=user.pk, is_gone=False) | _places(user)
    parts = _handovers(mine)
    for status in (H.GIVEN, H.RETURNED):
        yield _as_rows(status, parts.filter(status=status))


def _handed_by(units: list[int]) -> Iterator[QuerySet[Any, Any]]:
    """What of these units waits for their head: parts reported, and those whose person left."""
    lost = Q(status__in=(H.GIVEN, H.RETURNED), is_gone=True)
    parts = _handovers(Q(assignment__unit__in=units))
    for sort, condition in ((H.REPORTED, Q(status=H.REPORTED)), ("lost", lost)):
        yield _as_rows(sort, parts.filter(condition))


def _handovers(condition: Q) -> QuerySet[Any, Any]:
    rows = with_presence(HandOver.objects.all()).filter(
        condition, assignment__task__plan__status=Plan.Status.PUBLISHED
    )
    named: QuerySet[Any, Any] = rows.annotate(
        who=Coalesce("user__full_name", "room__name"),
        what=first_said("note", "assignment__wording", "assignment__task__text"),
        whom=F("assignment__unit__name"),
        due=F("due_on"),
    )
    return named


def _asked_of(user: AbstractBaseUser) -> QuerySet[Any, Any]:
    rows = Consultation.objects.filter(Q(user=user.pk) | _places(user), given_at=None)
    return _as_rows(
        "asked",
        rows.annotate(
            who=F("asked_by__full_name"),
            what=F("question"),
            whom=F("task__plan__owner__name"),
            due=F("due_on"),
        ),
    )


def _difficulties_before(user: AbstractBaseUser) -> QuerySet[Any, Any]:
    """Open difficulties at the desk of one's office."""
    on_desk = offices_of(user, "desk__") & Q(status=Difficulty.Status.OPEN)
    return _as_rows("raised", _difficulties(on_desk))


def _findings_on(user: AbstractBaseUser, units: list[int]) -> QuerySet[Any, Any]:
    """What inspectors found and the user's unit, or its office for a plan, has not answered."""
    own_plans = offices_of(user, "task__plan__owner__") & Q(assignment=None)
    asked = Q(assignment__unit__in=units) | Q(unit__in=units) | own_plans
    return _as_rows("finding", _findings(asked & Q(status=Finding.Status.OPEN)))


def _findings_of(user: AbstractBaseUser) -> QuerySet[Any, Any]:
    """Answers that who asked has not yet closed."""
    mine = finding_keepers.kept_by(user)
    if has_role(user, Role.AUDITOR):
        mine |= Q(written_by=user.pk, unit=None)
    answered = mine & Q(status=Finding.Status.ANSWERED)
    return _as_rows("found", _findings(answered))


def _findings(condition: Q) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = Finding.objects.filter(condition).annotate(
        who=F("written_by__full_name"),
        what=F("text"),
        whom=Coalesce("assignment__unit__name", "unit__name", "task__plan__owner__name"),
        due=F("due_on"),
    )
    return rows


def _answered_for(units: list[int]) -> QuerySet[Any, Any]:
    """Answers the unit has not yet called settled."""
    # What the head answered inside is the teacher's to call settled.
    sent = Q(sent_at__isnull=False, status=Difficulty.Status.ANSWERED)
    return _as_rows("answered", _difficulties(sent & Q(unit__in=units)))


def _raised_inside(units: list[int]) -> QuerySet[Any, Any]:
    """What people of the unit told their head."""
    own = Q(unit__in=units, status=Difficulty.Status.INSIDE)
    return _as_rows("inside", _difficulties(own))


def _difficulties(condition: Q) -> QuerySet[Any, Any]:
    running = Q(assignment=None) | Q(assignment__task__plan__status=Plan.Status.PUBLISHED)
    rows = Difficulty.objects.filter(condition, running)
    return rows.annotate(
        who=Value("", output_field=TextField()),
        what=F("text"),
        whom=F("unit__name"),
        due=Value(None, output_field=DateField()),
    )


def _corrections_before(user: AbstractBaseUser) -> QuerySet[Any, Any]:
    """What others ask to be put right: in one's own unit, and where one keeps the people.

    Administrators are asked where nobody has the people of units for a business.
    """
    keeps = unit_condition(grants_of(user, frozenset({Role.PERSONNEL})), "unit__")
    runs = unit_condition(grants_of(user, frozenset({Role.ADMIN})), "unit__")
    has_personnel = Exists(Grant.objects.today().filter(role=Role.PERSONNEL))
    mine = at_units(user, ACTS_FOR_UNIT, "unit__") | keeps | (runs & ~Q(has_personnel))
    rows = Correction.objects.filter(mine, status=Correction.Status.ASKED)
    return _as_rows(
        "correction",
        rows.exclude(person__user=user.pk).annotate(
            who=F("person__full_name"),
            what=F("about"),
            whom=F("unit__name"),
            due=Value(None, output_field=DateField()),
        ),
    )


def _taken_over_by(user: AbstractBaseUser) -> QuerySet[Any, Any]:
    """Lists the user has not signed yet."""
    rows = Takeover.objects.filter(receiver=user.pk, status=Takeover.Status.GIVEN)
    return _as_rows(
        "takeover",
        rows.annotate(
            who=F("giver__full_name"),
            what=Value("", output_field=TextField()),
            whom=F("unit__name"),
            due=Value(None, output_field=DateField()),
        ),
    )


def _late_in_block(user: AbstractBaseUser, today: date) -> QuerySet[Any, Any]:
    """What is late in the block one is in charge of, a row a plan; ``who``: how many."""
    late = open_work(today).filter(late_in_charge(), task__in_charge=user.pk)
    rows: QuerySet[Any, Any] = (
        late.order_by()
        .values(key=F("task__plan"), said=Cast("task__plan__title", TextField()))
        .annotate(
            sort=Value("block", output_field=TextField()),
            name=Cast(Count("pk"), TextField()),
            unit_name=Cast(Count("unit", distinct=True), TextField()),
            day=Max("due_on"),
        )
    )
    columns = ("sort", "key", "name", "said", "unit_name", "day")
    return rows.order_by("day", "key").values_list(*columns)[:SHOWN]


def _places(user: AbstractBaseUser) -> Q:
    """Rooms in which the user has a role or a post today, without a query of its own."""
    held = [grant.unit_id for grant in grants_of(user)]
    posts = Post.objects.today().filter(person__user=user.pk)
    return Q(room__in=held) | Q(room__in=posts.values("unit"))


def first_said(*fields: str) -> Coalesce:
    """The first of the text columns that is not empty."""
    *said, last = fields
    empty = Value("", output_field=TextField())
    return Coalesce(*(NullIf(F(name), empty) for name in said), F(last))


def _as_rows(sort: str, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """The columns of Row, the nearest days first, as many as home shows of one sort."""
    named: QuerySet[Any, Any] = rows.annotate(
        sort=Value(sort, output_field=TextField()),
        key=F("pk"),
        said=Cast("what", TextField()),
        name=Cast("who", TextField()),
        unit_name=Cast("whom", TextField()),
        day=Cast("due", DateField()),
    )
    columns = ("sort", "key", "name", "said", "unit_name", "day")
    return named.order_by("day", "key").values_list(*columns)[:SHOWN]


# ------------------------------------------------------------------ the words


def _row(row: Row, what: str, name: str, label: str) -> Waiting:
    said = {"who": row.who, "what": _short(row.what)}
    return Waiting(what % said, row.whom, row.due, reverse(name, args=[row.key]), label)


def _given(row: Row) -> Waiting:
    what = _("Việc được giao: %(what)s")
    return _row(row, what, "plans:report_part", _("Báo cáo phần việc"))


def _returned(row: Row) -> Waiting:
    what = _("Phần việc bị trả lại: %(what)s")
    return replace(_row(row, what, "plans:report_part", _("Sửa và báo cáo lại")), is_back=True)


def _reported(row: Row) -> Waiting:
    return _row(row, _("%(who)s đã báo cáo: %(what)s"), "plans:handover", _("Xem và nhận"))


def _lost(row: Row) -> Waiting:
    what = _("%(who)s không còn ở đơn vị: %(what)s")
    return _row(row, what, "plans:pass_on", _("Giao cho người khác"))


def _asked(row: Row) -> Waiting:
    what = _("%(who)s xin ý kiến: %(what)s")
    return _row(row, what, "plans:consultation", _("Cho ý kiến"))


def _raised(row: Row) -> Waiting:
    return _row(row, _("Vướng mắc: %(what)s"), "plans:difficulty", _("Trả lời"))


def _answered(row: Row) -> Waiting:
    return _row(row, _("Đã trả lời vướng mắc: %(what)s"), "plans:difficulty", _("Xem"))


def _told_inside(row: Row) -> Waiting:
    what = _("Vướng mắc trong đơn vị: %(what)s")
    return _row(row, what, "plans:difficulty", _("Trả lời hoặc gửi lên"))


def _finding(row: Row) -> Waiting:
    return _row(row, _("Kiểm tra: %(what)s"), "plans:finding", _("Xem và trả lời"))


def _found(row: Row) -> Waiting:
    return _row(row, _("Đã trả lời kiểm tra: %(what)s"), "plans:finding", _("Xem"))


def _correction(row: Row) -> Waiting:
    what = _("%(who)s đề nghị sửa hồ sơ: %(what)s")
    return _row(row, what, "orgs:correction", _("Trả lời"))


def _takeover(row: Row) -> Waiting:
    return _row(row, _("%(who)s bàn giao việc cho bạn"), "orgs:takeover", _("Xem và ký nhận"))


def _block(row: Row) -> Waiting:
    said = {"count": row.who, "plan": _short(row.what)}
    what = _("Khối tôi phụ trách: %(count)s việc quá hạn, %(plan)s") % said
    whom = _("%s đơn vị") % row.whom
    url = f"{reverse('plans:my_block')}?tinh_trang=qua-han"
    return Waiting(what, whom, row.due, url, _("Xem khối"), is_late=True)


WORDS: dict[str, Callable[[Row], Waiting]] = {
    H.GIVEN: _given,
    H.RETURNED: _returned,
    H.REPORTED: _reported,
    "lost": _lost,
    "asked": _asked,
    "raised": _raised,
    "answered": _answered,
    "inside": _told_inside,
    "finding": _finding,
    "found": _found,
    "correction": _correction,
    "takeover": _takeover,
    "block": _block,
}


def _short(text: str) -> str:
    return Truncator(text).chars(LENGTH)
