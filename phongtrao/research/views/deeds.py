"""How every form of one deed is shown and sent here."""

from dataclasses import dataclass

from django.urls import reverse

from phongtrao.research.models import ResearchTask
from phongtrao.research.tabs import NAV
from phongtrao.web import deeds

fill = deeds.DeedForm("research/deed.html", NAV)


@dataclass(frozen=True, slots=True)
class DeedPage(deeds.DeedPage):
    """``research/deed.html``: of which task, and what is to be thought of."""

    task: ResearchTask | None = None
    warnings: tuple[str, ...] = ()


def of_task(task: ResearchTask, title: str, lead: str, action: str, *warnings: str) -> DeedPage:
    return DeedPage(title, lead, action, address_of(task), task, warnings)


def address_of(task: ResearchTask) -> str:
    return reverse("research:task", args=[task.pk])
