"""A page with one form that is one deed of a service."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.lib.errors import DomainError
from phongtrao.research.models import ResearchTask
from phongtrao.research.tabs import NAV


@dataclass(frozen=True, slots=True)
class DeedPage:
    """``research/deed.html``: what is asked, of which task, on the way from which page."""

    title: str
    lead: str
    action: str  # on the button
    back: str
    task: ResearchTask | None = None
    warnings: tuple[str, ...] = ()


def of_task(task: ResearchTask, title: str, lead: str, action: str, *warnings: str) -> DeedPage:
    return DeedPage(title, lead, action, address_of(task), task, warnings)


def address_of(task: ResearchTask) -> str:
    return reverse("research:task", args=[task.pk])


def fill(
    request: SignedInRequest,
    form: forms.Form,
    deed: Callable[[], Any],
    *,
    page: DeedPage,
    said: str,
) -> HttpResponse:
    """Show the form; once it is sent and right, do it, say so and go back. A refusal is said on the form."""
    if request.method == "POST" and form.is_valid():
        try:
            deed()
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, said)
            return redirect(page.back)
    return render_page(request, "research/deed.html", NAV | {"form": form, "page": page})
