"""Decisions of recognition for tests, brought as far as a test needs them."""

from typing import Any

from phongtrao.accounts.models import User
from phongtrao.documents.models import OfficialDocument
from phongtrao.documents.services import Issue, approve_draft, issue_document, submit_draft
from phongtrao.orgs.models import Unit
from phongtrao.recognition.decision_words import usual_wording
from phongtrao.recognition.models import RecognitionDecision
from phongtrao.recognition.services.decisions import Choice, DecisionWording, draft_decision
from tests.documents.outgoing import today

YEAR = "2024-2025"  # of made.make_creation


def wording(choice: Choice, **more: Any) -> DecisionWording:
    """As the form offers it."""
    fields = DecisionWording.__dataclass_fields__
    said = {name: text for name, text in usual_wording(choice, 2).items() if name in fields}
    return DecisionWording(**said | more)


def issue(decision: RecognitionDecision, by: User) -> OfficialDocument:
    """Signed and numbered by the head."""
    approve_draft(submit_draft(decision.document, by, by=by), by=by)
    return issue_document(decision.document, Issue("QĐ-THCSHS", today()), by=by)


def make_decision(unit: Unit, by: User) -> RecognitionDecision:
    """Issued, with everything of the unit that waits for one."""
    choice = Choice(unit, "initiative", "base", YEAR)
    decision = draft_decision(choice, wording(choice), by=by)
    issue(decision, by)
    return RecognitionDecision.objects.select_related("unit", "document").get(pk=decision.pk)
