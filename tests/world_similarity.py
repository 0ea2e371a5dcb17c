"""What similarity holds, for tests/world.py."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from phongtrao.similarity.law import shipped_levels
from phongtrao.similarity.models import ReferenceLoad, ReferenceText
from phongtrao.similarity.services.thresholds import set_thresholds

SUBJECTS = {
    "similarity.threshold": "threshold",
    "similarity.referencetext": "reference",
}


def fill_similarity(world: Any) -> None:
    """The Sở has set levels that are to hold from tomorrow."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    levels, _is_to_be_checked = shipped_levels()
    row = set_thresholds(world.places["department"], levels, tomorrow, by=world.people["vanphong"])
    world.samples["levels"] = {"to come": row.pk}
    world.samples["threshold"] = {"of the Sở": row.threshold.pk}
    load = ReferenceLoad.objects.get()  # of the demo
    world.samples["reference load"] = {"of the Sở": load.pk}
    world.samples["reference"] = {"of the Sở": ReferenceText.objects.order_by("pk")[0].pk}
