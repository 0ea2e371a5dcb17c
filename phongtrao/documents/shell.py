"""What this app shows elsewhere: navigation, a tab of every unit, the history of its things."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phongtrao.audit import visibility as history
from phongtrao.documents import access
from phongtrao.documents.models import Template
from phongtrao.orgs import tabs
from phongtrao.orgs.models import Unit
from phongtrao.web.shell import NavItem, register_nav


def plug_in() -> None:
    register_nav(
        NavItem(
            "documents",
            pgettext_lazy("many", "Văn bản"),
            "documents:document_list",
            icon="file-text",
            order=35,
        )
    )
    tabs.register(
        tabs.UnitTab(
            "evidence", _("Minh chứng"), "documents:evidence_list", order=60, may=_may_see_evidence
        )
    )
    seen: dict[str, tuple[Callable[[Any], Any], str]] = {
        "documents.officialdocument": (access.visible_documents, "documents:document"),
        "documents.evidence": (access.visible_evidence, "documents:evidence"),
        "documents.paper": (access.visible_papers, "documents:paper"),
    }
    for kind, (visible, url_name) in seen.items():
        history.register(kind, _seen_in(visible), url_name)
    history.register("documents.template", _may_see_template)


def _seen_in(visible: Callable[[Any], Any]) -> history.CanSee:
    def can_see(user: AbstractBaseUser, subject_id: str) -> bool:
        return subject_id.isdecimal() and bool(visible(user).filter(pk=subject_id).exists())

    return can_see


def _may_see_template(user: AbstractBaseUser, subject_id: str) -> bool:
    found = subject_id.isdecimal() and Template.objects.filter(pk=subject_id).exists()
    return found and bool(access.can_manage_templates(user))


def _may_see_evidence(user: AbstractBaseUser, unit: Unit) -> bool:
    return access.may_read_evidence(user, unit)
