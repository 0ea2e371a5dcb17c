"""Award rounds in the story of a movement. S0-18"""

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.nominations.access.rounds import visible_rounds
from phongtrao.nominations.models import AwardRound
from phongtrao.plans.models import Movement
from phongtrao.plans.story import Moment

MOST = 20


def tell_rounds(movement: Movement, user: AbstractBaseUser) -> Iterator[Moment]:
    """By the day they take in until. One query."""
    rows = visible_rounds(user).filter(movement=movement.pk).order_by("-due_at", "-pk")[:MOST]
    for one in rows:
        url = reverse("nominations:round", args=[one.pk])
        is_open = one.status == AwardRound.Status.OPEN
        text = f"{one.get_occasion_display()}, {one.get_status_display().lower()}"
        day = timezone.localdate(one.due_at)
        yield Moment(day, _("Đợt khen thưởng: %s") % one.title, text, url, "award", is_open)
