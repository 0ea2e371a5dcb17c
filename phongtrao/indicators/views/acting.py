"""A form whose service may refuse: what the deed made, or the refusal said on the form."""

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.forms import Form

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest
from phongtrao.lib.errors import DomainError

T = TypeVar("T")


def done(request: SignedInRequest, form: Form, deed: Callable[[], T]) -> T | None:
    """None where nothing was sent, or it was refused."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return deed()
    except (DomainError, ValidationError) as error:
        add_refusal(form, error)
        return None
