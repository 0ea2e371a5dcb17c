"""What of an initiative is compared with others: the boxes of words of every version that was handed in."""

from collections.abc import Collection

from django.utils import timezone

from phongtrao.documents.fields import TEXTS, read_fields
from phongtrao.documents.models import FormVersion
from phongtrao.initiatives.kinds import KEY
from phongtrao.initiatives.models import InitiativeVersion
from phongtrao.similarity.kinds import Arrival, TextKind


def arrivals(number: int, limit: int) -> list[Arrival]:
    rows = InitiativeVersion.objects.filter(pk__gt=number).order_by("pk")[:limit]
    return [
        Arrival(key, initiative, timezone.localdate(at))
        for key, initiative, at in rows.values_list("pk", "initiative_id", "made_at")
    ]


def texts(numbers: Collection[int]) -> dict[int, str]:
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


TEXT_KIND = TextKind(KEY, arrivals, texts)
