"""Rounds whose nominations passed, and their decisions, brought as far as a test needs them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.awards.models import Award, Honour
from phongtrao.documents.models import OfficialDocument
from phongtrao.documents.services import Issue, approve_draft, issue_document, submit_draft
from phongtrao.nominations.decision_words import usual_wording
from phongtrao.nominations.models import (
    AwardDecision,
    AwardRound,
    Nomination,
    RoundForm,
    Submission,
)
from phongtrao.nominations.services.decisions import draft_decision
from phongtrao.orgs.models import Person, Unit
from phongtrao.recognition.services.decisions import DecisionWording
from tests.documents.outgoing import today

PERIOD = "SY2025"


def make_round(
    owner: Unit, *honours: str, title: str = "Khen thưởng cuối năm", **more: Any
) -> AwardRound:
    """Closed for dossiers, with these forms in this order."""
    said = {"status": "closed", "occasion": "yearly", "period": PERIOD, "opens_on": today()} | more
    due = timezone.now() - timedelta(days=1)
    found: AwardRound = AwardRound.objects.create(owner=owner, title=title, due_at=due, **said)
    for place, key in enumerate(honours or ("base_fighter", "praise")):
        honour = Honour.objects.get(key=key, owner=None)
        route = Award.Route.YEARLY if honour.kind == "title" else Award.Route.MERIT
        RoundForm.objects.create(round=found, honour=honour, route=route, position=place)
    return found


def nominate(
    found: AwardRound, who: Person | Unit, honour: str, unit: Unit, **more: Any
) -> Nomination:
    """Passed by the council, unless ``status`` says otherwise."""
    sent, _is_new = Submission.objects.get_or_create(
        round=found, unit=unit, defaults={"status": "taken", "first_sent_at": timezone.now()}
    )
    person = who if isinstance(who, Person) else None
    said = {"status": "passed", "achievement": "Dạy giỏi nhiều năm"} | more
    made: Nomination = Nomination.objects.create(
        submission=sent,
        form=found.forms.get(honour__key=honour),
        person=person,
        unit=unit,
        name=str(person.full_name if person else who),
        job="Giáo viên" if person else "",
        **said,
    )
    return made


def wording(found: AwardRound, **more: Any) -> DecisionWording:
    """As the form offers it."""
    fields = DecisionWording.__dataclass_fields__
    said = {name: text for name, text in usual_wording(found, None, 2).items() if name in fields}
    return DecisionWording(**said | more)


def draft(found: AwardRound, by: User) -> AwardDecision:
    return draft_decision(found, None, wording(found), by=by)


def issue(
    decision: AwardDecision, by: User, symbol: str = "QĐ-THCSHS", signer: User | None = None
) -> OfficialDocument:
    """Signed by the head and numbered, by the head too where nobody else is named."""
    approve_draft(submit_draft(decision.document, signer or by, by=by), by=signer or by)
    return issue_document(decision.document, Issue(symbol, today()), by=by)


def make_decision(found: AwardRound, by: User) -> AwardDecision:
    """Issued, with everything of the round that waits for one."""
    decision = draft(found, by)
    issue(decision, by)
    return AwardDecision.objects.select_related("unit", "document", "round").get(pk=decision.pk)
