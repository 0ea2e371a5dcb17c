"""How every form of one deed is shown and sent here."""

from dataclasses import dataclass

from django.urls import reverse

from phongtrao.research.models import ResearchTask
from phongtrao.research.tabs import NAV
from phongtrao.web import deeds

fill = deeds.DeedForm("research/deed.html", NAV)


@dataclass(frozen=True, slots=True)
class DeedPage(deeds.DeedPage):
    """``research/deed.html``: the pages above it, each with its address, and what is to be thought of."""

    way: tuple[tuple[object, str], ...] = ()
    warnings: tuple[str, ...] = ()


def of_task(task: ResearchTask, title: str, lead: str, action: str, *warnings: str) -> DeedPage:
    address = address_of(task)
    return DeedPage(title, lead, action, address, ((task, address),), warnings)


def address_of(task: ResearchTask) -> str:
    return reverse("research:task", args=[task.pk])
