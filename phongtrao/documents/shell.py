"""What this app shows elsewhere: navigation, a tab of every unit, the history of its things."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phongtrao.audit import visibility as history
from phongtrao.documents import access
from phongtrao.documents.access.files import files_with_history
from phongtrao.documents.models import Template
from phongtrao.orgs import tabs
from phongtrao.orgs.duties import TAKEN_OVER
from phongtrao.orgs.models import Unit
from phongtrao.web.shell import NavItem, register_nav

# What is done to a paper before it is issued stays with those who read drafts: reasons of a return,
# who was asked, words that were struck out.
DRAFTING = (
    "documents.drafted",
    "documents.draft_changed",
    "documents.draft_kept",
    "documents.draft_cited",
    "documents.draft_citation_removed",
    "documents.opinion_asked",
    "documents.opinion_given",
    "documents.submitted",
    "documents.handed_to_deputy",
    "documents.recalled",
    "documents.returned",
    "documents.approved",
    "documents.approval_voided",
    "documents.signed_copy_added",
    "documents.finished_offered",
    "documents.finished",
    TAKEN_OVER,  # of an opinion that was asked
)


def plug_in() -> None:
    register_nav(
        NavItem(
            "documents",
            pgettext_lazy("many", "Văn bản"),
            "documents:document_list",
            icon="file-text",
            order=41,
        )
    )
    register_nav(
        NavItem(
            "outgoing",
            _("Văn bản đi"),
            "documents:outgoing_list",
            icon="send",
            order=42,
            may=access.reads_outgoing,
        )
    )
    tabs.register(
        tabs.UnitTab(
            "evidence", _("Minh chứng"), "documents:evidence_list", order=60, may=_may_see_evidence
        )
    )
    history.register("documents.officialdocument", access.visible_documents, "documents:document")
    history.narrow("documents.officialdocument", DRAFTING, access.drafts_read_by)
    history.register("documents.numberbook", access.visible_books, "documents:book")
    history.register("documents.storedfile", files_with_history)
    history.register("documents.evidence", access.visible_evidence, "documents:evidence")
    history.register("documents.paper", access.visible_papers, "documents:paper")
    history.register("documents.template", _visible_templates)


def _visible_templates(user: AbstractBaseUser) -> QuerySet[Template]:
    rows = Template.objects.all()
    return rows if access.can_manage_templates(user) else rows.none()


def _may_see_evidence(user: AbstractBaseUser, unit: Unit) -> bool:
    return access.may_read_evidence(user, unit)
