"""A view that is one deed of a service: ask first where it is dangerous, do it, say so, go on.

>>> return do(request, lambda: services.accept(work, by=request.user), _("Đã tiếp nhận."), url)

A refusal of the service is said in its own words, and nothing is done.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.contrib import messages  # noqa: TID251 -- view mechanics
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse  # noqa: TID251 -- view mechanics
from django.shortcuts import redirect

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import render_page
from phongtrao.lib.errors import DomainError
from phongtrao.web.forms import ConfirmForm

T = TypeVar("T")
Deed = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Question:
    """What ``web/confirm.html`` asks, as a page or in a dialog; ``back`` is where “no” leads."""

    title: str
    word: str  # to be typed
    action: str  # on the button
    back: str
    warning: str = ""
    consequences: list[tuple[int, str]] = field(default_factory=list)
    nav: str = ""


def do(
    request: HttpRequest, deed: Deed, said: str, to: str, *, refused_to: str = ""
) -> HttpResponse:
    """Do it and go to the address ``to``; when refused, to ``refused_to`` if that is another.

    Without ``said`` the page itself shows what was done.
    """
    try:
        deed()
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(refused_to or to)
    if said:
        messages.success(request, said)
    return redirect(to)


def done(request: HttpRequest, form: Form, deed: Callable[[], T]) -> T | None:
    """What the deed made of the form that was sent; None where nothing was, or a refusal is said on it."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return deed()
    except (DomainError, ValidationError) as error:
        add_refusal(form, error)
        return None


def ask(
    request: HttpRequest, question: Question, form: ConfirmForm | None = None
) -> HttpResponse | None:
    """The page that asks; None once it is answered with yes. ``form`` may ask more than the word."""
    form = form or ConfirmForm(request.POST or None, word=question.word)
    if request.method == "POST" and form.is_valid():
        return None
    context = {
        "nav": question.nav,
        "title": question.title,
        "warning": question.warning,
        "consequences": question.consequences,
        "form": form,
        "action_label": question.action,
        "cancel_url": question.back,
    }
    return render_page(request, "web/confirm.html", context)


def confirm(
    request: HttpRequest, question: Question, deed: Deed, said: str, *, to: str = ""
) -> HttpResponse:
    """Ask; after yes, do it and go to ``to``, which is where the question came from unless given."""
    to = to or question.back
    return ask(request, question) or do(request, deed, said, to, refused_to=question.back)
