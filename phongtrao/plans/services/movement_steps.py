"""Steps of a movement that carry more than a state: launch, reviews, a unit's answer. S0-15 to S0-18."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.documents.models import DocumentKind, OfficialDocument
from phongtrao.documents.services import attach_paper, find_or_register_cited
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import fold
from phongtrao.notifications.models import Notice
from phongtrao.notifications.services import notify_many
from phongtrao.orgs.models import Unit
from phongtrao.plans.access import movements as access
from phongtrao.plans.models import Movement, Phase
from phongtrao.plans.queries.cascade import issuable_units
from phongtrao.plans.queries.movement_units import (
    asked_units,
    told_today,
    urge_key,
    with_launch,
)
from phongtrao.plans.queries.people import people_by_unit, recipients
from phongtrao.plans.services.assignments import quoted
from phongtrao.plans.services.movement_reviews import refuse_wrong_day
from phongtrao.plans.services.movements import create_movement, move_movement, write_outline
from phongtrao.plans.services.urging import Urged

S = Movement.Status
TITLE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Review:
    """What a review brought. ``phase``: the stage it closes, None for one between the stages."""

    held_on: date
    phase: Phase | None = None
    paper: OfficialDocument | None = None
    lessons: str = ""


@dataclass(frozen=True, slots=True)
class Launching:
    """How a unit launches its own movement: its name, the day, its paper by number and perhaps file."""

    title: str
    launched_on: date
    number: str = ""
    goals: str = ""
    file: "File[Any] | None" = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked to launch: kinds of units, and levels of those that have one (none: all)."""

    kinds: list[str]
    levels: list[str]


@transaction.atomic
def launch_movement(
    movement: Movement,
    units_launch_by: date | None = None,
    *,
    asked: Asked | None = None,
    by: AbstractBaseUser,
) -> Movement:
    """Put the movement in force; asked for a day, the units below are told to launch theirs by it.

    ``asked``: who has to; None leaves it as the draft says.
    """
    if units_launch_by and units_launch_by < timezone.localdate():
        raise BadInput(_("Hạn các đơn vị phát động đã qua. Hãy chọn một ngày sắp tới."))
    who = {"asked_kinds": asked.kinds, "asked_levels": asked.levels} if asked else {}
    move_movement(movement, S.LAUNCHED, by=by, units_launch_by=units_launch_by, **who)
    if units_launch_by:
        if not asked_units(movement).exists():
            raise BadInput(_("Có hạn nhưng không đơn vị nào phải phát động. Hãy chọn loại đơn vị."))
        _call_units(movement, units_launch_by)
    return movement


@transaction.atomic
def review_movement(
    movement: Movement, to: Movement.Status, review: Review, *, by: AbstractBaseUser
) -> Movement:
    """Hold the interim or the final review; its day, paper and lessons stay with the stage."""
    refuse_wrong_day(movement, review.held_on)
    move_movement(movement, to, by=by)
    if (phase := review.phase) is not None:
        # Only who stands first at the stage writes it: the step above has decided who that is.
        phase.reviewed_on = review.held_on
        phase.review_paper = review.paper
        phase.lessons = review.lessons
        phase.save(update_fields=["reviewed_on", "review_paper", "lessons"])
    record(
        movement,
        "plans.movement_reviewed",
        by=by,
        after={"lessons": review.lessons, "reviewed_on": review.held_on.isoformat()},
    )
    return movement


@transaction.atomic
def answer_movement(
    above: Movement, owner: Unit, launching: Launching, *, by: AbstractBaseUser
) -> Movement:
    """Launch a unit's own movement in answer to one above, with its contents. S1-82, S1-84.

    A unit answers anew once its last answer is closed, as it does every year.
    """
    access.can_answer(by, above).enforce()
    if not access.answering_units(by, above).filter(pk=owner.pk).exists():
        raise BadInput(_("Bạn không phát động thay cho %(unit)s được.") % {"unit": owner})
    if launching.launched_on > timezone.localdate():
        raise BadInput(_("Ngày phát động chưa tới. Hãy ghi sau khi đơn vị đã phát động."))
    # Two people of one unit at once: the second waits here, and finds it done.
    Movement.objects.select_for_update(of=("self",)).get(pk=above.pk)
    _refuse_second(above, owner)
    movement = Movement(
        title=launching.title,
        owner=owner,
        parent=above,
        launched_by=_paper(owner, launching, by=by),
        goals=launching.goals,
        subjects=above.subjects,
        starts_on=launching.launched_on,
        ends_on=above.ends_on if _ends_later(above, launching.launched_on) else None,
    )
    create_movement(movement, write_outline(above.contents.all()), by=by)
    return move_movement(movement, S.LAUNCHED, by=by, launched_on=launching.launched_on)


