"""What of assessments waits for a person: sorts of rows of “việc của tôi”, asked in the query of plans."""

from collections.abc import Iterator
from dataclasses import replace

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, F
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.assessments.access.assessments import own_assessments, to_answer, to_verify
from phongtrao.assessments.access.verifiers import SERVES
from phongtrao.assessments.models import Assessment, Campaign
from phongtrao.lib.numbers import format_number
from phongtrao.orgs.scope import has_role
from phongtrao.plans.queries.waiting import Row, Say, Sort, Waiting, rows_of, waiting_at

A, C = Assessment.Status, Campaign.Status


def assessment_sorts(user: AbstractBaseUser) -> Iterator[Sort]:
    """Self-assessments to write or mend; campaigns with units to verify; objections to answer."""
    if not has_role(user, *SERVES):
        return
    about = {"what": F("campaign__title"), "whom": F("unit__name")}
    own = own_assessments(user).select_related(None).order_by()
    writing = own.filter(status=A.DRAFT, campaign__status=C.SELF)
    due = F("campaign__self_due")
    yield rows_of(writing, "assess_unit", ("pk",), key=F("pk"), due=due, **about)
    back = own.filter(status=A.RETURNED, campaign__status__in=C.running)
    yield rows_of(back, "mend_assessment", ("pk",), key=F("pk"), **about)
    handed = to_verify(user).select_related(None).order_by()
    names = ("campaign", "campaign__title", "campaign__owner__name", "campaign__verify_due")
    grouped = handed.values(*names).annotate(count=Count("pk"))
    told = {"what": F("campaign__title"), "whom": F("campaign__owner__name")}
    due = F("campaign__verify_due")
    count = {"n": F("count"), "due": due}
    yield rows_of(grouped, "verify_units", ("-count",), key=F("campaign"), **count, **told)
    objected = to_answer(user).select_related(None).order_by()
    yield rows_of(objected, "answer_objected", ("pk",), key=F("pk"), **about)


# ------------------------------------------------------------------ the words


def _to_write(row: Row) -> Waiting:
    return waiting_at(row, _("Tự đánh giá: %s"), "assessments:write", _("Tự đánh giá"))


def _to_mend(row: Row) -> Waiting:
    words = _("Bản tự đánh giá được trả lại: %s")
    return replace(waiting_at(row, words, "assessments:write", _("Sửa và nộp lại")), is_back=True)


def _to_verify(row: Row) -> Waiting:
    said = _("%(n)s đơn vị chờ thẩm định: %(what)s")
    words = said % {"n": format_number(row.n), "what": row.what}
    url = reverse("assessments:campaign", args=[row.key])
    return Waiting(what=words, for_whom=row.whom, due=row.due, url=url, label=_("Thẩm định"))


def _to_answer(row: Row) -> Waiting:
    words = _("Ý kiến về kết quả thẩm định: %s")
    return waiting_at(row, words, "assessments:assessment", _("Xem và trả lời"))


WORDS: dict[str, Say] = {
    "assess_unit": _to_write,
    "mend_assessment": _to_mend,
    "verify_units": _to_verify,
    "answer_objected": _to_answer,
}
