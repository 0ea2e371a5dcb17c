"""A page with one form that is one deed of a service."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages  # noqa: TID251 -- view mechanics
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.lib.errors import DomainError


@dataclass(frozen=True, slots=True)
class DeedPage:
    """What is asked, on the way from which page."""

    title: str
    lead: str
    action: str  # on the button
    back: str


@dataclass(frozen=True, slots=True)
class DeedForm:
    """``fill`` of one app: its template, which prints ``form`` and ``page``, and where it stands."""

    template: str
    nav: Mapping[str, Any]

    def __call__(
        self,
        request: SignedInRequest,
        form: forms.Form,
        deed: Callable[[], Any],
        *,
        page: DeedPage,
        said: str,
        to: Callable[[Any], str] | None = None,
    ) -> HttpResponse:
        """Show the form; once it is sent and right, do it, say so and go back, or ``to`` the page of what was made.
        A refusal is said on the form.
        """
        if request.method == "POST" and form.is_valid():
            try:
                made = deed()
            except (DomainError, ValidationError) as error:
                add_refusal(form, error)
            else:
                messages.success(request, said)
                return redirect(to(made) if to else page.back)
        return render_page(request, self.template, {**self.nav, "form": form, "page": page})
