"""Posts over time: appointed, moved to another unit, ended; and leave from them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, Conflict
from phongtrao.lib.numbers import format_date
from phongtrao.orgs import access
from phongtrao.orgs.kinds import leave_kinds
from phongtrao.orgs.models import Grant, Leave, Person, Post, Unit
from phongtrao.orgs.services.roles import end_role


@dataclass(frozen=True, slots=True)
class Move:
    """To which unit somebody goes, as what, from which day; empty words keep what was."""

    unit: Unit
    on: date
    position: str = ""
    category: str = ""
    is_frontline: bool | None = None


@transaction.atomic
def appoint(post: Post, *, by: AbstractBaseUser | None) -> Post:
    """Give a person a post, full or second. Raises ValidationError for a second full one on a day."""
    access.can_keep_people(by, post.unit).enforce()
    line_up(post.person)
    post.full_clean()
    refuse_closed_unit(post)
    post.save()
    after = {"unit": post.unit, "position": post.position, "since": post.days.lower}
    record(post.person, "orgs.appointed", by=by, after=after)
    return post


@transaction.atomic
def end_post(
    post: Post, on: date, *, grants: Iterable[Grant] = (), by: AbstractBaseUser | None
) -> Post:
    """From the day on the person no longer holds the post; ``grants`` end the same day.

    Roles do not hang on posts in the model, so whoever ends a post says which of them end with it.
    """
    access.can_end_post(by, post).enforce()
    _end(post, on)
    after = {"unit": post.unit, "position": post.position, "until": on}
    record(post.person, "orgs.post_ended", by=by, after=after)
    for grant in grants:
        end_role(grant, on=on, by=by)
    return post


@transaction.atomic
def transfer(
    post: Post, move: Move, *, grants: Iterable[Grant] = (), by: AbstractBaseUser | None
) -> Post:
    """End the post and begin the next one at another unit the same day; return the new post.

    A second post stays a second one. ``grants`` end with the old post, as in ``end_post``.
    """
    access.can_end_post(by, post).enforce()
    access.can_keep_people(by, move.unit).enforce()
    if move.unit.pk == post.unit_id:
        raise BadInput(_("Người này đang ở chính đơn vị ấy. Hãy chọn đơn vị khác."))
    line_up(post.person)
    new = _moved(post, move)
    refuse_closed_unit(new)
    _end(post, move.on)
    new.full_clean()
    new.save()
    record(
        post.person,
        "orgs.transferred",
        by=by,
        before={"unit": post.unit, "position": post.position},
        after={"unit": new.unit, "position": new.position, "since": move.on},
    )
    for grant in grants:
        end_role(grant, on=move.on, by=by)
    return new


@transaction.atomic
def grant_leave(leave: Leave, *, by: AbstractBaseUser | None) -> Leave:
    """Let somebody be away over some days. Raises ValidationError when two leaves overlap."""
    access.can_keep_person(by, leave.person).enforce()
    if leave.kind not in leave_kinds():
        raise BadInput(_("Chưa có loại nghỉ “%s”. Hãy chọn một loại trong danh sách.") % leave.kind)
    line_up(leave.person)
    leave.full_clean()
    leave.save()
    record(leave.person, "orgs.leave_granted", by=by, after={"days": _span(leave)})
    return leave


@transaction.atomic
def end_leave(leave: Leave, on: date, *, by: AbstractBaseUser | None) -> Leave:
    """The person is back on the day; the same deed corrects a wrong end."""
    access.can_keep_person(by, leave.person).enforce()
    if on <= leave.days.lower:
        raise BadInput(
            _("Ngày trở lại phải sau ngày bắt đầu nghỉ %s. Hãy sửa lại ngày.")
            % format_date(leave.days.lower)
        )
    before = _span(leave)
    line_up(leave.person)
    leave.days = DateRange(leave.days.lower, on)
    leave.full_clean()
    leave.save(update_fields=["days"])
    record(leave.person, "orgs.leave_ended", by=by, before={"days": before}, after={"until": on})
    return leave


def line_up(person: Person) -> None:
    """Two clerks who place the same person wait for each other, so that the second is told why not."""
    Person.objects.select_for_update().get(pk=person.pk)


def _end(post: Post, on: date) -> None:
    if on <= post.days.lower:
        since = format_date(post.days.lower)
        raise BadInput(_("Ngày kết thúc phải sau ngày bắt đầu %s. Hãy sửa lại ngày.") % since)
    same = Post.objects.filter(pk=post.pk, days=post.days)
    if not same.update(days=DateRange(post.days.lower, on)):
        raise Conflict
    post.refresh_from_db(fields=["days"])


def _moved(post: Post, move: Move) -> Post:
    frontline = post.is_frontline if move.is_frontline is None else move.is_frontline
    return Post(
        person=post.person,
        unit=move.unit,
        position=move.position or post.position,
        category=move.category or post.category,
        is_full=post.is_full,
        is_frontline=frontline,
        days=DateRange(move.on, post.days.upper),
    )


def refuse_closed_unit(post: Post) -> None:
    """Not before the founding as well: offices seldom know that day, and posts are older."""
    unit, begins = post.unit, post.days.lower
    if unit.closed_on and begins >= unit.closed_on:
        said = _("“%(unit)s” chấm dứt ngày %(day)s. Hãy chọn đơn vị kế thừa.")
        raise BadInput(said % {"unit": unit, "day": format_date(unit.closed_on)})


def _span(leave: Leave) -> str:
    """Only the days: of which kind a leave is, says something of one's health."""
    until = format_date(leave.last_day) if leave.last_day else ""
    return f"{format_date(leave.days.lower)} – {until}"
