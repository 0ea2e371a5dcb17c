"""Roles of many at once, and the yearly check of who holds what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, Conflict, DomainError
from phongtrao.lib.text import nfc
from phongtrao.orgs import access
from phongtrao.orgs.models import Grant, RightsReview, Unit
from phongtrao.orgs.services.roles import NewRole, end_role, give_role


@dataclass(slots=True)
class Done:
    """What a deed did to many: how many, and whom it refused, in words."""

    count: int = 0
    refused: list[str] = field(default_factory=list)


def end_roles(grants: Iterable[Grant], *, by: AbstractBaseUser) -> Done:
    """End each from today on. What may not be ended is named; the others end."""
    done = Done()
    for grant in grants:
        try:
            end_role(grant, by=by)
        except DomainError as error:
            done.refused.append(f"{grant.user}: {error}")
        else:
            done.count += 1
    return done


def extend_roles(grants: Iterable[Grant], last_day: date, *, by: AbstractBaseUser) -> Done:
    """Let each go on until the day. What may not is named; the others go on."""
    done = Done()
    for grant in grants:
        try:
            extend_role(grant, last_day, by=by)
        except DomainError as error:
            done.refused.append(f"{grant.user}: {error}")
        else:
            done.count += 1
    return done


@transaction.atomic
def extend_role(grant: Grant, last_day: date, *, by: AbstractBaseUser) -> Grant:
    """A role with an end goes on longer. Acting for somebody is asked for anew, on a new paper."""
    access.can_end_role(by, grant).enforce()
    access.can_reach_all(by, grant).enforce()
    if grant.acts_for_id is not None:
        raise BadInput(_("Việc làm thay không gia hạn được. Hãy giao lại, có văn bản mới."))
    end = last_day + timedelta(days=1)
    if last_day < timezone.localdate():
        raise BadInput(_("Ngày cuối đã qua. Hãy chọn từ hôm nay trở đi."))
    if grant.days.upper is None or grant.days.upper >= end:
        raise BadInput(_("Quyền này còn hiệu lực qua ngày ấy, không cần gia hạn."))
    same = Grant.objects.filter(pk=grant.pk, days=grant.days)
    if not same.update(days=DateRange(grant.days.lower, end)):
        raise Conflict
    record(
        grant, "orgs.role_extended", by=by, before={"until": grant.days.upper}, after={"until": end}
    )
    grant.refresh_from_db(fields=["days"])
    return grant


@transaction.atomic
def give_roles(
    people: Sequence[tuple[AbstractBaseUser, Unit]], new: NewRole, *, by: AbstractBaseUser
) -> int:
    """The same role to each at the own unit; to all or, when one is refused, to none."""
    for user, unit in people:
        held = Grant.objects.not_over().filter(
            user=user.pk, role=new.role, unit=unit, acts_for=None
        )
        if held.exists():
            raise BadInput(
                _("%(user)s đã giữ vai trò này tại %(unit)s.") % {"user": user, "unit": unit}
            )
        one = NewRole(
            new.role, unit, new.line, new.kind, new.level, new.capacity, new.since, new.until
        )
        give_role(user, one, by=by)
    return len(people)


@transaction.atomic
def sign_review(unit: Unit, note: str, *, by: AbstractBaseUser) -> RightsReview:
    """Freeze who holds what under the unit today, with the name of who checked it."""
    access.can_review(by, unit).enforce()
    rows = [_frozen(grant) for grant in access.reviewed_grants(by, unit)]
    review = RightsReview(
        unit=unit,
        signed_by_id=by.pk,
        signed_at=timezone.now(),
        note=nfc(note).strip(),
        rows=rows,
        count=len(rows),
    )
    review.full_clean()
    review.save()
    record(review, "orgs.rights_reviewed", by=by, count=len(rows), unit=unit)
    return review


def _frozen(grant: Grant) -> list[Any]:
    return [
        grant.user.get_username(),
        grant.role,
        str(grant.unit),
        grant.line,
        grant.kind,
        grant.level,
        grant.capacity,
        grant.days.lower.isoformat() if grant.days.lower else "",
        grant.last_day.isoformat() if grant.last_day else "",
        grant.acts_for.get_username() if grant.acts_for else "",
    ]
