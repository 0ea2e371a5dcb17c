"""Places of the library for ``tests.shots``."""

from typing import Any

from django.urls import reverse


def library_places(school: Any) -> dict[str, str]:
    """A work that several schools use, a proposal, the card of a school."""
    from phongtrao.recognition.models import Creation, Replication  # noqa: PLC0415 -- app ready

    used = Creation.objects.filter(adoptions__status="used", replication__isnull=False)
    road = Replication.objects.order_by("pk")[0]
    return {
        "creation": reverse("recognition:creation", args=[used.order_by("pk")[0].pk]),
        "replication": reverse("recognition:replication", args=[road.pk]),
        "quota card": reverse("recognition:unit_quota", args=[school.pk]),
    }
