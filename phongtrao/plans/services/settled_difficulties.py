"""An amendment that began with difficulties came into force: their units and who raised them are told. S0-58"""

from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.base.words import office_language
from phongtrao.notifications.models import Notice
from phongtrao.notifications.services import notify_many
from phongtrao.plans.models import Difficulty, Plan
from phongtrao.plans.queries.people import people_by_unit
from phongtrao.plans.services.assignments import quoted


def tell_amended(plan: Plan, amendment: Plan) -> None:
    """Once a difficulty and person; a fixed number of queries."""
    rows = list(amendment.difficulties.order_by("pk"))
    people = people_by_unit({row.unit_id for row in rows})
    with office_language():
        words = _(
            "Kế hoạch %(plan)s đã sửa đổi từ vướng mắc của đơn vị, nay có hiệu lực: %(text)s."
        )
        notices = [
            Notice(
                to_id=user,
                key=f"plans.difficulty:{row.pk}:amended:{amendment.pk}",
                text=words % {"plan": quoted(plan.title), "text": quoted(row.text)},
                url=reverse("plans:difficulty", args=[row.pk]),
            )
            for row in rows
            for user in _told(row, [one.pk for one in people.get(row.unit_id, [])])
        ]
    notify_many(notices)


def _told(row: Difficulty, people: list[int]) -> list[int]:
    return sorted({*people, row.raised_by_id})
