"""The language of the page, and answers to forms that were sent by ``drafts.js``."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.messages import ERROR, get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """The language chosen on the page, else Vietnamese.

    Django's own also asks the browser; but many offices work on an English Windows, and its
    language says nothing about theirs.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class DraftMiddleware:
    """Tell the script where to go, instead of letting fetch follow the redirect unseen.

    Were the redirect followed, the next page would be rendered for nobody, and its messages with
    it. ``X-Draft-Kept`` says that the form was not accepted: the draft must outlive this answer.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "X-Draft" in request.headers and isinstance(response, HttpResponseRedirect):
            response = self._told(request, response)
        return response

    def _told(self, request: HttpRequest, redirect: HttpResponseRedirect) -> HttpResponse:
        redirect.status_code = 204
        redirect["X-Location"] = redirect["Location"]
        del redirect["Location"]
        if not request.user.is_authenticated or has_errors(request):
            redirect["X-Draft-Kept"] = "1"
        return redirect


def has_errors(request: HttpRequest) -> bool:
    """Whether the view that just ran has something bad to say. Reading must not consume it."""
    queued = getattr(get_messages(request), "_queued_messages", [])  # those of this request
    return any(message.level >= ERROR for message in queued)
