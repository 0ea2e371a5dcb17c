"""What similarity holds, for tests/world.py."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from phongtrao.initiatives.kinds import KEY
from phongtrao.initiatives.models import InitiativeVersion
from phongtrao.similarity.law import shipped_levels
from phongtrao.similarity.models import GroupMember, ReferenceLoad, ReferenceText, TextGroup
from phongtrao.similarity.services.thresholds import set_thresholds

SUBJECTS = {
    "similarity.threshold": "threshold",
    "similarity.referencetext": "reference",
    "similarity.textgroup": "text group",
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
    _group(world)


def _group(world: Any) -> None:
    """Two initiatives told by the lower school's people share a text."""
    texts = InitiativeVersion.objects.filter(initiative__unit=world.places["lower"])
    one, other = texts.distinct("initiative").order_by("initiative")[:2]
    day = timezone.localdate()
    group = TextGroup.objects.create(
        found_on=day,
        size=2,
        units=1,
        first_day=day,
        last_day=day,
        share=0.5,
        links=[[0, 1, 0.5]],
    )
    for place, text in enumerate((one, other)):
        GroupMember.objects.create(
            group=group,
            place=place,
            kind=KEY,
            number=text.pk,
            thing=text.initiative_id,
            day=day,
            unit=world.places["lower"],
            title=text.data["title"],
        )
    world.samples["text group"] = {"of the lower school": group.pk}
