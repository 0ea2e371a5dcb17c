"""What of old works is compared with others: the files they were imported with.

A work that was an initiative here has no files of its own, and its versions are another kind of text. The
text is one file: its number is the row's own, given when the import is written and never to another.
"""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Min, QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.base.http import addresses_of
from phongtrao.documents.file_words import kept_words
from phongtrao.lib.redacting import Redactor
from phongtrao.recognition.access import visible_creations
from phongtrao.recognition.models import CreationFile
from phongtrao.similarity.kinds import Arrival, Names, Numbers, Sight, TextKind

KEY = "creation"


def arrivals(number: int, limit: int) -> list[Arrival]:
    """With the day of the first decision. Files found to have no words do not come again."""
    rows = (
        CreationFile.objects.filter(pk__gt=number)
        .exclude(file__kept_words__words="")
        .order_by("pk")
    )
    days = rows.annotate(day=Min("creation__scopes__decided_on"))[:limit]
    return [Arrival(key, key, day or date.max) for key, day in days.values_list("pk", "day")]


def texts(numbers: Numbers) -> dict[int, str]:
    rows = CreationFile.objects.filter(pk__in=numbers).order_by("pk").values_list("pk", "file")
    files = dict(rows)
    words = kept_words(files.values())
    return {key: words[file] for key, file in files.items() if file in words}


def titles(numbers: Numbers) -> dict[int, str]:
    rows = CreationFile.objects.filter(pk__in=numbers)
    return dict(rows.values_list("pk", "creation__title"))


def sights(user: AbstractBaseUser, numbers: Numbers) -> dict[int, Sight]:
    """Who reads the work reads its files."""
    visible = visible_creations(user).order_by().values("pk")
    rows = CreationFile.objects.filter(pk__in=numbers, creation__in=visible)
    address = addresses_of("recognition:creation")
    return {
        row.pk: Sight(
            by=", ".join(
                [share.person.full_name for share in row.creation.shares.all()]
                + [row.creation.unit.name]
            ),
            url=address(row.creation_id),
        )
        for row in _with_people(rows)
    }


def makers(numbers: Numbers) -> dict[int, frozenset[int]]:
    rows = CreationFile.objects.filter(pk__in=numbers)
    return {
        row.pk: frozenset(share.person_id for share in row.creation.shares.all())
        for row in _with_people(rows)
    }


def units(numbers: Numbers) -> dict[int, int]:
    rows = CreationFile.objects.filter(pk__in=numbers)
    return dict(rows.values_list("pk", "creation__unit"))


def names(numbers: Numbers) -> dict[int, Names]:
    rows = CreationFile.objects.filter(pk__in=numbers)
    return {row.pk: _redactor(row) for row in _with_people(rows)}


def _redactor(row: CreationFile) -> Redactor:
    shares = row.creation.shares.all()
    units = {row.creation.unit.name, *(share.unit.name for share in shares)}
    return Redactor([share.person.full_name for share in shares], sorted(units))


def _with_people(rows: "QuerySet[CreationFile]") -> "QuerySet[CreationFile]":
    people = rows.select_related("creation__unit")
    return people.prefetch_related("creation__shares__person", "creation__shares__unit")


TEXT_KIND = TextKind(
    KEY,
    _("Công trình cũ"),
    arrivals,
    texts,
    titles=titles,
    sights=sights,
    makers=makers,
    names=names,
    units=units,
)
