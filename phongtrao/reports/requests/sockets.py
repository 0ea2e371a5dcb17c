"""Requested reports plug into the apps below: navigation, files, evidence, history, reorganisations."""

from collections import defaultdict
from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.audit import sentences
from phongtrao.audit import visibility as told
from phongtrao.documents import (
    evidence_inner,
    evidence_uses,
    evidence_writers,
    template_keys,
    visibility,
)
from phongtrao.documents.evidence_inner import Cited
from phongtrao.documents.evidence_uses import Use
from phongtrao.documents.models import StoredFile
from phongtrao.orgs import duties, reorganisation
from phongtrao.orgs.duties import Duty
from phongtrao.orgs.models import Unit
from phongtrao.reports.models import AnswerFile, ReportRequest, RequestAnswer
from phongtrao.reports.requests import access, history
from phongtrao.reports.requests.paper import REQUEST_REPORT
from phongtrao.web.shell import NavItem, register_nav


def plug_requests() -> None:
    """Called once, when the apps are ready."""
    for deeds in (history.REQUEST, history.ANSWER):
        sentences.register(deeds)
    sentences.register_labels(history.LABELS)
    template_keys.register(REQUEST_REPORT)
    register_nav(
        NavItem(
            "requests",
            gettext_lazy("Yêu cầu báo cáo"),
            "reports:request_list",
            icon="checklist",
            order=24,
            may=access.sees_requests,
        )
    )
    register_nav(
        NavItem(
            "answers",
            gettext_lazy("Báo cáo phải nộp"),
            "reports:answer_list",
            icon="checklist",
            order=26,
            may=access.answers_requests,
        )
    )
    visibility.register("reports.answers", sees_cited_file)
    evidence_uses.register("reports.answers", uses_in_answers)
    evidence_inner.register("reports", inner_evidence)
    told.register("reports.reportrequest", access.visible_requests, "reports:request")
    told.register("reports.requestanswer", access.visible_answers, "reports:answer")
    told.narrow("reports.requestanswer", history.INNER, access.own_answers)
    evidence_writers.register("reports.answers", access.may_prove)
    duties.register(
        Duty("reports.requestanswer", gettext_lazy("báo cáo được giao viết"), to_write, "writer")
    )
    duties.register(
        Duty(
            "reports.reportrequest",
            gettext_lazy("yêu cầu báo cáo phụ trách"),
            in_charge_of,
            "in_charge",
        )
    )
    _plug_reorganisation()


def to_write(user: AbstractBaseUser, unit: Unit) -> QuerySet[RequestAnswer]:
    """Answers of the unit given to the person to write, and not given back."""
    rows = RequestAnswer.objects.owed().filter(writer=user.pk, written_at=None, unit=unit)
    return rows.select_related("request", "unit")


def in_charge_of(user: AbstractBaseUser, unit: Unit) -> QuerySet[ReportRequest]:
    return living_requests().filter(in_charge=user.pk, owner=unit)


def _plug_reorganisation() -> None:
    reorganisation.register(
        reorganisation.Carrier(
            "reports.reportrequest.owner",
            gettext_lazy("yêu cầu báo cáo chưa kết thúc"),
            living_requests,
            field="owner",
        )
    )
    reorganisation.register(
        reorganisation.Carrier(
            "reports.requestanswer.unit",
            gettext_lazy("báo cáo phải nộp"),
            owed_answers,
            same=("request",),
        )
    )


def living_requests() -> QuerySet[ReportRequest]:
    return ReportRequest.objects.exclude(status=ReportRequest.Status.CLOSED)


def owed_answers() -> QuerySet[RequestAnswer]:
    return RequestAnswer.objects.owed()


def sees_cited_file(user: AbstractBaseUser, file: StoredFile) -> bool:
    return access.cited_evidence(user).filter(file=file).exists()


def inner_evidence() -> Cited:
    """Evidence of what a unit is still writing, and of what it handed in."""
    cited = AnswerFile.objects.filter(evidence=OuterRef("pk"))
    in_drafts, handed = cited.filter(is_handed_in=False), cited.filter(is_handed_in=True)
    return Cited(Q(Exists(in_drafts)), Q(Exists(handed)))


def uses_in_answers(user: AbstractBaseUser, pks: Collection[int]) -> dict[int, list[Use]]:
    """Answers that cite the evidence, among those the user sees; one query."""
    found: dict[int, list[Use]] = defaultdict(list)
    own = Q(answer__in=access.own_answers(user).order_by().values("pk"), is_handed_in=False)
    seen = Q(answer__in=access.visible_answers(user).order_by().values("pk"), is_handed_in=True)
    cited = AnswerFile.objects.filter(own | seen, evidence__in=pks)
    rows = cited.values_list("evidence", "answer", "answer__request__title").distinct()
    for evidence, answer, title in rows:
        url = reverse("reports:answer", args=[answer])
        found[evidence].append(Use(_("Báo cáo theo yêu cầu: %s") % title, url))
    return found
