"""What of an initiative is compared with others: the boxes of words of every version that was handed in."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.base.http import addresses_of
from phongtrao.documents.fields import TEXTS, read_fields
from phongtrao.documents.models import FormVersion
from phongtrao.initiatives.access.initiatives import visible_initiatives
from phongtrao.initiatives.blind import redactor_of
from phongtrao.initiatives.kinds import KEY
from phongtrao.initiatives.models import InitiativeVersion
from phongtrao.orgs.models import Person
from phongtrao.similarity.kinds import Arrival, Cover, Numbers, Sight, TextKind


def arrivals(number: int, limit: int) -> list[Arrival]:
    rows = InitiativeVersion.objects.filter(pk__gt=number).order_by("pk")[:limit]
    return [
        Arrival(key, initiative, timezone.localdate(at))
        for key, initiative, at in rows.values_list("pk", "initiative_id", "made_at")
    ]


def texts(numbers: Numbers) -> dict[int, str]:
    """A paragraph for each box, in the order of its form; parts that are kept secret are left out."""
    rows = dict(
        InitiativeVersion.objects.filter(pk__in=numbers).values_list("pk", "data").order_by("pk")
    )
    forms = FormVersion.objects.in_bulk({data["form"] for data in rows.values()})
    return {
        key: "\n\n".join(
            str(data["values"][box.key])
            for box in read_fields(forms[data["form"]].fields)
            if box.kind in TEXTS
            and box.key not in data["secret_keys"]
            and data["values"].get(box.key)
        )
        for key, data in rows.items()
    }


def titles(numbers: Numbers) -> dict[int, str]:
    rows = InitiativeVersion.objects.filter(pk__in=numbers)
    return dict(rows.values_list("pk", "data__title"))


def sights(user: AbstractBaseUser, numbers: Numbers) -> dict[int, Sight]:
    visible = visible_initiatives(user).order_by().values("pk")
    rows = InitiativeVersion.objects.filter(pk__in=numbers, initiative__in=visible)
    found = list(rows.select_related("initiative__unit"))
    people = Person.objects.in_bulk(_makers_of(found))
    address = addresses_of("initiatives:initiative")
    return {
        one.pk: Sight(
            by=", ".join(
                [str(people[row["person"]]) for row in one.data["authors"]]
                + [one.initiative.unit.name]
            ),
            url=address(one.initiative_id),
        )
        for one in found
    }


def _makers_of(versions: list[InitiativeVersion]) -> set[int]:
    return {row["person"] for one in versions for row in one.data["authors"]}


def makers(numbers: Numbers) -> dict[int, frozenset[int]]:
    rows = InitiativeVersion.objects.filter(pk__in=numbers).values_list("pk", "data__authors")
    return {key: frozenset(row["person"] for row in authors) for key, authors in rows}


def covers(numbers: Numbers) -> dict[int, Cover]:
    rows = InitiativeVersion.objects.filter(pk__in=numbers).select_related("initiative")
    return {one.pk: redactor_of(one.initiative, one).cover for one in rows}


TEXT_KIND = TextKind(
    KEY,
    _("Sáng kiến"),
    arrivals,
    texts,
    titles=titles,
    sights=sights,
    makers=makers,
    covers=covers,
    is_checked=True,
)
