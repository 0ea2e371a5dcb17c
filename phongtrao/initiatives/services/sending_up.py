"""What a round recognised goes on to the round above: tổ → trường → xã, cụm → Sở → tỉnh, with its past.

One or hundreds in one act, in a fixed number of statements.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import Line, record_many
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move_many
from phongtrao.documents.fields import asks_otherwise, read_fields
from phongtrao.initiatives.access.council import can_send_from, can_send_up, why_not_up
from phongtrao.initiatives.dossier import hash_of, written_all
from phongtrao.initiatives.models import (
    Authorship,
    Effect,
    FirstUser,
    Initiative,
    InitiativeFile,
    InitiativeRound,
    InitiativeVersion,
)
from phongtrao.initiatives.reading import labels_of
from phongtrao.initiatives.services.sifting import Sifted
from phongtrao.initiatives.services.submitting import TRANSITIONS, gaps_of_all
from phongtrao.initiatives.services.telling import tell_all_authors
from phongtrao.lib.errors import WrongState
from phongtrao.lib.text import fold

S = Initiative.Status
WORDS = ("unit_id", "title", "search_text", "sort_key", "solution", "first_use", "first_used_on", "started_by_id")  # fmt: skip
PARTS: dict[type[Any], tuple[str, ...]] = {
    Authorship: ("person_id", "is_first", "share", "part", "status", "answered_at"),
    Effect: ("position", "name", "measure", "before", "after"),
    FirstUser: ("person_id", "name", "workplace", "work"),
    InitiativeFile: ("file_id", "name", "key", "is_secret"),
}


def ascent_of(initiatives: QuerySet[Initiative]) -> Sifted:
    """Of one round; two queries, whatever the number."""
    found = list(initiatives)
    sent = _sent(found)
    return Sifted.of(found, lambda one: why_not_up(one, is_sent=one.pk in sent))


def send_up(initiative: Initiative, *, by: AbstractBaseUser) -> Initiative:
    """Refused with the reason where it does not go."""
    can_send_up(by, initiative).enforce()
    return send_many_up(initiative.round, [initiative.pk], by=by)[0]


@transaction.atomic
def send_many_up(
    round_: InitiativeRound, keys: Collection[int], *, by: AbstractBaseUser
) -> list[Initiative]:
    """Copies in the round above, tied to what they came from; shares that were confirmed stay so.

    Handed in at once where the form above asks for nothing more; else their authors finish them. Those
    that do not go are left out; none that does: WrongState, so a second press sends nothing twice.
    """
    can_send_from(by, round_).enforce()
    rows = Initiative.objects.filter(round=round_, pk__in=keys, status=S.RECOGNISED)
    locked = list(rows.select_for_update(of=("self",)).select_related("round__form").order_by("pk"))
    gone = _sent(locked)  # asked once the rows are ours: who pressed first is done
    ready = [one for one in locked if one.pk not in gone]
    if not ready:
        raise WrongState(_("Không còn sáng kiến nào để gửi lên. Hãy tải lại trang."))
    sent = _copy(ready, _lock_upper(round_))
    record_many(
        [Line(one, data={"to": made.pk}) for one, made in zip(ready, sent, strict=True)],
        "initiatives.sent_up",
        by=by,
    )
    record_many([Line(one) for one in sent], "initiatives.came_from_below", by=by)
    gaps = gaps_of_all(sent)
    whole = [one for one in sent if not gaps[one.pk]]
    _hand_in(whole, by)
    _tell(sent, {one.pk for one in whole})
    return sent


def _lock_upper(round_: InitiativeRound) -> InitiativeRound:
    """The round above that was on screen, still chosen and running.

    Its form is read once the row is ours: who changes it this moment is waited for.
    """
    rows = InitiativeRound.objects.select_for_update(of=("self",), no_key=True)
    upper = rows.filter(lower=round_).first()
    if upper is None or upper != round_.upper or upper.status not in upper.Status.running:
        raise WrongState(_("Đợt xét cấp trên vừa được đổi hoặc đã kết thúc. Hãy tải lại trang."))
    return upper


def _sent(initiatives: Sequence[Initiative]) -> set[int]:
    """Keys of those that went up before."""
    rows = Initiative.objects.filter(sent_from__in=[one.pk for one in initiatives])
    return {key for key in rows.values_list("sent_from", flat=True) if key}


def _copy(ready: Sequence[Initiative], upper: InitiativeRound) -> list[Initiative]:
    keys = {one.pk: _new_keys(one, upper) for one in ready}
    sent = Initiative.objects.bulk_create(_copied(one, upper, keys[one.pk]) for one in ready)
    made = {one.sent_from_id: one for one in sent}
    for part, names in PARTS.items():
        rows = part.objects.filter(initiative__in=made).order_by("pk")
        part.objects.bulk_create(
            part(initiative=made[row.initiative_id], **_said(row, names, keys)) for row in rows
        )
    return sent


def _said(row: Any, names: Iterable[str], keys: Mapping[int, Mapping[str, str]]) -> dict[str, Any]:
    """A file of a box that the form above does not have is one of no box."""
    said = {name: getattr(row, name) for name in names}
    if said.get("key"):
        said["key"] = keys[row.initiative_id].get(said["key"], "")
    return said


def _copied(initiative: Initiative, upper: InitiativeRound, keys: Mapping[str, str]) -> Initiative:
    sent = Initiative(round=upper, sent_from=initiative)
    for name in WORDS:
        setattr(sent, name, getattr(initiative, name))
    sent.theme = "".join(_chosen(initiative, upper, "themes", [initiative.theme]))
    sent.area = "".join(_chosen(initiative, upper, "areas", [initiative.area]))
    sent.tags = _chosen(initiative, upper, "tags", initiative.tags)
    sent.values = {keys[key]: said for key, said in initiative.values.items() if key in keys}
    sent.secret_keys = [keys[key] for key in initiative.secret_keys if key in keys]
    return sent


def _chosen(
    initiative: Initiative, upper: InitiativeRound, name: str, keys: list[str]
) -> list[str]:
    """The same words in the list above, however cased: two rounds may give one key to different ones."""
    there = {fold(item["label"]): item["key"] for item in getattr(upper, name)}
    words = [fold(label) for label in labels_of(initiative.round, name, keys)]
    return [there[word] for word in words if word in there]


def _new_keys(initiative: Initiative, upper: InitiativeRound) -> dict[str, str]:
    """Key of a box → that of the box of the same name above. What is secret goes only where it may stay so."""
    there = {box.label: box for box in read_fields(upper.form.fields)}
    return {
        box.key: there[box.label].key
        for box in read_fields(initiative.round.form.fields)
        if box.label in there
        and not asks_otherwise(box, there[box.label])
        and (box.key not in initiative.secret_keys or there[box.label].offers_secrecy)
    }


def _hand_in(sent: Sequence[Initiative], by: AbstractBaseUser) -> None:
    """Not ``submit_initiative``: the office below hands them in, whatever the day."""
    rows = Initiative.objects.filter(pk__in=[one.pk for one in sent])
    now = timezone.now()
    move_many(rows, S.DRAFT, S.SUBMITTED, TRANSITIONS, submitted_at=now)
    for one in sent:
        one.status, one.submitted_at = S.SUBMITTED, now
    data = written_all(sent)
    InitiativeVersion.objects.bulk_create(
        InitiativeVersion(
            initiative=one,
            number=1,
            data=data[one.pk],
            hash=hash_of(data[one.pk]),
            made_by_id=by.pk,
        )
        for one in sent
    )
    record_many([Line(one, data={"version": 1}) for one in sent], "initiatives.submitted", by=by)


def _tell(sent: Sequence[Initiative], whole: set[int]) -> None:
    with office_language():
        done = _("Sáng kiến “%s” đã được gửi lên cấp trên xét tiếp.")
        more = _("Sáng kiến “%s” được gửi lên cấp trên. Hãy bổ sung theo mẫu của đợt xét rồi nộp.")
    said = {one: (done if one.pk in whole else more) % one.title for one in sent}
    tell_all_authors(said, "sent_up")
