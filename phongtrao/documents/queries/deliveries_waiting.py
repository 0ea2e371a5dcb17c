"""What of papers waits for a person at home: acknowledgements, and incoming papers handed to them."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import DateField, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from phongtrao.documents.models import Delivery, Incoming
from phongtrao.documents.queries.deliveries import RECEIVES, WAITING
from phongtrao.orgs.scope import grants_of, works_at

SHOWN = 30  # of one sort; the rest stands in the unit's list of incoming papers
LENGTH = 140


@dataclass(frozen=True, slots=True)
class PaperWaiting:
    """A row of “việc của tôi”: what, for whom, by when, and where the button leads."""

    what: str
    for_whom: str
    due: date | None
    url: str
    label: str
    is_back: bool = False  # returned, or approved no more


class PaperRow(NamedTuple):
    """One row of any sort of paper that waits, as the database gives it."""

    sort: str
    key: int
    number: str
    abstract: str
    whom: str
    due: date | None


def deliveries_waiting(user: AbstractBaseUser) -> list[PaperWaiting]:
    """Everything of these sorts, in one query."""
    sent, handed = delivery_sorts(user)
    return [say_delivery(PaperRow(*values)) for values in sent.union(handed, all=True)]


def delivery_sorts(user: AbstractBaseUser) -> "tuple[QuerySet[Any, Any], QuerySet[Any, Any]]":
    """For whoever puts more sorts of the same columns into one query."""
    return _to_acknowledge(user), _handed(user)


def _to_acknowledge(user: AbstractBaseUser) -> "QuerySet[Any, Any]":
    at = [grant.unit_id for grant in grants_of(user, RECEIVES)]
    rows = Delivery.objects.filter(WAITING, Q(unit__in=at) | Q(user=user.pk))
    return rows.order_by("-sent_at", "pk").values_list(
        Value("sent", output_field=TextField()),
        "document_id",
        text_of("document__number"),
        text_of("document__abstract"),
        Coalesce(text_of("unit__name"), Value("", output_field=TextField())),
        Value(None, output_field=DateField()),
    )[:SHOWN]


def _handed(user: AbstractBaseUser) -> "QuerySet[Any, Any]":
    standing = works_at(user, "unit__")  # who left the unit has nothing of it to do
    rows = Incoming.objects.filter(standing, handed_to=user.pk, status=Incoming.Status.HANDED)
    return rows.order_by("due_on", "pk").values_list(
        Value("handed", output_field=TextField()),
        "pk",
        text_of("number"),
        text_of("abstract"),
        text_of("unit__name"),
        "due_on",
    )[:SHOWN]


def text_of(field: str) -> Cast:
    return Cast(F(field), TextField())


def say_delivery(row: PaperRow) -> PaperWaiting:
    paper = Truncator(f"{row.number} {row.abstract}".strip()).chars(LENGTH)
    if row.sort == "sent":
        what = _("Văn bản chờ xác nhận: %s") % paper
        url, label = reverse("documents:document", args=[row.key]), _("Mở và xác nhận")
    else:
        what = _("Văn bản đến được chuyển: %s") % paper
        url, label = reverse("documents:incoming", args=[row.key]), _("Mở văn bản")
    return PaperWaiting(what, row.whom, row.due, url, label)
