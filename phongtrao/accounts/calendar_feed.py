"""Where the feed of a person's calendar is served: the app that knows what is due says so at start-up."""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(slots=True)
class Feed:
    """``url_name``: a view that takes the secret key; empty as long as no app serves one."""

    url_name: str = ""


FEED = Feed()


def register(url_name: str) -> None:
    FEED.url_name = url_name


def path_of(secret: str) -> str:
    """The path of the feed. LookupError as long as nobody serves one."""
    if not FEED.url_name:
        raise LookupError("no app serves calendars: register() one")
    return reverse(FEED.url_name, args=[secret])
