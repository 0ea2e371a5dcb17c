"""Units of a running campaign handed out to those who verify them. S4-26"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.accounts.models import User
from phongtrao.assessments.access.campaigns import can_share
from phongtrao.assessments.access.verifiers import officers_of, workplaces
from phongtrao.assessments.models import Assessment, Campaign
from phongtrao.assessments.queries.gaps import held_by
from phongtrao.assessments.services.locking import lock_assessments, lock_campaign
from phongtrao.assessments.shares import Lot, deal
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.lib.errors import BadInput
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Unit
from phongtrao.plans.queries.people import people_by_unit

A = Assessment.Status
BATCH = 1_000
MOST_NAMED = 5


Verifier = User | Unit | None  # None: the whole office that holds the campaign


class How(TextChoices):
    EVENLY = "deu", gettext_lazy("Chia đều cho những người được chọn")
    WHOLE_COMMUNES = "theo_xa", gettext_lazy("Chia đều, mỗi xã, phường trọn cho một người")
    TO_COMMUNES = "xa", gettext_lazy("Giao cho xã, phường thẩm định đơn vị trên địa bàn")
    TO_OFFICE = "chung", gettext_lazy("Để chung: ai của nơi tổ chức cũng thẩm định")


@dataclass(frozen=True, slots=True)
class Sharing:
    """``people``: who gets the units, of the first two ways."""

    how: How
    people: Sequence[User] = field(default=())


@dataclass(frozen=True, slots=True)
class Dealt:
    """``left``: units that none of those chosen may verify; they stay where they were. ``mute``: communes that
    got none, because nobody there has an account.
    """

    given: int
    left: list[str]
    mute: list[str]


@transaction.atomic
def share_units(
    campaign: Campaign, chosen: Collection[int], sharing: Sharing, *, by: AbstractBaseUser
) -> Dealt:
    """Of the chosen assessments those not yet judged. Refused where not one of them can be given."""
    lock_campaign(campaign)
    can_share(by, campaign).enforce()
    lock_assessments(campaign)
    asked = campaign.assessments.filter(pk__in=chosen, status__in=A.to_judge)
    rows = list(asked.select_related("unit").order_by("unit__sort_key", "pk"))
    if not rows:
        raise BadInput(_("Các đơn vị đã chọn đều đã thẩm định xong nên không chia nữa."))
    to, mute = _plan(campaign, rows, sharing)
    given = [row for row in rows if row.pk in to]
    left = [row.unit.name for row in rows if row.pk not in to]
    if not given:
        raise BadInput(_none_given(sharing.how, left, mute))
    for row in given:
        one = to[row.pk]
        row.verifier = one if isinstance(one, User) else None
        row.checker = one if isinstance(one, Unit) else None
    Assessment.objects.bulk_update(given, ["verifier", "checker"], batch_size=BATCH)
    with office_language():
        how, said = str(sharing.how.label), {"verifiers": _numbers(to.values())}
    record(campaign, "assessments.units_shared", by=by, after=said, units=len(given), how=how)
    _tell(campaign, to.values(), by)
    return Dealt(len(given), left, mute)


# ------------------------------------------------------------------ who gets what


def _plan(
    campaign: Campaign, rows: list[Assessment], sharing: Sharing
) -> tuple[dict[int, Verifier], list[str]]:
    """assessment → who verifies it, one that nobody may have is left out; and communes without anybody."""
    if sharing.how == How.TO_OFFICE:
        return dict.fromkeys((row.pk for row in rows), None), []
    if sharing.how == How.TO_COMMUNES:
        return _to_communes(rows)
    return _among(campaign, rows, sharing), []


def _to_communes(rows: list[Assessment]) -> tuple[dict[int, Verifier], list[str]]:
    communes = _communes(rows)
    answering = people_by_unit({one.pk for one in communes.values()})
    mute = {one.name for one in communes.values() if one.pk not in answering}
    return {pk: one for pk, one in communes.items() if one.pk in answering}, sorted(mute)


def _among(campaign: Campaign, rows: list[Assessment], sharing: Sharing) -> dict[int, Verifier]:
    known = {one.pk: one for one in officers_of(campaign.owner)}
    people = [one.pk for one in sharing.people if one.pk in known]
    if not people:
        raise BadInput(_("Hãy chọn ít nhất một người còn làm việc ở nơi tổ chức đợt."))
    lots = (
        _by_commune(rows) if sharing.how == How.WHOLE_COMMUNES else [(row.unit_id,) for row in rows]
    )
    keys = {row.unit_id: row.pk for row in rows}
    held = held_by(campaign, without=keys.values())
    own = campaign.owner_id  # what a Sở says of itself, its own people verify
    conflicts = {user: units - {own} for user, units in workplaces(people).items()}
    found = deal(lots, people, held=held, conflicts=conflicts)
    return {keys[unit]: known[user] for unit, user in found.items()}


def _communes(rows: list[Assessment]) -> dict[int, Unit]:
    """assessment → the commune its unit stands under today; a commune itself has none."""
    above = {row.pk: _steps(row.unit) for row in rows}
    asked = {step for steps in above.values() for step in steps}
    communes = Unit.objects.standing().filter(kind=Unit.Kind.COMMUNE).in_bulk(asked)
    found = ((pk, next((s for s in steps if s in communes), None)) for pk, steps in above.items())
    return {pk: communes[step] for pk, step in found if step is not None}


def _by_commune(rows: list[Assessment]) -> list[Lot]:
    """Units of one commune together; those under none one by one."""
    communes = _communes(rows)
    lots: dict[tuple[str, int], list[int]] = defaultdict(list)
    for row in rows:
        place = communes.get(row.pk)
        lots[("commune", place.pk) if place else ("unit", row.unit_id)].append(row.unit_id)
    return [tuple(units) for units in lots.values()]


def _steps(unit: Unit) -> list[int]:
    """Keys of the units above on the administrative line, the nearest first."""
    return [int(step) for step in unit.admin_path.split("/") if step][-2::-1]


# ------------------------------------------------------------------ who is told


def _numbers(to: Iterable[Verifier]) -> str:
    """“Võ Thúy Vy: 12; Mạc Thị Oanh: 11”."""
    counts = Counter(to).most_common()
    return "; ".join(f"{one or _('để chung')}: {number}" for one, number in counts)


def _none_given(how: How, left: list[str], mute: list[str]) -> str:
    if mute:
        said = _("Chưa ai có tài khoản ở %s nên không giao được. Hãy phân quyền rồi giao lại.")
        return said % ", ".join(mute[:MOST_NAMED])
    if how == How.TO_COMMUNES:
        return _("Các đơn vị đã chọn không thuộc xã, phường nào nên không giao cho xã được.")
    said = _("Không giao được: %s là đơn vị của chính người được chọn. Hãy chọn người khác.")
    return said % ", ".join(left[:MOST_NAMED])


def _tell(campaign: Campaign, to: Iterable[Verifier], by: AbstractBaseUser) -> None:
    """Each person with the number of units; the people of each commune."""
    counts = Counter(to)
    communes = [one.pk for one in counts if isinstance(one, Unit)]
    people = {user.pk: user for users in people_by_unit(communes).values() for user in users}
    url = reverse("assessments:campaign", args=[campaign.pk])
    key = f"campaign:{campaign.pk}:shared:{timezone.now():%Y%m%d%H%M%S}"
    with office_language():
        said = _("Bạn được giao thẩm định %(n)s đơn vị trong “%(title)s”.")
        place = _("Xã, phường được giao thẩm định các đơn vị trên địa bàn trong “%s”.")
        for one, number in counts.items():
            if isinstance(one, User) and one.pk != by.pk:
                notify([one], said % {"n": number, "title": campaign.title}, key=key, url=url)
        notify(people.values(), place % campaign.title, key=key, url=url)
