"""Places of results for ``tests.shots``."""

from django.urls import reverse

# name of the picture, who looks, at which of the places below or which address
TOTAL_SHOTS = (
    ("ket-qua-chi-tieu", "vanphong", "/tong-hop/"),
    ("ket-qua-mot-chi-tieu", "vanphong", "target result"),
    ("ket-qua-mo-xuong-xa", "vanphong", "result below"),
    ("ket-qua-nhin-tu-truong", "hieutruong", "target result"),
)


def total_places() -> dict[str, str]:
    """The first target of the plan for the whole Sở, and the commune it opens to."""
    from phongtrao.indicators.models import Target  # noqa: PLC0415 -- app ready
    from phongtrao.orgs.models import Unit  # noqa: PLC0415 -- app ready

    target = Target.objects.exclude(origin_fact=None, origin_target=None).order_by("pk")[0]
    commune = Unit.objects.standing().filter(kind=Unit.Kind.COMMUNE).order_by("pk")[0]
    page = reverse("totals:target", args=[target.pk])
    return {"target result": page, "result below": f"{page}?don_vi={commune.pk}"}
