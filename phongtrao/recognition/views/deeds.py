"""How every form of the library is shown and sent."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from phongtrao.recognition.models import Creation
from phongtrao.web import deeds

NAV: dict[str, Any] = {"nav": "library"}
fill = deeds.DeedForm("recognition/deed.html", NAV)


@dataclass(frozen=True, slots=True)
class DeedPage(deeds.DeedPage):
    """``recognition/deed.html``: of which creation, with help."""

    creation: Creation | None = None
    help: str = ""


def page_of(creation: Creation) -> str:
    return reverse("recognition:creation", args=[creation.pk])
