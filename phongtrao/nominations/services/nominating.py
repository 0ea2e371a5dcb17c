"""A unit begins what it hands in, chooses whom it asks for, in which order. S3-42 S3-43 S0-12

Whoever chooses holds the submission, then the quota: two clerks at once ask one after the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.lib.rules import Outcome
from phongtrao.lib.text import nfc
from phongtrao.nominations.access.rounds import asking_units
from phongtrao.nominations.access.submissions import can_add, can_begin, can_change, can_prepare
from phongtrao.nominations.kept_verdicts import written
from phongtrao.nominations.models import AwardRound, Nomination, RoundForm, Submission
from phongtrao.nominations.queries.crowds import crowd_of
from phongtrao.nominations.queries.subjects import Subject
from phongtrao.nominations.queries.verdicts import clause_of
from phongtrao.nominations.services.claims import Told, put_claims
from phongtrao.nominations.services.locking import lock_nomination, lock_subjects, lock_submission
from phongtrao.nominations.services.places import take_places
from phongtrao.nominations.services.refusing import own_subject, refuse_subject
from phongtrao.nominations.services.statements import ask_statements
from phongtrao.orgs.models import Person, Unit

N = Nomination.Status


@transaction.atomic
def begin_submission(found: AwardRound, unit: Unit, *, by: AbstractBaseUser) -> Submission:
    """The one of this unit and round; it is there already for the second who begins."""
    can_begin(by, found, unit).enforce()
    if not asking_units(by, found).filter(pk=unit.pk).exists():
        raise NotAllowed(_not_for(unit))
    sent, is_new = Submission.objects.get_or_create(round=found, unit=unit)
    if is_new:
        record(sent, "nominations.submission_begun", by=by)
    return sent


def _not_for(unit: Unit) -> str:
    return _("Đợt này không dành cho %s. Hãy chọn đợt của đơn vị mình hoặc cấp trên.") % unit


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom, for which form. ``reason``: why all the same, where the rule does not propose them."""

    form: RoundForm
    who: Person | Unit
    reason: str = ""
    achievement: str = ""
    claims: Sequence[Told] = ()


def nominate(sent: Submission, choice: Choice, *, by: AbstractBaseUser) -> Nomination:
    """Ask for one. BadInput, NotAllowed, WrongState say why not."""
    return nominate_all(sent, [choice], by=by)[0]


@transaction.atomic
def nominate_all(
    sent: Submission, choices: Sequence[Choice], *, by: AbstractBaseUser
) -> list[Nomination]:
    """All of them or, where one cannot be, none."""
    sent = lock_submission(sent.pk)
    can_add(by, sent).enforce()
    return _nominate_all(sent, choices, by)


def _nominate_all(
    sent: Submission, choices: Sequence[Choice], by: AbstractBaseUser
) -> list[Nomination]:
    for is_person in (True, False):
        number = sum(isinstance(one.who, Person) is is_person for one in choices)
        if number:
            take_places(sent, number, is_person=is_person)
    lock_subjects(one.who for one in choices)
    return [_nominate(sent, one, by) for one in choices]


def _nominate(sent: Submission, choice: Choice, by: AbstractBaseUser) -> Nomination:
    one = own_subject(sent, choice.who)
    refuse_subject(sent, choice.form, one)
    last = sent.nominations.filter(form=choice.form).aggregate(last=Max("position"))["last"]
    found = Nomination(
        submission=sent,
        form=choice.form,
        person=one.person,
        unit=one.unit,
        name=one.name,
        job=one.job,
        is_frontline=one.is_frontline,
        achievement=nfc(choice.achievement).strip(),
        position=(last or 0) + 1,
        asked_on=timezone.localdate(),
    )
    found.verdict = _verdict(found, one, nfc(choice.reason).strip())
    try:
        found.full_clean(exclude=["verdict", "report"])  # may be empty
    except ValidationError as error:
        raise BadInput(f"{one.name}: {' '.join(error.messages)}") from error
    found.save()
    ask_statements(found)
    if choice.claims:
        put_claims(found, choice.claims)
    record(found, "nominations.chosen", by=by)
    return found


def _verdict(found: Nomination, one: Subject, reason: str) -> dict[str, object]:
    """What is kept. BadInput where the rule would not propose them and nobody says why all the same."""
    today = timezone.localdate()
    clause = clause_of(found.form, today, is_person=one.person is not None)
    if clause is None:
        return written(None, reason)
    crowd = crowd_of(found.submission, [one.key], today, is_person=one.person is not None)
    if crowd.verdict(clause, one.key).outcome != Outcome.MET and not reason:
        said = _("%s chưa đạt theo tiêu chuẩn hoặc chưa đủ căn cứ. Hãy ghi vì sao vẫn đề nghị.")
        raise BadInput(said % one.name)
    return written(crowd.verdict(clause, one.key, {}), reason)


# ------------------------------------------------------------------ afterwards


@transaction.atomic
def move_up(found: Nomination, *, by: AbstractBaseUser) -> None:
    """Change places with the one before it in the list of its form; the first stays."""
    sent = lock_submission(found.submission_id)
    can_prepare(by, sent).enforce()
    rows = sent.nominations.filter(form=found.form_id, status__in=N.living)
    order = list(rows.order_by("position", "pk").values_list("pk", flat=True))
    if found.pk not in order:
        raise WrongState
    place = order.index(found.pk)
    if place == 0:
        return
    pair = Nomination.objects.filter(pk__in=order[place - 1 : place + 1])
    for one in pair.select_related("submission__unit", "submission__round"):
        can_change(by, one).enforce()
    order[place - 1], order[place] = order[place], order[place - 1]
    for number, pk in enumerate(order, 1):
        Nomination.objects.filter(pk=pk).update(position=number)
    record(sent, "nominations.reordered", by=by)


@transaction.atomic
def set_frontline(found: Nomination, *, is_frontline: bool, by: AbstractBaseUser) -> None:
    """Does the professional work itself, or is a small collective: who goes first. S0-12"""
    lock_submission(found.submission_id)
    can_change(by, lock_nomination(found.pk)).enforce()
    if Nomination.objects.filter(pk=found.pk).exclude(is_frontline=is_frontline).update(is_frontline=is_frontline):  # fmt: skip
        record(found, "nominations.frontline_set", by=by, after={"is_frontline": is_frontline})
