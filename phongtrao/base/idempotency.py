"""Forms that may arrive twice: a double click, or a resend after a lost connection.

The page carries a fresh ``form_key``. The first arrival claims it in the transaction that does the
work, so a second one waits for the first to commit and is then sent to the page the first was sent to.
A form that comes back with errors gives its key back.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect  # noqa: TID251 -- http mechanics
from django.shortcuts import get_object_or_404, redirect

from phongtrao.base.models import FormKey

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)


class _CameBefore(Exception):
    """Ends the transaction in which the key could not be claimed."""


def once(
    view: Callable[Concatenate[R, P], HttpResponse],
) -> Callable[Concatenate[R, P], HttpResponse]:
    """Do a POST with one ``form_key`` once; answer a repetition with the first redirect."""

    @wraps(view)
    def wrapper(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        key = _form_key(request)
        if key is None:
            return view(request, *args, **kwargs)
        try:
            with transaction.atomic():
                _claim(key, request)
                response = view(request, *args, **kwargs)
                if isinstance(response, HttpResponseRedirect):
                    FormKey.objects.filter(pk=key).update(location=response.url)
                else:
                    FormKey.objects.filter(pk=key).delete()
                return response
        except _CameBefore:
            return redirect(get_object_or_404(FormKey, pk=key, user=request.user.pk).location)

    return wrapper


def _form_key(request: HttpRequest) -> UUID | None:
    if request.method != "POST" or not request.user.is_authenticated:
        return None
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None


def _claim(key: UUID, request: HttpRequest) -> None:
    """One statement: every form of the product pays for it. Waits for the first, if that is still at work."""
    try:
        FormKey(pk=key, user_id=request.user.pk or 0).save(force_insert=True)
    except IntegrityError:
        raise _CameBefore from None
