"""What waits for a person in reports: the rows of “việc của tôi”, all of them in one query.

Each sort is a SELECT of the same columns, put together by UNION ALL: a page may ask ten queries.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import BigIntegerField, CharField, Count, DateField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.documents.access import approvable_papers
from phongtrao.documents.models import Paper
from phongtrao.lib.numbers import format_number
from phongtrao.orgs.scope import ACTS_FOR_UNIT, has_role
from phongtrao.plans.queries.waiting import Waiting
from phongtrao.reports.models import RequestAnswer, RequestReport
from phongtrao.reports.queries import papers_waiting
from phongtrao.reports.requests.access import answers_to_judge, own_answers

SHOWN = 30  # of one sort
S = RequestAnswer.Status


class Row(NamedTuple):
    sort: str
    key: int
    n: int
    what: str
    whom: str
    due: date | None


TYPES: dict[str, Any] = {
    **dict.fromkeys(("sort", "what", "whom"), CharField()),
    **dict.fromkeys(("key", "n"), BigIntegerField()),
    "due": DateField(),
}


def reports_waiting(user: AbstractBaseUser) -> list[Waiting]:
    """Reports to write, to judge, to approve; one query, none for who has no such role."""
    sorts = list(_sorts(user))
    if not sorts:
        return []
    together = sorts[0].union(*sorts[1:], all=True) if len(sorts) > 1 else sorts[0]
    rows = sorted((Row(*row) for row in together), key=lambda row: (row.sort, row.key))
    return [WORDS[row.sort](row) for row in rows]


def _sorts(user: AbstractBaseUser) -> Iterator[QuerySet[Any, Any]]:
    if has_role(user, *ACTS_FOR_UNIT):
        owed = own_answers(user).owed()
        for status in (S.RETURNED, S.OPEN):
            rows = owed.filter(status=status).order_by("due_on", "pk")
            about = {"what": F("request__title"), "whom": F("request__owner__name")}
            yield _rows(rows, status, key=F("pk"), due=F("due_on"), **about)
    if has_role(user, Role.OFFICE):
        waiting = answers_to_judge(user).order_by().values("request").annotate(count=Count("pk"))
        about = {"what": F("request__title"), "whom": F("request__owner__name")}
        yield _rows(waiting, "judge", key=F("request"), n=F("count"), **about)
    if has_role(user, Role.LEADER, Role.HEAD):
        about = {"what": F("paper__title"), "whom": F("paper__unit__name")}
        yield _rows(papers_waiting(user), "approve", key=F("pk"), **about)
        rows = newest_waiting(user).order_by("pk")
        yield _rows(rows, "approve_request", key=F("paper"), **about)


def newest_waiting(user: AbstractBaseUser) -> QuerySet[RequestReport]:
    """Newest consolidated papers of requests whose approval is this user's."""
    newest = RequestReport.objects.order_by("request", "-pk").distinct("request").values("pk")
    waiting = approvable_papers(user).filter(status=Paper.Status.DRAFT)
    return RequestReport.objects.filter(pk__in=newest, paper__in=waiting.values("pk"))


def _rows(rows: QuerySet[Any, Any], sort: str, **columns: Any) -> QuerySet[Any, Any]:
    """The columns of Row from these expressions, as many rows as home shows of one sort."""
    said = {"sort": Value(sort), "n": Value(1), "due": Value(None), **columns}
    typed = {f"row_{name}": Cast(said[name], TYPES[name]) for name in Row._fields}
    shown: QuerySet[Any, Any] = rows.annotate(**typed).values_list(*typed)[:SHOWN]
    return shown


# ------------------------------------------------------------------ the words


def _to_write(row: Row) -> Waiting:
    words = _("Báo cáo: %s")
    return _waiting(row, words, "reports:answer_edit", _("Viết báo cáo"))


def _returned(row: Row) -> Waiting:
    words = _("Báo cáo bị trả lại: %s")
    return _waiting(row, words, "reports:answer_edit", _("Sửa và nộp lại"))


def _to_judge(row: Row) -> Waiting:
    words = _("%(n)s báo cáo chờ duyệt: %(what)s")
    said = words % {"n": format_number(row.n), "what": row.what}
    url = reverse("reports:request", args=[row.key]) + "?tinh_trang=cho-duyet"
    return Waiting(what=said, for_whom=row.whom, due=None, url=url, label=_("Xem và duyệt"))


def _to_approve(row: Row) -> Waiting:
    return _waiting(row, _("Duyệt: %s"), "reports:report", _("Xem và duyệt"))


def _to_approve_request(row: Row) -> Waiting:
    return _waiting(row, _("Duyệt: %s"), "documents:paper", _("Xem và duyệt"))


def _waiting(row: Row, words: str, url_name: str, label: str) -> Waiting:
    return Waiting(
        what=words % row.what,
        for_whom=row.whom,
        due=row.due,
        url=reverse(url_name, args=[row.key]),
        label=label,
    )


WORDS: dict[str, Callable[[Row], Waiting]] = {
    S.OPEN: _to_write,
    S.RETURNED: _returned,
    "judge": _to_judge,
    "approve": _to_approve,
    "approve_request": _to_approve_request,
}
