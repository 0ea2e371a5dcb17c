"""What was decided enters the register of awards, whoever decided: one's own decision, or an authority above. S0-57"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role, User
from phongtrao.audit.services import Line, record_many
from phongtrao.awards.models import Award
from phongtrao.awards.services.register import Given, award_of
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move_many
from phongtrao.documents.models import Evidence, OfficialDocument
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import nfc
from phongtrao.nominations.models import AwardRound, Nomination
from phongtrao.nominations.queries.decisions import named
from phongtrao.nominations.states import NOMINATION
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Grant

N = Nomination.Status
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Grounds:
    """The decision awards stand on."""

    number: str
    on: date
    who: str
    document: OfficialDocument | None = None
    evidence: Evidence | None = None


def enter_awards(
    rows: Sequence[Nomination], found: AwardRound, grounds: Grounds, *, by: AbstractBaseUser
) -> list[Award]:
    """Locked nominations, all passed → their awards, confirmed; whose they are is told. Inside a transaction."""
    if not rows:
        return []
    _refuse_known(rows, grounds)
    awards = [_award(one, found, grounds, by) for one in rows]
    Award.objects.bulk_create(awards, batch_size=BATCH)
    for one, award in zip(rows, awards, strict=True):
        one.award = award
    Nomination.objects.bulk_update(rows, ["award"], batch_size=BATCH)
    waiting = Nomination.objects.filter(pk__in=[one.pk for one in rows])
    if len(move_many(waiting, N.PASSED, N.AWARDED, NOMINATION)) != len(rows):
        raise WrongState(_("Hồ sơ vừa được người khác xử lý. Hãy tải lại trang."))
    record_many([Line(award) for award in awards], "nominations.award_granted", by=by)
    _tell(awards, grounds)
    return awards


# ------------------------------------------------------------------ pieces


def _award(one: Nomination, found: AwardRound, grounds: Grounds, by: AbstractBaseUser) -> Award:
    given = Given(
        honour=one.form.honour,
        unit=one.unit,
        person=one.person,
        route=one.form.route,
        period=found.period,
        reason=one.achievement,
        decision=grounds.number,
        decided_on=grounds.on,
        decided_by=nfc(grounds.who)[:200],
    )
    award = award_of(given)
    award.status, award.recorded_by_id = Award.Status.CONFIRMED, by.pk
    award.document, award.evidence = grounds.document, grounds.evidence
    return award


def _refuse_known(rows: Sequence[Nomination], grounds: Grounds) -> None:
    """Somebody wrote the paper into the register by hand already."""
    known = set(
        Award.objects.filter(
            decision=grounds.number, unit__in=[one.unit_id for one in rows]
        ).values_list("honour", "person", "unit", "period")
    )
    again = [
        one
        for one in rows
        if (one.form.honour_id, one.person_id, one.unit_id, one.submission.round.period) in known
    ]
    if again:
        said = _("Sổ khen thưởng đã có theo quyết định số này: %s. Hãy xem lại số, hoặc sổ.")
        raise BadInput(said % named(again))


def _tell(awards: Sequence[Award], grounds: Grounds) -> None:
    """People; of a collective, its head."""
    with office_language():
        text = _("Chúc mừng thầy cô, đơn vị: có khen thưởng theo Quyết định %s.") % grounds.number
    pks = [award.pk for award in awards]
    people = User.objects.filter(person__awards__in=pks)
    heads = Grant.objects.today().filter(role=Role.HEAD, unit__awards__in=_of_units(pks))
    told = User.objects.filter(pk__in=people.values("pk")) | User.objects.filter(
        pk__in=heads.values("user")
    )
    key = f"awards-granted:{grounds.number}:{grounds.on.isoformat()}:{min(pks)}"
    notify(told.distinct(), text, key=key, url=reverse("orgs:my_record"))


def _of_units(pks: Sequence[int]) -> QuerySet[Award]:
    return Award.objects.filter(pk__in=pks, person=None)
