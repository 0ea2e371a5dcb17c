"""A page that is one form and one deed: shown, refused with what is wrong, or done and gone on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.lib.errors import DomainError


@dataclass(frozen=True, slots=True)
class FormPage:
    """``back``: the page it belongs to, named ``above``; there one goes after the deed, unless ``to``."""

    form: forms.Form
    heading: str
    lead: str
    button: str
    back: str
    above: str
    to: str = ""


def fill(
    request: SignedInRequest, page: FormPage, deed: Callable[[], Any], said: str
) -> HttpResponse:
    if page.form.is_valid():
        try:
            deed()
        except (DomainError, ValidationError) as error:
            add_refusal(page.form, error)
        else:
            messages.success(request, said)
            return redirect(page.to or page.back)
    return render_page(request, "plans/inside_form.html", {"page": page, "form": page.form})
