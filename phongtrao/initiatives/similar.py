"""What of an initiative is compared with others: of every version that was handed in the boxes of words, and the
words of its files."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from phongtrao.base.http import addresses_of
from phongtrao.documents.fields import TEXTS, read_fields
from phongtrao.documents.file_words import kept_words
from phongtrao.documents.models import FormVersion
from phongtrao.initiatives.access.initiatives import veiled_initiatives, visible_initiatives
from phongtrao.initiatives.blind import redactor_of
from phongtrao.initiatives.kinds import KEY
from phongtrao.initiatives.models import Initiative, InitiativeVersion
from phongtrao.lib.text import nfc
from phongtrao.orgs.queries import people_by_key
from phongtrao.similarity.kinds import Arrival, Names, Numbers, Section, Sight, TextKind

GAP = "\n\n"


def arrivals(number: int, limit: int) -> list[Arrival]:
    rows = InitiativeVersion.objects.filter(pk__gt=number).order_by("pk")[:limit]
    pairs = list(rows.values_list("pk", "initiative_id"))
    first = _first_moments({initiative for _key, initiative in pairs})
    return [
        Arrival(key, initiative, timezone.localdate(first[initiative]), first[initiative])
        for key, initiative in pairs
    ]


def _first_moments(initiatives: set[int]) -> dict[int, datetime]:
    """When each was first handed in, in the round it was sent up from if it was: whoever is asked to mend a
    report, or sent up, did not write it later than whoever copied it."""
    came_from: dict[int, int] = {}
    asked = initiatives
    while asked:
        rows = Initiative.objects.filter(pk__in=asked, sent_from__isnull=False)
        found = {one: below for one, below in rows.values_list("pk", "sent_from") if below}
        came_from |= found
        asked = set(found.values()) - came_from.keys()
    origins = {one: _origin(one, came_from) for one in initiatives}
    versions = InitiativeVersion.objects.filter(initiative__in=origins.values()).order_by()
    first = dict(
        versions.values("initiative").annotate(at=Min("made_at")).values_list("initiative", "at")
    )
    return {one: first[origin] for one, origin in origins.items()}


def _origin(one: int, came_from: Mapping[int, int]) -> int:
    while one in came_from:
        one = came_from[one]
    return one


def texts(numbers: Numbers) -> dict[int, str]:
    """A paragraph for each box, in the order of its form, then the files; what is kept secret is left out."""
    return {key: _joined(parts) for key, parts in _parts(numbers).items()}


def words_of(form: FormVersion, data: Mapping[str, Any]) -> str:
    """Of a draft, as ``texts`` would give them, without its files: opening them takes too long to wait for."""
    return _joined(_parts_of(form, data))


def _joined(parts: Iterable[tuple[str, str]]) -> str:
    return GAP.join(text for _title, text in parts)


def sections(numbers: Numbers) -> dict[int, list[Section]]:
    """The boxes, and all files as one."""
    found: dict[int, list[Section]] = {}
    for key, parts in _parts(numbers).items():
        start = 0
        for title, text in parts:
            found.setdefault(key, []).append(Section(title, start, start + len(text)))
            start += len(text) + len(GAP)
    return found


def _parts(numbers: Numbers) -> dict[int, list[tuple[str, str]]]:
    """Title and words of each part that is not kept secret."""
    rows = dict(
        InitiativeVersion.objects.filter(pk__in=numbers).values_list("pk", "data").order_by("pk")
    )
    forms = FormVersion.objects.in_bulk({data["form"] for data in rows.values()})
    files = {key: _open_files(data) for key, data in rows.items()}
    words = kept_words({file for mine in files.values() for file in mine})
    return {
        key: _parts_of(forms[data["form"]], data)
        + _files_part([words[file] for file in files[key] if file in words])
        for key, data in rows.items()
    }


def _open_files(data: Mapping[str, Any]) -> list[int]:
    secret = data["secret_keys"]
    return [row["file"] for row in data["files"] if not (row["secret"] or row["key"] in secret)]


def _files_part(words: list[str]) -> list[tuple[str, str]]:
    """Behind all boxes: which files stand there does not move what was found in those."""
    return [(say("Tệp đính kèm"), GAP.join(words))] if words else []


def _parts_of(form: FormVersion, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    values = data["values"]
    return [
        (box.label, nfc(str(values[box.key])))
        for box in read_fields(form.fields)
        if box.kind in TEXTS and box.key not in data["secret_keys"] and values.get(box.key)
    ]


def titles(numbers: Numbers) -> dict[int, str]:
    rows = InitiativeVersion.objects.filter(pk__in=numbers)
    return dict(rows.values_list("pk", "data__title"))


def sights(user: AbstractBaseUser, numbers: Numbers) -> dict[int, Sight]:
    visible = visible_initiatives(user).order_by().values("pk")
    rows = InitiativeVersion.objects.filter(pk__in=numbers, initiative__in=visible)
    found = list(rows.select_related("initiative__unit"))
    people = people_by_key(_makers_of(found))
    address = addresses_of("initiatives:initiative")
    return {
        one.pk: Sight(
            by=", ".join(
                [str(people[key]) for key in _makers_of([one]) if key in people]
                + [one.initiative.unit.name]
            ),
            url=address(one.initiative_id),
        )
        for one in found
    }


def _makers_of(versions: list[InitiativeVersion]) -> list[int]:
    return [row["person"] for one in versions for row in one.data["authors"]]


def makers(numbers: Numbers) -> dict[int, frozenset[int]]:
    rows = InitiativeVersion.objects.filter(pk__in=numbers).values_list("pk", "data__authors")
    people = people_by_key([row["person"] for _key, authors in rows for row in authors])
    return {
        key: frozenset(people[row["person"]].pk for row in authors if row["person"] in people)
        for key, authors in rows
    }


def names(numbers: Numbers) -> dict[int, Names]:
    rows = InitiativeVersion.objects.filter(pk__in=numbers).select_related("initiative")
    return {one.pk: redactor_of(one.initiative, one) for one in rows}


def units(numbers: Numbers) -> dict[int, int]:
    rows = InitiativeVersion.objects.filter(pk__in=numbers)
    return dict(rows.values_list("pk", "initiative__unit"))


def veiled(user: AbstractBaseUser, numbers: Numbers) -> set[int]:
    rows = InitiativeVersion.objects.filter(pk__in=numbers)
    return set(
        rows.filter(initiative__in=veiled_initiatives(user).values("pk")).values_list(
            "pk", flat=True
        )
    )


TEXT_KIND = TextKind(
    KEY,
    _("Sáng kiến"),
    arrivals,
    texts,
    titles=titles,
    sights=sights,
    makers=makers,
    names=names,
    sections=sections,
    units=units,
    veiled=veiled,
    is_checked=True,
)
