"""Places of rounds and numbers for ``tests.shots``."""

from django.urls import reverse

# name of the picture, who looks, which place
INDICATOR_SHOTS = (
    ("chi-so", "vanphong", "indicators"),
    ("dot-thu-so-lieu", "vanphong", "number round"),
    ("nhap-so-lieu", "daumoi", "collection form"),
    ("duyet-so-lieu", "vanphong", "numbers to judge"),
)


def indicator_places() -> dict[str, str]:
    """This year's round, and the form of the lower school with what is asked about it."""
    from phongtrao.indicators.models import CollectionRound  # noqa: PLC0415 -- app ready

    round_ = CollectionRound.objects.filter(status="open").order_by("pk")[0]
    typed = round_.reports.filter(status="open").exclude(values={}).order_by("pk")[0]
    handed = round_.reports.filter(status="submitted").order_by("pk")[0]
    return {
        "indicators": reverse("indicators:list"),
        "number round": reverse("indicators:round", args=[round_.pk]),
        "collection form": reverse("indicators:report_edit", args=[typed.pk]),
        "numbers to judge": reverse("indicators:report", args=[handed.pk]),
    }
