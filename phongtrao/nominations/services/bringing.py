"""Many asked for at once from a list, by many units: each question goes to the database once for all. S3-43

The same locks as one who chooses on the page takes: the submissions, then their quotas.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import Line, record_many
from phongtrao.lib.errors import BadInput, Conflict, NotAllowed, WrongState
from phongtrao.lib.rules import Clause
from phongtrao.lib.text import nfc
from phongtrao.nominations.access.submissions import can_bring_in
from phongtrao.nominations.kept_verdicts import written_all
from phongtrao.nominations.models import AwardRound, Nomination, RoundForm, Statement, Submission
from phongtrao.nominations.queries.crowds import crowds_of
from phongtrao.nominations.queries.quotas import units_within
from phongtrao.nominations.queries.subjects import Subject
from phongtrao.nominations.queries.verdicts import clause_of, received_on
from phongtrao.nominations.services.locking import lock_subjects, lock_submissions
from phongtrao.nominations.services.places import take_places_of_all
from phongtrao.nominations.services.statements import rows_of
from phongtrao.orgs.models import Unit

BATCH = 2_000
NO_FIELDS = (
    "submission",
    "form",
    "person",
    "unit",
    "verdict",
    "report",
    "status",
)  # not told by a list


@dataclass(frozen=True, slots=True)
class Asked:
    """One row of a list, checked: which unit asks, for whom. ``reason`` as of ``nominating.Choice``."""

    unit: Unit
    form: RoundForm
    subject: Subject
    reason: str = ""
    achievement: str = ""

    @property
    def is_person(self) -> bool:
        return self.subject.person is not None


@transaction.atomic
def bring_in(asked: Sequence[Asked], *, by: AbstractBaseUser) -> list[Nomination]:
    """By the units, or by the office of the round for units that sent it on paper: all of them, or none.

    Whether each may be asked for is the list's to have checked in the same transaction.
    """
    rounds: dict[int, list[Asked]] = defaultdict(list)
    for one in asked:
        rounds[one.form.round_id].append(one)
    return [made for same in rounds.values() for made in _bring_into(same[0].form.round, same, by)]


def _bring_into(
    found: AwardRound, asked: Sequence[Asked], by: AbstractBaseUser
) -> list[Nomination]:
    sent = _submissions(found, {one.unit.pk: one.unit for one in asked}, by)
    for is_person in (True, False):
        counted = Counter(one.unit.pk for one in asked if one.is_person is is_person)
        numbers = {sent[unit]: number for unit, number in counted.items()}
        if numbers:
            take_places_of_all(found, numbers, is_person=is_person)
    lock_subjects(one.subject.person or one.subject.unit for one in asked)
    made = _nominations(sent, asked)
    _keep_verdicts(made, asked)
    made = _written(made)
    _ask_statements(made)
    record_many((Line(one) for one in made), "nominations.chosen", by=by)
    return made


def _submissions(
    found: AwardRound, units: Mapping[int, Unit], by: AbstractBaseUser
) -> dict[int, Submission]:
    """Of each unit, begun where there was none, and held."""
    within = set(units_within(found).filter(pk__in=units).values_list("pk", flat=True))
    for pk, unit in units.items():
        can_bring_in(by, found, unit).enforce()
        if pk not in within:
            raise NotAllowed(
                _("Đợt này không dành cho %s. Hãy chọn đợt của đơn vị mình hoặc cấp trên.") % unit
            )
    rows = Submission.objects.filter(round=found, unit__in=units)
    known = set(rows.values_list("unit", flat=True))
    begun = sorted(units.keys() - known)
    Submission.objects.bulk_create(
        (Submission(round=found, unit=units[unit]) for unit in begun),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    sent = {one.unit_id: one for one in lock_submissions(rows)}
    new = (Line(sent[unit]) for unit in begun)
    record_many(new, "nominations.submission_begun", by=by)
    for one in sent.values():
        if one.status not in Submission.Status.open_to_unit:
            said = _("Hồ sơ của %s đã gửi nên không thêm được đề nghị.")
            raise WrongState(said % one.unit)
    return sent


def _nominations(sent: Mapping[int, Submission], asked: Sequence[Asked]) -> list[Nomination]:
    """Each after the last of its form that its unit asks for."""
    rows = Nomination.objects.filter(submission__in=[one.pk for one in sent.values()]).order_by()
    numbered = rows.values_list("submission", "form").annotate(last=Max("position"))
    last = {(submission, form): place for submission, form, place in numbered}
    today, made = timezone.localdate(), []
    for one in asked:
        key = (sent[one.unit.pk].pk, one.form.pk)
        last[key] = last.get(key, 0) + 1
        row = Nomination(
            submission=sent[one.unit.pk],
            form=one.form,
            person=one.subject.person,
            unit=one.subject.unit,
            name=one.subject.name,
            job=one.subject.job,
            is_frontline=one.subject.is_frontline,
            achievement=nfc(one.achievement).strip(),
            position=last[key],
            asked_on=today,
        )
        try:
            row.clean_fields(exclude=NO_FIELDS)
        except ValidationError as error:
            raise BadInput(f"{row.name}: {' '.join(error.messages)}") from error
        made.append(row)
    return made


def _written(made: Sequence[Nomination]) -> list[Nomination]:
    try:
        with transaction.atomic():
            return Nomination.objects.bulk_create(made, batch_size=BATCH)
    except IntegrityError as error:
        said = _("Có người, tập thể trong danh sách vừa được đề nghị. Hãy kiểm tra lại danh sách.")
        raise Conflict(said) from error


# ------------------------------------------------------------------ what the rules say


def _keep_verdicts(made: Sequence[Nomination], asked: Sequence[Asked]) -> None:
    """As the rule of each form finds them today, with nothing confirmed yet."""
    today = timezone.localdate()
    together: dict[tuple[RoundForm, bool], list[int]] = defaultdict(list)
    for place, one in enumerate(asked):
        together[one.form, one.is_person].append(place)
    for (form, is_person), places in together.items():
        clause = clause_of(form, today, is_person=is_person)
        units = {asked[place].subject.key: asked[place].unit for place in places} if clause else {}
        crowds = crowds_of(form.round, units, today, is_person=is_person)
        keys = [asked[place].subject.key for place in places]
        verdicts = [crowds[key].verdict(clause, key, {}) if clause else None for key in keys]
        reasons = [nfc(asked[place].reason).strip() for place in places]
        kept = written_all(list(zip(verdicts, reasons, strict=True)))
        for place, verdict in zip(places, kept, strict=True):
            made[place].verdict = verdict


def _ask_statements(made: Sequence[Nomination]) -> None:
    """``statements.ask_statements`` of all."""
    clauses: dict[tuple[RoundForm, bool, date], Clause | None] = {}
    rows = []
    for one in made:
        key = (one.form, one.person_id is not None, received_on(one))
        if key not in clauses:
            clauses[key] = clause_of(key[0], key[2], is_person=key[1])
        rows += rows_of(one, clauses[key])
    Statement.objects.bulk_create(rows, batch_size=BATCH)
