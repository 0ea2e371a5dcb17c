"""Two units recorded the same activity: joined, counted once, parted again."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.activities.access import activities as access
from phongtrao.activities.models import Activity, Apart
from phongtrao.activities.services.writing import (
    TRANSITIONS,
    bring_parties,
    stand_apart,
    tell_recorder,
)
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move
from phongtrao.lib.errors import BadInput, WrongState

S = Activity.Status


@transaction.atomic
def join_activities(kept: Activity, twin: Activity, *, by: AbstractBaseUser) -> Activity:
    """``twin`` is counted no more; its units stand with those of ``kept``."""
    kept, twin = _both(kept, twin)
    access.can_join(by, kept).enforce()
    if kept.pk == twin.pk or kept.status not in S.counted or twin.status not in S.counted:
        raise WrongState(_("Chỉ gộp được hai hoạt động đã ghi nhận."))
    if kept.kind_id != twin.kind_id:
        raise BadInput(_("Hai hoạt động khác loại nên không gộp được."))
    if twin.status == S.CONFIRMED != kept.status:
        # Indicators and reports count what is confirmed: joined, both units would lose it.
        raise WrongState(
            _("“%s” đã được xác nhận, hoạt động này thì chưa. Hãy xác nhận hoạt động này rồi gộp.")
            % twin
        )
    bring_parties(kept, twin)
    move(twin, S.JOINED, TRANSITIONS, same_as=kept.pk, was=twin.status)
    record(twin, "activities.joined", by=by, into=kept.pk)
    record(kept, "activities.joined", by=by, with_=twin.pk)
    with office_language():
        said = _("Hoạt động “%(twin)s” được gộp vào “%(kept)s” của %(unit)s, tính một lần ở đó.")
        text = said % {"twin": twin.title, "kept": kept.title, "unit": kept.unit}
    tell_recorder(twin, text, "joined", by=by)
    return kept


@transaction.atomic
def part_activities(twin: Activity, *, by: AbstractBaseUser) -> Activity:
    """Undo the joining: both stand as before."""
    twin = Activity.objects.select_for_update(of=("self",)).select_related("unit").get(pk=twin.pk)
    if twin.same_as is None:
        raise WrongState(_("Hoạt động này không còn gộp. Hãy tải lại trang."))
    if not (access.can_join(by, twin) or access.can_join(by, twin.same_as)):
        access.can_join(by, twin).enforce()
    stand_apart(twin, twin.same_as, by=by)
    return twin


@transaction.atomic
def tell_apart(one: Activity, other: Activity, *, by: AbstractBaseUser) -> None:
    """They are two: not proposed again."""
    access.can_join(by, one).enforce()
    first, second = sorted((one.pk, other.pk))
    Apart.objects.get_or_create(one_id=first, other_id=second)
    record(one, "activities.told_apart", by=by, other=other.pk)


def _both(one: Activity, other: Activity) -> tuple[Activity, Activity]:
    """Locked in the order of their keys: two people may join them the other way round at once."""
    rows = Activity.objects.select_for_update(of=("self",)).select_related("unit")
    found = {row.pk: row for row in rows.filter(pk__in=[one.pk, other.pk]).order_by("pk")}
    return found[one.pk], found[other.pk]
