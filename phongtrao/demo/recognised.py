"""Papers of the demo's recognised initiatives: last year's decision with its certificates, this year's draft."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from phongtrao.demo.load import Province
from phongtrao.documents.models import Certificate
from phongtrao.documents.services import Issue, approve_draft, issue_document, submit_draft
from phongtrao.documents.services.certificates import (
    Ending,
    issue_batch,
    reissue_certificate,
    revoke_certificate,
)
from phongtrao.documents.services.printing_certificates import print_certificates
from phongtrao.orgs.models import Unit
from phongtrao.recognition.decision_words import usual_wording
from phongtrao.recognition.models import RecognitionDecision
from phongtrao.recognition.queries.decisions import Waiting, waiting_groups
from phongtrao.recognition.services.certificates import prepare_certificates
from phongtrao.recognition.services.decisions import Choice, DecisionWording, draft_decision

LATE = "Quyết định ký năm trước, nay mới nhập vào hệ thống."
LOST = "Giấy cũ bị mất khi chuyển nhà."
TWICE = "Cấp trùng với giấy của hội đồng cấp trên."


def write_recognised(province: Province) -> None:
    """S0-33: after ``write_judged``; of the oldest year everything, of the newest a draft."""
    waiting = waiting_groups(Unit.objects.filter(pk=province.department.pk))
    newest, *older = sorted(waiting, key=lambda one: one.year, reverse=True)
    _draft(province, newest)
    for one in older:
        _certify(province, _issue(province, _draft(province, one)))


def _draft(province: Province, waiting: Waiting) -> RecognitionDecision:
    choice = Choice(province.department, waiting.kind, waiting.scope, waiting.year)
    fields = DecisionWording.__dataclass_fields__
    offered: dict[str, Any] = usual_wording(choice, waiting.count)
    said = {name: text for name, text in offered.items() if name in fields}
    return draft_decision(choice, DecisionWording(**said), by=province.people["vanphong"])


def _issue(province: Province, decision: RecognitionDecision) -> RecognitionDecision:
    office, director = province.people["vanphong"], province.people["giamdoc"]
    approve_draft(submit_draft(decision.document, director, by=office), by=director)
    symbol = decision.facts["letter"]["symbol"]
    issue = Issue(symbol, _a_year_ago(), confirmed=True, reason=LATE)
    issue_document(decision.document, issue, by=office)
    return RecognitionDecision.objects.select_related("unit", "document").get(pk=decision.pk)


def _certify(province: Province, decision: RecognitionDecision) -> None:
    """All but two hold: one was lost and issued again, one was revoked."""
    office = province.people["vanphong"]
    batch = issue_batch(prepare_certificates(decision, by=office), _a_year_ago(), by=office)
    print_certificates(batch.pk)
    *_rest, doubled, lost = Certificate.objects.filter(batch=batch).order_by("number")
    reissue_certificate(lost, "", LOST, by=office)
    revoke_certificate(doubled, Ending(TWICE), by=office)


def _a_year_ago() -> date:
    return timezone.localdate() - timedelta(days=360)
