"""Everything of papers that can be asked for, read as one person: pages, lists, searches, exports, files,
histories and their lines. What is planted before a deed is done is found wherever the deed carried it.
"""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile, is_zipfile

from django.test import Client, override_settings
from django.urls import reverse

from phongtrao.accounts.models import User
from phongtrao.audit.models import Entry
from phongtrao.documents import models as papers
from phongtrao.notifications.models import Notice
from tests.addresses import NOUNS
from tests.test_leaks import ASKED, EXPORT, WORD

__all__ = ["ASKED", "WORD", "finds", "found_in"]

MODELS = {
    "approval": papers.Approval,
    "book": papers.NumberBook,
    "citation": papers.Citation,
    "delivery": papers.Delivery,
    "document": papers.OfficialDocument,
    "entry": Entry,
    "file": papers.StoredFile,
    "incoming": papers.Incoming,
    "notice": Notice,
    "opinion": papers.Opinion,
    "outgoing": papers.OfficialDocument,
    "paper": papers.Paper,
}
LISTS = (
    "documents:document_list",
    "documents:outgoing_list",
    "documents:to_sign",
    "documents:book_list",
    "audit:search",
    "portal:search",
    "portal:home",
)


def found_in(user: User) -> list[str]:
    """Addresses whose answer to the user holds the word, sorted; also inside zips and workbooks."""
    return sorted(_found(user))


def finds(user: User) -> bool:
    return any(_found(user))


def _found(user: User) -> Iterator[str]:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    with override_settings(ROOT_URLCONF="tests.bare_urls"):
        yield from (url for url in _addresses() if WORD in _read(client, url))


def _addresses() -> Iterator[str]:
    for name, noun in NOUNS.items():
        if model := MODELS.get(noun):
            for pk in model._default_manager.values_list("pk", flat=True):
                yield reverse(name, args=[pk])
    told = Entry.objects.order_by().values_list("subject_type", "subject_id").distinct()
    for subject in told.filter(subject_type__startswith="documents."):
        yield reverse("audit:history", args=subject)
    for name in LISTS:
        queries = ({}, {"q": ASKED}, EXPORT)
        yield from (reverse(name, query=query) for query in queries)


def _read(client: Client, url: str) -> str:
    response = client.get(url)
    content = b"".join(response) if response.streaming else response.content
    packed = BytesIO(content)
    if is_zipfile(packed):
        with ZipFile(packed) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    return content.decode("utf-8", errors="replace").lower()
