"""Reference texts as texts to compare with: sources only, for whoever's text copies them."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

from phongtrao.base.http import addresses_of
from phongtrao.similarity.access.references import visible_references
from phongtrao.similarity.kinds import Arrival, Numbers, Sight, TextKind
from phongtrao.similarity.models import ReferenceText

KEY = "reference"


def arrivals(number: int, limit: int) -> list[Arrival]:
    """Of the day it has; the day it was added says nothing of when it was written."""
    rows = ReferenceText.objects.filter(pk__gt=number, out_since=None).order_by("pk")[:limit]
    return [Arrival(key, key, dated or date.max) for key, dated in rows.values_list("pk", "dated")]


def texts(numbers: Numbers) -> dict[int, str]:
    """Also of those out of use: checks that were made show what they found."""
    rows = ReferenceText.objects.filter(pk__in=numbers)
    return dict(rows.values_list("pk", "words").order_by("pk"))


def titles(numbers: Numbers) -> dict[int, str]:
    return dict(ReferenceText.objects.filter(pk__in=numbers).values_list("pk", "title"))


def sights(user: AbstractBaseUser, numbers: Numbers) -> dict[int, Sight]:
    address = addresses_of("similarity:reference")
    return {
        row.pk: Sight(by=row.origin or row.owner.name, url=address(row.pk))
        for row in visible_references(user).filter(pk__in=numbers).order_by("pk")
    }


TEXT_KIND = TextKind(KEY, _("Văn bản tham chiếu"), arrivals, texts, titles=titles, sights=sights)
