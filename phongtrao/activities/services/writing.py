"""A unit writes what it did; it is recorded, confirmed or sent back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from phongtrao.activities.access import activities as access
from phongtrao.activities.models import Activity, ActivityKind, Participation
from phongtrao.activities.services.photos import shrink_photo
from phongtrao.activities.values import read_audiences, read_values
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.documents.models import Evidence
from phongtrao.documents.services import add_evidence
from phongtrao.lib.errors import BadInput, Conflict, DomainError
from phongtrao.lib.marks import mark_of
from phongtrao.lib.text import nfc
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Assignment, Movement, Task
from phongtrao.plans.queries.people import people_at

LONGEST_NAME = 150  # of an activity, in the title of its photo
WRITTEN = [
    "title",
    "starts_on",
    "ends_on",
    "place",
    "channel",
    "about",
    "quantity",
    "audiences",
    "values",
    "task_id",
    "movement_id",
]

S = Activity.Status
TRANSITIONS: Transitions[S] = {
    S.DRAFT: frozenset({S.RECORDED}),
    S.RETURNED: frozenset({S.RECORDED}),
    S.RECORDED: frozenset({S.CONFIRMED, S.RETURNED, S.JOINED}),
    S.CONFIRMED: frozenset({S.RETURNED, S.JOINED}),
    S.JOINED: frozenset({S.RECORDED, S.CONFIRMED}),
}


@dataclass(frozen=True, slots=True)
class Writing:
    """What is typed of an activity; ``audiences`` and ``values`` as typed, by key."""

    kind: ActivityKind
    title: str
    starts_on: date
    ends_on: date | None = None
    place: str = ""
    channel: str = ""
    about: str = ""
    quantity: int = 1
    audiences: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    task: Task | None = None
    movement: Movement | None = None
    others: Sequence[Unit] = ()  # units that did it together with the one that writes


@transaction.atomic
def draft_activity(unit: Unit, writing: Writing, *, by: AbstractBaseUser) -> Activity:
    access.can_record_for(by, unit).enforce()
    activity = Activity(unit=unit)
    _fill(activity, writing)
    activity.save()
    _keep_parties(activity, writing.others)
    record(activity, "activities.drafted", by=by, after={"title": activity.title})
    return activity


@transaction.atomic
def change_activity(
    activity: Activity, writing: Writing, *, by: AbstractBaseUser, as_read: str = ""
) -> Activity:
    """Other words for what is not recorded yet, or was sent back.

    ``as_read``: the ``written_mark`` of the page that was filled in. Conflict where a colleague wrote meanwhile.
    """
    locked = _locked(activity)
    access.can_write(by, locked).enforce()
    if as_read not in {"", written_mark(locked)}:
        raise Conflict(
            _("Hoạt động vừa được người khác sửa. Hãy chép lại phần vừa gõ rồi tải lại trang.")
        )
    before, agreed_to = locked.title, content_mark(locked)
    _fill(locked, writing)
    locked.save()
    _keep_parties(locked, writing.others)
    if content_mark(locked) != agreed_to:
        _ask_anew(locked)
    record(locked, "activities.changed", by=by, before={"title": before}, after={"title": locked.title})  # fmt: skip
    return locked


def written_mark(activity: Activity) -> str:
    """What a page carries to say what it showed."""
    others = (
        activity.parties.filter(brought_by=None).order_by("unit").values_list("unit", flat=True)
    )
    return mark_of({name: getattr(activity, name) for name in WRITTEN} | {"others": list(others)})


def content_mark(activity: Activity) -> str:
    """What units say yes to: a change of it asks them again."""
    return mark_of({name: getattr(activity, name) for name in WRITTEN})


@transaction.atomic
def add_proof(
    activity: Activity,
    *,
    by: AbstractBaseUser,
    photo: "File[Any] | None" = None,
    file: "File[Any] | None" = None,
    url: str = "",
    title: str = "",
) -> Evidence:
    """A photo (made small, without its place), a file or an address as evidence of the unit."""
    locked = _locked(activity)
    access.can_write(by, locked).enforce()
    upload = shrink_photo(photo) if photo else file
    if photo and not title:
        title = _("%(activity)s, ảnh %(number)d") % {
            "activity": Truncator(locked.title).chars(LONGEST_NAME),
            "number": locked.evidence.count() + 1,
        }
    proof = add_evidence(locked.unit, title, by=by, file=upload, url=url)
    locked.evidence.add(proof)
    return proof


@transaction.atomic
def drop_proof(activity: Activity, proof: Evidence, *, by: AbstractBaseUser) -> None:
    """Cited no more; the evidence itself stays with the unit."""
    locked = _locked(activity)
    access.can_write(by, locked).enforce()
    locked.evidence.remove(proof)


@transaction.atomic
def record_activity(activity: Activity, *, by: AbstractBaseUser) -> Activity:
    """From here on it is counted and read above."""
    locked = _locked(activity)
    access.can_write(by, locked).enforce()
    if locked.kind.needs_evidence and not locked.evidence.exists():
        raise BadInput(
            _("Loại “%s” cần minh chứng. Hãy thêm ảnh, tệp hoặc địa chỉ rồi ghi nhận.")
            % locked.kind
        )
    move(locked, S.RECORDED, TRANSITIONS, recorded_by=by.pk, reason="")
    record(locked, "activities.recorded", by=by, after={"title": locked.title})
    _tell_named(locked)
    return locked


@transaction.atomic
def confirm_activity(activity: Activity, *, by: AbstractBaseUser) -> Activity:
    access.can_confirm(by, activity).enforce()
    move(activity, S.CONFIRMED, TRANSITIONS, confirmed_by=by.pk)
    record(activity, "activities.confirmed", by=by)
    return activity


def confirm_activities(rows: Sequence[Activity], *, by: AbstractBaseUser) -> tuple[int, list[str]]:
    """Each by itself; one that cannot be confirmed does not stop the others. How many, and why not the rest."""
    done, refused = 0, []
    for one in rows:
        try:
            confirm_activity(one, by=by)
        except DomainError as error:
            refused.append(f"{one.title}: {error}")
        else:
            done += 1
    return done, refused


@transaction.atomic
def return_activity(activity: Activity, reason: str, *, by: AbstractBaseUser) -> Activity:
    """Back to the unit with what is missing; meanwhile it is counted nowhere, and what was joined to it stands by itself."""
    access.can_return(by, activity).enforce()
    said = nfc(reason).strip()
    if not said:
        raise BadInput(_("Hãy ghi lý do trả lại để đơn vị biết cần sửa gì."))
    move(activity, S.RETURNED, TRANSITIONS, reason=said[:300], confirmed_by=None)
    record(activity, "activities.returned", by=by, after={"reason": said})
    with office_language():
        text = _("Hoạt động bị trả lại: %s. Hãy sửa và ghi nhận lại.") % activity.title
    tell_recorder(activity, text, "returned", by=by)
    for twin in activity.twins.select_for_update(of=("self",)).order_by("pk"):
        stand_apart(twin, activity, by=by)
    return activity


def stand_apart(twin: Activity, kept: Activity, *, by: AbstractBaseUser) -> None:
    """``twin`` is counted by itself again, as it was; what it brought into ``kept`` leaves with it."""
    twin.brought.all().delete()
    alike = kept.parties.filter(
        answer=Participation.Answer.TWIN, unit__in=twin.parties.values("unit")
    )
    alike.update(answer=Participation.Answer.ASKED)
    for other in kept.twins.exclude(pk=twin.pk).order_by("pk"):
        bring_parties(kept, other)  # what it said stays, whoever said it as well
    move(twin, S(twin.was), TRANSITIONS, same_as=None, was="")
    record(twin, "activities.parted", by=by, from_=kept.pk)
    record(kept, "activities.parted", by=by, from_=twin.pk)
    with office_language():
        text = _("Hoạt động không còn gộp, lại tính riêng: %s.") % twin.title
    tell_recorder(twin, text, "parted", by=by)


def bring_parties(kept: Activity, twin: Activity) -> None:
    """Units of ``twin`` stand with those of ``kept``; one that waits there and agreed here has said yes."""
    answers = Participation.Answer
    agreed = twin.parties.agreed().order_by().values("unit")
    kept.parties.filter(answer=answers.ASKED, unit__in=agreed).update(answer=answers.TWIN)
    there = set(kept.parties.values_list("unit", flat=True))
    Participation.objects.bulk_create(
        Participation(
            activity=kept,
            unit_id=one.unit_id,
            day=kept.starts_on,
            brought_by=twin,
            answer=one.answer,
        )
        for one in twin.parties.order_by("pk")
        if one.unit_id not in there
    )


def tell_recorder(activity: Activity, text: str, event: str, *, by: AbstractBaseUser) -> None:
    """Whoever recorded it hears what others did with it."""
    recorder = activity.recorded_by
    if recorder and recorder.pk != by.pk:
        key = f"activities.{event}:{activity.pk}:{timezone.now().isoformat()}"
        notify([recorder], text, key=key, url=reverse("activities:activity", args=[activity.pk]))


# ------------------------------------------------------------------ parts


def _locked(activity: Activity) -> Activity:
    """Nothing is written into it while a colleague records it."""
    rows = Activity.objects.select_for_update(of=("self",)).select_related("kind", "unit")
    return rows.get(pk=activity.pk)


def _fill(activity: Activity, writing: Writing) -> None:
    for name in ("kind", "starts_on", "channel", "quantity", "task", "movement"):
        setattr(activity, name, getattr(writing, name))
    for name in ("title", "place", "about"):
        setattr(activity, name, nfc(getattr(writing, name)).strip())
    activity.ends_on = writing.ends_on or writing.starts_on
    if activity.starts_on > timezone.localdate():
        raise BadInput(_("Ngày chưa đến. Hãy ghi hoạt động khi đã làm."))
    if (
        writing.task
        and not Assignment.objects.filter(task=writing.task, unit=activity.unit).exists()
    ):
        raise BadInput(_("Nhiệm vụ này không giao cho %s.") % activity.unit)
    activity.audiences = read_audiences(writing.audiences)
    activity.people = sum(activity.audiences.values())
    activity.values = read_values(activity.kind.asked, writing.values)
    activity.search_keys()
    activity.full_clean()


def _tell_named(activity: Activity) -> None:
    """Units that are asked hear of it, once for the same words: another wrote down that they did it."""
    named = activity.parties.filter(answer=Participation.Answer.ASKED)
    with office_language():
        said = _(
            "%(unit)s ghi đơn vị bạn cùng làm: %(title)s. Hãy xác nhận, hoặc trả lời không phải; chưa xác nhận"
            " thì chưa tính cho đơn vị bạn."
        )
        text = said % {"unit": activity.unit, "title": activity.title}
    url = reverse("activities:activity", args=[activity.pk])
    for one in named.select_related("unit").order_by("pk"):
        notify(people_at(one.unit), text, key=naming_key(activity, one.unit_id), url=url)


def naming_key(activity: Activity, unit: int) -> str:
    """Of the notice by which a unit is asked about these words."""
    return f"activities.named:{activity.pk}:{unit}:{content_mark(activity)}"


def _keep_parties(activity: Activity, others: Sequence[Unit]) -> None:
    """The recording unit and those it names; a day that changed is copied anew."""
    wanted = {activity.unit_id} | {one.pk for one in others}
    activity.parties.filter(brought_by=None).exclude(unit__in=wanted).delete()
    known = set(activity.parties.values_list("unit", flat=True))
    activity.parties.update(day=activity.starts_on)
    answers = Participation.Answer
    silent = {one.pk for one in others if one.kind in Unit.Kind.silent}  # nobody answers there
    Participation.objects.bulk_create(
        Participation(
            activity=activity,
            unit_id=key,
            day=activity.starts_on,
            answer=answers.YES if key in silent | {activity.unit_id} else answers.ASKED,
        )
        for key in sorted(wanted - known)
    )


def _ask_anew(activity: Activity) -> None:
    """Whoever said yes said it to other words."""
    named = activity.parties.filter(brought_by=None).exclude(unit=activity.unit_id)
    named.exclude(unit__kind__in=Unit.Kind.silent).update(answer=Participation.Answer.ASKED)
