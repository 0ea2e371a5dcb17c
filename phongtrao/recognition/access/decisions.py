"""Who drafts a decision of recognition, and who reads it."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.documents.access import can_draft, can_edit_draft, visible_documents
from phongtrao.documents.access.reading import reads_drafts
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.answers import Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import at_offices, has_role, read_units
from phongtrao.recognition.access import OFFICES, can_decide_scope
from phongtrao.recognition.models import RecognitionDecision

ISSUED = OfficialDocument.Status.ISSUED


def deciding_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units whose decisions the user drafts: a school's head those of the school."""
    return Unit.objects.standing().filter(at_offices(user, OFFICES))


def makes_papers(user: AbstractBaseUser) -> bool:
    """Whether decisions and certificates are a place of theirs. No query beyond the grants."""
    return has_role(user, *OFFICES, Role.LEADER, Role.FOCAL)


def visible_decisions(user: AbstractBaseUser) -> QuerySet[RecognitionDecision]:
    """Drafts where drafts are read, issued ones where their paper is."""
    issued = Q(document__status=ISSUED, document__in=visible_documents(user).values("pk"))
    return RecognitionDecision.objects.filter(reads_drafts(user, "document__") | issued)


def papers_of_decisions(user: AbstractBaseUser) -> "list[QuerySet[Any, Any]]":
    """Issued papers that name the user, or something made in a unit whose papers the user reads."""
    named = "lines__recognition__creation__"
    told = Q(**{f"{named}shares__person__user": user.pk}) | read_units(user, f"{named}unit__")
    rows = RecognitionDecision.objects.filter(told, document__status=ISSUED)
    return [rows.values("document")]


def get_visible_decision(user: AbstractBaseUser, pk: int) -> RecognitionDecision:
    rows = visible_decisions(user).select_related("unit", "document__issuer", "file")
    return get_object_or_404(rows, pk=pk)


def can_make_decision(user: AbstractBaseUser, unit: Unit) -> Answer:
    return can_decide_scope(user, unit) and can_draft(user, unit)


def can_change_decision(user: AbstractBaseUser, decision: RecognitionDecision) -> Answer:
    """Its list and its words, while its paper is a draft nobody is about to sign."""
    if decision.is_issued:
        return no(_("Quyết định đã ban hành nên danh sách không đổi được."))
    return can_make_decision(user, decision.unit) and can_edit_draft(user, decision.document)
