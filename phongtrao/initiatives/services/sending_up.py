"""What a round recognised goes on to the round above: tổ → trường → xã, cụm → Sở → tỉnh, with its past."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.workflow import move
from phongtrao.documents.fields import read_fields
from phongtrao.initiatives.access.council import can_send_up
from phongtrao.initiatives.dossier import hash_of, written
from phongtrao.initiatives.models import (
    Authorship,
    Effect,
    FirstUser,
    Initiative,
    InitiativeFile,
    InitiativeRound,
    InitiativeVersion,
)
from phongtrao.initiatives.services.submitting import TRANSITIONS, faults_of
from phongtrao.initiatives.services.telling import tell_authors
from phongtrao.lib.errors import NotAllowed

S = Initiative.Status
WORDS = ("unit_id", "title", "search_text", "sort_key", "solution", "area", "theme", "tags", "first_use", "first_used_on", "started_by_id")  # fmt: skip
PARTS: dict[type[Any], tuple[str, ...]] = {
    Authorship: ("person_id", "is_first", "share", "part", "status", "answered_at"),
    Effect: ("position", "name", "measure", "before", "after"),
    FirstUser: ("person_id", "name", "workplace", "work"),
    InitiativeFile: ("file_id", "name", "key", "is_secret"),
}


@transaction.atomic
def send_up(initiative: Initiative, *, by: AbstractBaseUser) -> Initiative:
    """A copy in the round above, tied to what it came from; shares that were confirmed stay so.

    Handed in at once where the form above asks for nothing more; else its authors finish it.
    """
    can_send_up(by, initiative).enforce()
    upper = initiative.round.upper
    if upper is None:  # can_send_up has said so; for the type alone
        raise NotAllowed
    sent = _copy(initiative, upper)
    record(initiative, "initiatives.sent_up", by=by, to=sent.pk)
    record(sent, "initiatives.came_from_below", by=by)
    if faults_of(sent):
        said = _("Sáng kiến “%s” được gửi lên cấp trên. Hãy bổ sung theo mẫu của đợt xét rồi nộp.")
    else:
        _hand_in(sent, by)
        said = _("Sáng kiến “%s” đã được gửi lên cấp trên xét tiếp.")
    tell_authors(sent, said, "sent_up")
    return sent


def _copy(initiative: Initiative, upper: InitiativeRound) -> Initiative:
    sent = Initiative(round=upper, sent_from=initiative)
    for name in WORDS:
        setattr(sent, name, getattr(initiative, name))
    keys = _new_keys(initiative, upper)
    sent.values = {keys[key]: said for key, said in initiative.values.items() if key in keys}
    sent.secret_keys = [keys[key] for key in initiative.secret_keys if key in keys]
    sent.full_clean()
    sent.save()
    for part, names in PARTS.items():
        rows = part.objects.filter(initiative=initiative).order_by("pk")
        part.objects.bulk_create(
            part(initiative=sent, **{name: getattr(row, name) for name in names}) for row in rows
        )
    return sent


def _new_keys(initiative: Initiative, upper: InitiativeRound) -> dict[str, str]:
    """Key of a box → that of the box of the same name above. What is secret goes only where it may stay so."""
    there = {box.label: box for box in read_fields(upper.form.fields)}
    return {
        box.key: there[box.label].key
        for box in read_fields(initiative.round.form.fields)
        if box.label in there
        and (box.key not in initiative.secret_keys or there[box.label].may_be_secret)
    }


def _hand_in(sent: Initiative, by: AbstractBaseUser) -> None:
    """Not ``submit_initiative``: the office below hands it in, whatever the day."""
    move(sent, S.SUBMITTED, TRANSITIONS, submitted_at=timezone.now())
    data = written(sent)
    InitiativeVersion.objects.create(
        initiative=sent, number=1, data=data, hash=hash_of(data), made_by_id=by.pk
    )
    record(sent, "initiatives.submitted", by=by, version=1)
