"""Who came, by name: a table of many, or one by one, until the activity is confirmed. S1-38, S4-10"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.activities.access.attendees import can_list, units_invited
from phongtrao.activities.models import Activity, Attendee
from phongtrao.activities.people_sheets import attendee_columns, named_rows, read_people
from phongtrao.activities.queries.named import find_posts
from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, Conflict, WrongState
from phongtrao.lib.marks import mark_of
from phongtrao.lib.sheets import CellError
from phongtrao.lib.text import nfc
from phongtrao.orgs.models import Person, Post

SAID = ("result", "score", "certificate")
SHOWN = 10  # people named by the preview


@dataclass(frozen=True, slots=True)
class Brought:
    """What a list of people did, or would do; ``people``: the first it means. Nothing where there are errors."""

    new: int = 0
    changed: int = 0
    same: int = 0
    people: Sequence[str] = ()
    errors: Sequence[CellError] = ()


@transaction.atomic
def bring_attendees(
    activity: Activity, content: bytes, name: str, *, by: AbstractBaseUser, is_trial: bool = False
) -> Brought:
    """Whoever is listed already gets what the row says; a blank cell leaves what was said."""
    activity = _locked(activity)
    can_list(by, activity).enforce()
    result = read_people(content, name, partial(attendee_columns, activity.kind))
    rows = named_rows(result, lambda _row: activity.starts_on)
    posts = find_posts(rows, units_invited(by, activity))
    wrong = [one for one in posts if isinstance(one, CellError)]
    meant = [one for one in posts if isinstance(one, Post)]
    errors = [*result.errors, *wrong, *([] if wrong else _twice(result.lines, meant))]
    if errors:
        return Brought(errors=sorted(errors, key=lambda error: error.row))
    there = {one.person_id: one for one in activity.attendees.all()}
    new, changed = [], []
    for post, row in zip(meant, result.rows, strict=True):
        known = there.get(post.person_id)
        one = known or Attendee(activity=activity, person=post.person, unit=post.unit)
        if _say(one, row) and known:
            changed.append(one)
        elif not known:
            new.append(one)
    if not is_trial:
        Attendee.objects.bulk_create(new)
        Attendee.objects.bulk_update(changed, SAID)
        if new or changed:
            record(activity, "activities.attendees_listed", by=by, new=len(new), changed=len(changed))  # fmt: skip
    same = len(meant) - len(new) - len(changed)
    return Brought(len(new), len(changed), same, shown_of(meant))


@transaction.atomic
def add_attendee(
    activity: Activity, person: Person, said: Mapping[str, Any], *, by: AbstractBaseUser
) -> Attendee:
    """``said``: result, score, certificate."""
    activity = _locked(activity)
    can_list(by, activity).enforce()
    posts = Post.objects.filter(
        person=person,
        unit__in=units_invited(by, activity).order_by().values("pk"),
        days__contains=activity.starts_on,
    )
    post = posts.select_related("unit").order_by("-is_full", "pk").first()
    if post is None:
        raise BadInput(_("Người này không công tác ở đơn vị bạn được ghi vào ngày hoạt động."))
    made = Attendee(activity=activity, person=person, unit=post.unit)
    _say(made, said)
    made.full_clean()
    made.save()
    record(activity, "activities.attendees_listed", by=by, new=1)
    return made


@transaction.atomic
def change_attendee(
    attendee: Attendee, said: Mapping[str, Any], *, by: AbstractBaseUser, as_read: str = ""
) -> Attendee:
    """Another result than was noted; here a blank takes back what was said.

    ``as_read``: the ``attendee_mark`` of the page that was filled in. Conflict where a colleague wrote meanwhile.
    """
    activity = _locked(attendee.activity)
    can_list(by, activity).enforce()
    found = Attendee.objects.filter(pk=attendee.pk).first()
    if found is None:
        raise WrongState(_("Người này vừa được đưa ra khỏi danh sách."))
    if as_read not in {"", attendee_mark(found)}:
        raise Conflict(_("Kết quả vừa được người khác sửa. Hãy tải lại trang rồi sửa tiếp."))
    attendee = found
    for name in SAID:
        if name in said:
            setattr(attendee, name, said[name])
    attendee.certificate = nfc(attendee.certificate).strip()
    attendee.full_clean()
    attendee.save()
    record(activity, "activities.attendees_listed", by=by, changed=1)
    return attendee


def attendee_mark(attendee: Attendee) -> str:
    """What a page carries to say what it showed."""
    return mark_of({name: getattr(attendee, name) for name in SAID})


@transaction.atomic
def drop_attendee(attendee: Attendee, *, by: AbstractBaseUser) -> None:
    activity = _locked(attendee.activity)
    can_list(by, activity).enforce()
    if not Attendee.objects.filter(pk=attendee.pk).delete()[0]:
        raise WrongState(_("Người này vừa được đưa ra khỏi danh sách."))
    record(activity, "activities.attendee_dropped", by=by)


def shown_of(posts: Sequence[Post]) -> list[str]:
    """The first of them, as the preview names them."""
    return [f"{one.person.full_name}, {one.unit}" for one in posts[:SHOWN]]


def _locked(activity: Activity) -> Activity:
    """Nobody confirms it while somebody is listed."""
    rows = Activity.objects.select_for_update(of=("self",)).select_related("kind", "unit")
    return rows.get(pk=activity.pk)


def _say(one: Attendee, row: Mapping[str, Any]) -> bool:
    """Put what the row says on it; whether that was another thing than before."""
    before = [getattr(one, name) for name in SAID]
    for name in SAID:
        if row.get(name) not in (None, ""):
            setattr(one, name, row[name])
    return [getattr(one, name) for name in SAID] != before


def _twice(lines: Sequence[int], posts: Sequence[Post]) -> list[CellError]:
    first: dict[int, int] = {}
    return [
        CellError(line, "", _("trùng người ở dòng %s. Hãy bỏ bớt.") % first[one.person_id])
        for line, one in zip(lines, posts, strict=True)
        if first.setdefault(one.person_id, line) != line
    ]
