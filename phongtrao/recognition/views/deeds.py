"""A page with one form that is one deed of a service: how every form of the library is shown and sent."""

from collections.abc import Callable
from dataclasses import dataclass, field
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
from phongtrao.recognition.models import Creation

NAV: dict[str, Any] = {"nav": "library"}


@dataclass(frozen=True, slots=True)
class DeedPage:
    """``recognition/deed.html``: what is asked, on the way from which page."""

    title: str
    lead: str
    action: str  # on the button
    back: str
    creation: Creation | None = None
    help: str = ""
    about: dict[str, Any] = field(default_factory=dict)


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
    context = NAV | {"form": form, "page": page, "creation": page.creation}
    return render_page(request, "recognition/deed.html", context)


def page_of(creation: Creation) -> str:
    return reverse("recognition:creation", args=[creation.pk])
