"""A past round of the Sở to its end: decision, register, certificates; and what went up to the province."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from phongtrao.awards.models import Award, Honour
from phongtrao.demo.discipline import free_of_cases
from phongtrao.demo.load import Province
from phongtrao.documents.services import Issue, approve_draft, issue_document, submit_draft
from phongtrao.documents.services.certificates import issue_batch
from phongtrao.documents.services.printing_certificates import print_certificates
from phongtrao.nominations.decision_words import usual_wording
from phongtrao.nominations.models import (
    AwardDecision,
    AwardRound,
    HandOverNote,
    Nomination,
    RoundForm,
    Submission,
)
from phongtrao.nominations.services.certificates import prepare_certificates
from phongtrao.nominations.services.decisions import draft_decision
from phongtrao.nominations.services.handing import hand_over, keep_note, keep_receipt
from phongtrao.orgs.models import Unit
from phongtrao.recognition.services.decisions import DecisionWording

DONE = (
    "Tổ chức câu lạc bộ đọc sách cho học sinh vùng khó khăn.",
    "Bồi dưỡng học sinh giỏi, hai em đạt giải cấp tỉnh.",
)


def write_commended(province: Province) -> None:
    """What units handed in and the council said is written down as it was; the rest by services."""
    found = _round(province)
    for key in ("upper", "lower"):
        _passed(found, province.places[key])
    _certify(province, _issue(province, found))
    _submit_above(province, found)


def _round(province: Province) -> AwardRound:
    today = timezone.localdate()
    found: AwardRound = AwardRound.objects.create(
        owner=province.department,
        title="Khen thưởng năm học 2024-2025",
        status=AwardRound.Status.CLOSED,
        occasion=AwardRound.Occasion.YEARLY,
        period="SY2024",
        opens_on=today - timedelta(days=120),
        due_at=timezone.make_aware(datetime.combine(today - timedelta(days=60), time(17))),
    )
    for place, key in enumerate(("praise", "province_merit")):
        honour = Honour.objects.get(key=key, owner=None)
        RoundForm.objects.create(
            round=found, honour=honour, route=Award.Route.MERIT, position=place
        )
    return found


def _passed(found: AwardRound, unit: Unit) -> None:
    """Two teachers for a letter of praise, the first also for the merit of the province."""
    at = found.due_at - timedelta(days=2)
    sent = Submission.objects.create(
        round=found, unit=unit, status="taken", sent_at=at, first_sent_at=at, taken_at=at
    )
    forms = list(found.forms.all())
    posts = free_of_cases(unit)[: len(DONE)]
    for place, (post, done) in enumerate(zip(posts, DONE, strict=False)):
        for form in forms[: 2 - place]:
            Nomination.objects.create(
                submission=sent,
                form=form,
                person=post.person,
                unit=post.unit,
                name=post.person.full_name,
                job=post.position,
                achievement=done,
                is_frontline=True,
                position=place + 1,
                status="passed",
            )


def _issue(province: Province, found: AwardRound) -> AwardDecision:
    office, director = province.people["vanphong"], province.people["giamdoc"]
    form = found.forms.select_related("honour").get(honour__key="praise")
    offered: dict[str, Any] = usual_wording(found, form, 2 * len(DONE))
    fields = DecisionWording.__dataclass_fields__
    said = {name: text for name, text in offered.items() if name in fields}
    decision = draft_decision(found, form.pk, DecisionWording(**said), by=office)
    approve_draft(submit_draft(decision.document, director, by=office), by=director)
    symbol = decision.facts["letter"]["symbol"]
    issue = Issue(symbol, timezone.localdate(), confirmed=True)
    issue_document(decision.document, issue, by=office)
    return AwardDecision.objects.select_related("unit", "document", "round").get(pk=decision.pk)


def _certify(province: Province, decision: AwardDecision) -> None:
    office, today = province.people["vanphong"], timezone.localdate()
    for batch in prepare_certificates(decision, by=office):
        print_certificates(issue_batch(batch, today, by=office).pk)


def _submit_above(province: Province, found: AwardRound) -> None:
    """The People's Committee has the dossiers and asks for one thing more."""
    office, today = province.people["vanphong"], timezone.localdate()
    form = found.forms.select_related("honour__owner", "round__owner").get(
        honour__key="province_merit"
    )
    keys = list(form.nominations.values_list("pk", flat=True))
    made = hand_over(form, "UBND tỉnh (qua Sở Nội vụ)", today, keys, by=office)
    keep_receipt(made, "BN-17", today, by=office)
    words = "Bổ sung xác nhận thời gian công tác của từng cá nhân."
    keep_note(made, HandOverNote.Kind.QUESTION, today, words, by=office)
