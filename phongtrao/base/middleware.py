"""What no page can read is refused once, at the door, with a sentence instead of an error."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]
# Python refuses to read a number of more than 4,300 digits; no key and no page has a hundred.
MOST_DIGITS = 100


class ReadableMiddleware:
    """What weighs more than a file and its form gets a 413, unread: else the server would first write
    all of it to its disk. Addresses with NUL, which PostgreSQL cannot hold, and numbers without end
    get a 400.

    NUL in a posted text is left to the forms: they say so beside the field and keep what was typed.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _weight(request) > settings.UPLOAD_LIMIT + settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        if any("\x00" in text or _is_endless(text) for text in _said(request, "GET")):
            raise BadRequest
        if any(_is_endless(text) for text in _said(request, "POST")):
            raise BadRequest
        return self.get_response(request)


def _weight(request: HttpRequest) -> int:
    """Bytes of the body; a request that does not say has none, as far as Django reads."""
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said) if said.isdecimal() and not _is_endless(said) else 0


def _said(request: HttpRequest, where: str) -> Iterator[str]:
    for name, values in getattr(request, where).lists():
        yield name
        yield from values


def _is_endless(text: str) -> bool:
    """Also one of several numbers in one field, as the facts of an intake are posted."""
    return len(text) > MOST_DIGITS and any(
        len(part) > MOST_DIGITS and part.isdecimal() for part in text.split()
    )
