"""What waits for a person in reports: sorts of rows of “việc của tôi”, asked in the query of plans."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.documents.access import approvable_papers
from phongtrao.documents.models import Paper
from phongtrao.lib.numbers import format_number
from phongtrao.orgs.scope import ACTS_FOR_UNIT, at_units, has_role
from phongtrao.plans.queries.waiting import Row, Say, Sort, Waiting, rows_of, waiting_at
from phongtrao.reports.models import RequestAnswer, RequestReport
from phongtrao.reports.queries import papers_waiting
from phongtrao.reports.requests.access import answers_to_judge, answers_to_write, own_answers

S = RequestAnswer.Status


def report_sorts(user: AbstractBaseUser) -> list[Sort]:
    """Reports to write or mend, to judge, to approve, as sorts for ``waiting_for``."""
    return [*_to_hand_in(user), *_to_accept(user), *approval_sorts(user)]


def approval_sorts(user: AbstractBaseUser) -> list[Sort]:
    """Consolidated papers whose approval waits for the user."""
    if not has_role(user, Role.LEADER, Role.HEAD):
        return []
    about: dict[str, Any] = {"what": F("paper__title"), "whom": F("paper__unit__name")}
    return [
        rows_of(papers_waiting(user), "approve", ("pk",), key=F("pk"), **about),
        rows_of(newest_waiting(user), "approve_request", ("pk",), key=F("paper"), **about),
    ]


def papers_to_approve(user: AbstractBaseUser) -> list[Waiting]:
    """The same by themselves, for the calendar; one query, none for who approves nothing."""
    sorts = approval_sorts(user)
    rows = sorts[0].union(*sorts[1:], all=True) if sorts else ()
    return [WORDS[row.sort](row) for row in (Row(*found) for found in rows)]


def newest_waiting(user: AbstractBaseUser) -> QuerySet[RequestReport]:
    """Newest consolidated papers of requests whose approval is this user's."""
    newest = RequestReport.objects.order_by("request", "-pk").distinct("request").values("pk")
    waiting = approvable_papers(user).filter(status=Paper.Status.DRAFT)
    return RequestReport.objects.filter(pk__in=newest, paper__in=waiting.values("pk"))


def _to_hand_in(user: AbstractBaseUser) -> Iterator[Sort]:
    about = {"what": F("request__title"), "whom": F("request__owner__name")}
    if has_role(user, *ACTS_FOR_UNIT):
        held = own_answers(user).owed().filter(at_units(user, ACTS_FOR_UNIT, "unit__"))
        at_writer = Q(writer__isnull=False, written_at=None) & ~Q(writer=user.pk)
        mine = held.exclude(at_writer)
        unwritten = mine.filter(status=S.OPEN, written_at=None)
        written = mine.filter(status=S.OPEN, written_at__isnull=False)
        sorts = (
            ("mend_answer", mine.filter(status=S.RETURNED)),
            ("write_answer", unwritten),
            ("hand_in_answer", written),
            ("answer_at_writer", held.filter(at_writer)),
        )
        for sort, rows in sorts:
            yield rows_of(rows, sort, ("due_on", "pk"), key=F("pk"), due=F("due_on"), **about)
    # Also who acts for a unit may have been given one to write: of another unit of theirs.
    given, day = answers_to_write(user), F("writer_due_on")
    yield rows_of(given, "write_given", ("writer_due_on", "pk"), key=F("pk"), due=day, **about)


def _to_accept(user: AbstractBaseUser) -> Iterator[Sort]:
    """One row a request, however many units have handed in."""
    if has_role(user, Role.OFFICE):
        about = {"what": F("request__title"), "whom": F("request__owner__name")}
        names = ("request", "request__title", "request__owner__name")
        waiting = answers_to_judge(user).order_by().values(*names)
        rows = waiting.annotate(count=Count("pk"))
        yield rows_of(rows, "judge_answers", ("-count",), key=F("request"), n=F("count"), **about)


# ------------------------------------------------------------------ the words


def _to_write(row: Row) -> Waiting:
    # “Báo cáo: Báo cáo số giáo viên…” says it twice.
    is_named = row.what.casefold().startswith("báo cáo")
    words = "%s" if is_named else _("Báo cáo: %s")
    return waiting_at(row, words, "reports:answer_edit", _("Viết báo cáo"))


def _returned(row: Row) -> Waiting:
    words = _("Báo cáo bị trả lại: %s")
    found = waiting_at(row, words, "reports:answer_edit", _("Sửa và nộp lại"))
    return replace(found, is_back=True)


def _at_writer(row: Row) -> Waiting:
    return waiting_at(row, _("Đang giao viết: %s"), "reports:answer", _("Xem"))


def _written(row: Row) -> Waiting:
    return waiting_at(row, _("Đã viết xong: %s"), "reports:answer_edit", _("Xem và nộp"))


def _to_judge(row: Row) -> Waiting:
    words = _("%(n)s báo cáo chờ duyệt: %(what)s")
    said = words % {"n": format_number(row.n), "what": row.what}
    url = reverse("reports:request", args=[row.key]) + "?tinh_trang=cho-duyet"
    return Waiting(what=said, for_whom=row.whom, due=None, url=url, label=_("Xem và duyệt"))


def _to_approve(row: Row) -> Waiting:
    return waiting_at(row, _("Duyệt: %s"), "reports:report", _("Xem và duyệt"))


def _to_approve_request(row: Row) -> Waiting:
    return waiting_at(row, _("Duyệt: %s"), "documents:paper", _("Xem và duyệt"))


WORDS: dict[str, Say] = {
    "mend_answer": _returned,
    "write_answer": _to_write,
    "write_given": _to_write,
    "hand_in_answer": _written,
    "answer_at_writer": _at_writer,
    "judge_answers": _to_judge,
    "approve": _to_approve,
    "approve_request": _to_approve_request,
}
