"""States are fixed in code; one door moves them; the UPDATE decides the race."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from phongtrao.lib.answers import YES, Answer, no
from phongtrao.lib.errors import WrongState

S = TypeVar("S", bound=models.TextChoices)
Transitions = Mapping[S, frozenset[S]]


class Stateful(models.Model):
    """A record with a ``status`` that only ``move()`` writes."""

    status: Any  # each model has its own TextChoices

    class Meta:
        abstract = True


def can_move(obj: Stateful, to: S, table: Transitions[S]) -> Answer:
    """Whether the table has that step, for pages that ask before the deed; ``move`` asks again."""
    came_from = type(to)(obj.status)
    if to in table[came_from]:
        return YES
    said = _("Không thể chuyển từ “%(old)s” sang “%(new)s”.")
    return no(said % {"old": came_from.label, "new": to.label})


def move(obj: Stateful, to: S, table: Transitions[S], **changes: Any) -> S:
    """Change the state of ``obj`` and, in the same UPDATE, the given fields; return the state left.

    The UPDATE is conditional on the state we read, so when two people press the button at once,
    one of them loses. Raises WrongState when the table has no such step, or when somebody was faster.
    """
    came_from = type(to)(obj.status)
    if not (answer := can_move(obj, to, table)):
        raise WrongState(answer.reason)
    # The base manager sees every row. Which model it is, and that it has a status, only its class knows.
    rows: models.QuerySet[Any] = type(obj)._base_manager.filter(pk=obj.pk)  # noqa: SLF001 -- as above
    rows = rows.filter(status=came_from)
    if not rows.update(status=to, **changes):
        raise WrongState(_("Hồ sơ vừa được người khác xử lý. Hãy tải lại trang."))
    obj.refresh_from_db()
    return came_from


def move_many(
    rows: models.QuerySet[Any], came_from: S, to: S, table: Transitions[S], **changes: Any
) -> list[int]:
    """The same for every row in the state ``came_from``; return the keys of those that were moved.

    One UPDATE whatever the number: rows somebody moved meanwhile are left alone and not returned. Call it
    inside a transaction.
    """
    _check_step(came_from, to, table)
    manager = rows.model._base_manager  # noqa: SLF001 -- as above
    waiting = manager.filter(pk__in=rows.order_by().values("pk"), status=came_from)
    moved = list(waiting.select_for_update().order_by("pk").values_list("pk", flat=True))
    manager.filter(pk__in=moved).update(status=to, **changes)
    return moved


def move_all(
    rows: models.QuerySet[Any], came_from: S, to: S, table: Transitions[S], **changes: Any
) -> int:
    """The same where nobody asks which were moved: one statement, and how many."""
    _check_step(came_from, to, table)
    return rows.filter(status=came_from).update(status=to, **changes)


def _check_step(came_from: S, to: S, table: Transitions[S]) -> None:
    if to not in table[came_from]:
        said = _("Không thể chuyển từ “%(old)s” sang “%(new)s”.")
        raise WrongState(said % {"old": came_from.label, "new": to.label})
