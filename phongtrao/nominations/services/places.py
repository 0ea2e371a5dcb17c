"""Places of a quota: taken one at a time, by whoever holds its row. S3-43"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from phongtrao.lib.errors import BadInput
from phongtrao.nominations.models import AwardRound, Quota, Submission
from phongtrao.nominations.queries.places import category_of, taken_by, taking
from phongtrao.nominations.services.locking import share_places
from phongtrao.orgs.models import Unit


def take_places(sent: Submission, number: int, *, is_person: bool) -> None:
    """Hold the row until the transaction ends; BadInput with the numbers where not so many are left.

    Without any quota of the category in the round, nothing is limited.
    """
    share_places(sent.round_id)
    category = category_of(is_person=is_person)
    rows = Quota.objects.filter(round=sent.round_id, category=category)
    quota = rows.select_for_update().filter(unit=sent.unit_id).first()
    if quota is None and not rows.exists():
        return
    taken = taking(sent, is_person=is_person).count()
    _refuse_over(_Room(sent.unit, quota.most if quota else 0, taken), number, is_person=is_person)


def take_places_of_all(
    found: AwardRound, numbers: Mapping[Submission, int], *, is_person: bool
) -> None:
    """The same for many submissions of a round: their rows are held in one order."""
    share_places(found.pk)
    rows = Quota.objects.filter(round=found, category=category_of(is_person=is_person))
    units = [sent.unit_id for sent in numbers]
    held = rows.select_for_update().filter(unit__in=units).order_by("pk")
    quotas = {quota.unit_id: quota.most for quota in held}
    if not quotas and not rows.exists():
        return
    taken = taken_by(numbers, is_person=is_person)
    for sent, number in numbers.items():
        room = _Room(sent.unit, quotas.get(sent.unit_id, 0), taken.get(sent.pk, 0))
        _refuse_over(room, number, is_person=is_person)


@dataclass(frozen=True, slots=True)
class _Room:
    unit: Unit
    most: int
    taken: int


def _refuse_over(room: _Room, number: int, *, is_person: bool) -> None:
    if room.taken + number <= room.most:
        return
    words = {"most": room.most, "taken": room.taken, "more": number, "unit": room.unit}
    if not room.most:
        raise BadInput(_no_places(is_person=is_person) % words)
    raise BadInput(_too_many(is_person=is_person) % words)


def _no_places(*, is_person: bool) -> str:
    if is_person:
        return _("%(unit)s không có chỉ tiêu cá nhân trong đợt này. Hãy hỏi nơi tổ chức đợt.")
    return _("%(unit)s không có chỉ tiêu tập thể trong đợt này. Hãy hỏi nơi tổ chức đợt.")


def _too_many(*, is_person: bool) -> str:
    if is_person:
        return _(
            "Được %(most)s cá nhân, đã đề nghị %(taken)s nên không thêm được %(more)s. Hãy rút bớt hoặc xin thêm chỉ tiêu."
        )
    return _(
        "Được %(most)s tập thể, đã đề nghị %(taken)s nên không thêm được %(more)s. Hãy rút bớt hoặc xin thêm chỉ tiêu."
    )
