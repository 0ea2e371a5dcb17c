"""A fact may be corrected after somebody was chosen for it: the verdict is asked again, and what turned is told."""

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.lib.errors import DomainError
from phongtrao.nominations.access.submissions import can_ask_again
from phongtrao.nominations.kept_verdicts import changes, written
from phongtrao.nominations.models import AwardRound, Nomination
from phongtrao.nominations.queries.decisions import revoked_works
from phongtrao.nominations.queries.verdicts import verdict_of
from phongtrao.nominations.services.locking import lock_nomination
from phongtrao.nominations.services.statements import ask_statements
from phongtrao.notifications.services import notify
from phongtrao.plans.queries.people import office_of, people_at

N = Nomination.Status
OPEN = N.living - {"awarded"}
# Awards whose rule is asked again every night.
LOOKED_BACK = timedelta(days=370)


@transaction.atomic
def ask_again(found: Nomination, *, by: AbstractBaseUser) -> None:
    """Keep what the rule says now: whoever looked at the change goes on with it."""
    found = lock_nomination(found.pk)
    can_ask_again(by, found).enforce()
    ask_statements(found)
    found.verdict = written(verdict_of(found), found.verdict.get("reason", ""))
    found.asked_on, found.is_flagged = timezone.localdate(), False
    found.save(update_fields=["verdict", "asked_on", "is_flagged"])
    record(found, "nominations.asked_again", by=by)


def flag_changed() -> int:
    """Every open nomination whose verdict turned since it was kept; how many are new. Safe to run twice."""
    rows = Nomination.objects.filter(status__in=OPEN, is_flagged=False, verdict__has_key="lines")
    rows = rows.exclude(submission__round__status=AwardRound.Status.ENDED).select_related(
        "form__rules__rule_set", "person", "unit", "submission__unit", "submission__round__owner"
    )
    return sum(flag_if_changed(found) for found in rows.iterator(chunk_size=500))


def flag_granted() -> int:
    """Awards of the last year that a fact under them leaves: for the office that decided to look at again.

    What was given for a work whose recognition was revoked since is flagged however old it is.
    """
    rows = Nomination.objects.filter(status=N.AWARDED, award__status="confirmed", is_flagged=False)
    rows = rows.select_related(
        "form__rules__rule_set", "person", "unit", "award", "submission__round__owner"
    )
    broken = rows.filter(pk__in=revoked_works().values("nomination"))
    since = timezone.localdate() - LOOKED_BACK
    recent = rows.filter(verdict__has_key="lines", award__decided_on__gte=since)
    done = sum(flag_award(found) for found in broken.iterator(chunk_size=500))
    worse = (one for one in recent.iterator(chunk_size=500) if _is_worse(one))
    return done + sum(flag_award(found) for found in worse)


def _is_worse(found: Nomination) -> bool:
    """What the award itself adds to the register leaves it as it was."""
    turned = changes(found.verdict, written(verdict_of(found)))
    return any(one.is_worse for one in turned)


@transaction.atomic
def flag_award(found: Nomination) -> bool:
    rows = Nomination.objects.filter(pk=found.pk, is_flagged=False, status=N.AWARDED)
    if not rows.update(is_flagged=True):  # another worker
        return False
    record(found, "nominations.flagged", by=None)
    _tell_decider(found)
    return True


def _tell_decider(found: Nomination) -> None:
    with office_language():
        words = _("Dữ kiện của khen thưởng “%(form)s” (Quyết định %(number)s) đã đổi sau khi khen. Hãy xem lại khen thưởng này.")  # fmt: skip
        award = found.award
        text = words % {"form": found.form, "number": award.decision if award else ""}
    url = reverse("awards:award", args=[found.award_id])
    told = office_of(found.submission.round.owner)
    notify(told, text, key=f"nominations:flag-award:{found.award_id}", url=url)


@transaction.atomic
def flag_if_changed(found: Nomination) -> bool:
    try:
        now = written(verdict_of(found))
    except (
        DomainError
    ):  # its page says why the rule cannot be asked; the others are asked all the same
        return False
    if not changes(found.verdict, now):
        return False
    rows = Nomination.objects.filter(pk=found.pk, is_flagged=False, verdict=found.verdict)
    if not rows.update(is_flagged=True):  # another worker, or somebody asked again meanwhile
        return False
    record(found, "nominations.flagged", by=None)
    _tell(found)
    return True


def _tell(found: Nomination) -> None:
    """Who prepares it at the unit; once it was sent, the office of the round as well."""
    sent = found.submission
    told = people_at(sent.unit)
    if sent.status != "writing":
        told += office_of(sent.round.owner)
    with office_language():
        words = _(
            "Dữ kiện của một đề nghị “%(form)s” của %(unit)s đã đổi sau khi chọn. Hãy xem lại vì sao đạt hay chưa đạt."
        )
        text = words % {"form": found.form, "unit": sent.unit}
    key = f"nominations:flag:{found.pk}:{found.asked_on:%Y%m%d}"
    notify(told, text, key=key, url=reverse("nominations:nomination", args=[found.pk]))