def name_of_answer(unit: Unit, above: Movement) -> str:
    """A name that tells the unit's own movement from the one it answers, in lists that show both."""
    is_named = fold(above.title).startswith("phong trao")
    title = above.title if is_named else _("phong trào “%s”") % above.title
    said = _("%(unit)s hưởng ứng %(movement)s")
    return (said % {"unit": unit.name, "movement": title})[:TITLE_LENGTH]


@transaction.atomic
def urge_launch(movement: Movement, units: list[int], words: str, *, by: AbstractBaseUser) -> Urged:
    """Press these units (keys) to launch their answer; who has launched or heard today is left out."""
    access.can_urge(by, movement).enforce()
    if not words.strip():
        raise BadInput(_("Hãy ghi lời nhắn cho các đơn vị."))
    today = timezone.localdate()
    # Two officers at once would say it twice: the second waits here, and finds it said.
    Movement.objects.select_for_update(of=("self",)).get(pk=movement.pk)
    slow = with_launch(issuable_units(movement.owner).filter(pk__in=units), movement, today)
    slow = slow.filter(is_waited_for=True).exclude(pk__in=told_today(movement, today))
    told = people_by_unit(slow.values_list("pk", flat=True))
    count = slow.count()
    if not count:
        raise WrongState(
            _("Không còn đơn vị nào để đôn đốc: đã phát động, hoặc hôm nay đã nhắc rồi.")
        )
    with office_language():
        text = launch_notice(movement, words)
    notify_many(
        Notice(to=user, key=urge_key(movement, unit, today), text=text, url=_url(movement))
        for unit, users in told.items()
        for user in users
    )
    record(movement, "plans.urged", by=by, after={"words": words.strip()}, units=len(told))
    return Urged(len(told), count - len(told))


def launch_notice(movement: Movement, words: str) -> str:
    """What the people of a unit read; the preview shows the same."""
    due = ""
    if movement.units_launch_by:
        due = _(" (hạn %s)") % date_format(movement.units_launch_by, "d/m/Y")
    said = {"title": quoted(movement.title), "due": due, "words": words.strip()}
    return _("Văn phòng đôn đốc phát động hưởng ứng %(title)s%(due)s. %(words)s") % said


# ------------------------------------------------------------------ parts


def _call_units(movement: Movement, day: date) -> None:
    units = asked_units(movement).values_list("pk", flat=True)
    with office_language():
        text = _("%(owner)s phát động %(title)s. Hãy phát động ở đơn vị trước ngày %(day)s.") % {
            "owner": movement.owner,
            "title": quoted(movement.title),
            "day": date_format(day, "d/m/Y"),
        }
    notify_many(
        Notice(to_id=user, key=f"plans.called:{movement.pk}:{unit}", text=text, url=_url(movement))
        for unit, user in recipients(units)
    )


def _refuse_second(above: Movement, owner: Unit) -> None:
    open_ones = Movement.objects.filter(parent=above, owner=owner).exclude(status=S.CLOSED)
    if (known := open_ones.first()) is not None:
        raise WrongState(
            _("%(unit)s đã có “%(title)s” hưởng ứng phong trào này. Hãy mở phong trào đó.")
            % {"unit": owner, "title": known}
        )


def _paper(owner: Unit, launching: Launching, *, by: AbstractBaseUser) -> OfficialDocument | None:
    """The unit's launching paper: registered as its document with a file, else named by its number."""
    if not launching.number:
        if launching.file:
            raise BadInput(_("Có tệp văn bản thì phải có số, ký hiệu. Hãy nhập số."))
        return None
    known = find_or_register_cited(
        launching.number,
        DocumentKind.PLAN,
        owner.name,
        issuer=owner,
        issued_on=launching.launched_on,
        abstract=launching.title,
        by=by,
    )
    if launching.file:
        attach_paper(known, launching.file, by=by)
    return known


def _ends_later(above: Movement, day: date) -> bool:
    return above.ends_on is not None and above.ends_on >= day


def _url(movement: Movement) -> str:
    return reverse("plans:movement", args=[movement.pk])
