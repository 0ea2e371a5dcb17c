"""What the movement office does with a movement. S0-01, S0-15 to S0-19."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import changes, record
from phongtrao.base.workflow import Transitions, move
from phongtrao.lib.errors import BadInput
from phongtrao.plans.access import movements as access
from phongtrao.plans.models import Content, Movement, Phase

S = Movement.Status
MOVEMENT_TRANSITIONS: Transitions[S] = {
    S.DRAFT: frozenset({S.LAUNCHED}),
    S.LAUNCHED: frozenset({S.RUNNING}),
    # After an interim review work goes on; the next review may be another interim or the final one.
    S.RUNNING: frozenset({S.INTERIM, S.FINAL}),
    S.INTERIM: frozenset({S.RUNNING, S.FINAL}),
    S.FINAL: frozenset({S.CLOSED}),
    S.CLOSED: frozenset(),
}
MOST_LEVELS = 10  # sector → city → nation is three; more than this is a ring


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """One stage as typed; ``pk`` names the stage it replaces, None for a new one."""

    name: str
    starts_on: date
    ends_on: date
    review_on: date | None = None
    milestone: str = ""
    pk: int | None = None


@transaction.atomic
def create_movement(
    movement: Movement,
    contents: str,
    phases: Iterable[PhaseLine] = (),
    *,
    by: AbstractBaseUser,
) -> Movement:
    """Save a new draft with its contents (one a line, “-” before those below) and its phases."""
    access.can_create_for(by, movement.owner).enforce()
    _save(movement)
    _set_contents(movement, contents)
    _set_phases(movement, list(phases))
    record(movement, "plans.movement_created", by=by)
    return movement


@transaction.atomic
def edit_movement(
    movement: Movement,
    fields: dict[str, Any],
    contents: str,
    phases: Iterable[PhaseLine],
    *,
    by: AbstractBaseUser,
) -> Movement:
    """Change what a movement says. Contents are matched by their words, so tasks stay on them."""
    access.can_edit(by, movement).enforce()
    before, after = changes(movement, fields)
    for name, value in fields.items():
        setattr(movement, name, value)
    _save(movement)
    _set_contents(movement, contents)
    _set_phases(movement, list(phases))
    record(movement, "plans.movement_edited", by=by, before=before, after=after)
    return movement


@transaction.atomic
def move_movement(
    movement: Movement, to: Movement.Status, *, by: AbstractBaseUser, **changes: Any
) -> Movement:
    """Go one step along draft → launched → running → reviews → closed.

    ``changes``: fields that the step writes in the same UPDATE; a launch is today's unless said.
    """
    access.can_move(by, movement).enforce()
    if to == S.LAUNCHED:
        changes = {"launched_on": timezone.localdate(), **changes}
    came_from = move(movement, to, MOVEMENT_TRANSITIONS, **changes)
    steps = {"before": {"status": came_from.label}, "after": {"status": to.label}}
    record(movement, "plans.movement_moved", by=by, **steps)
    return movement


def next_step(movement: Movement) -> Movement.Status | None:
    """The step that comes next of itself: the final review once every stage before the last had its own."""
    steps = next_steps(movement)
    if movement.status != S.RUNNING:
        return steps[0] if steps else None
    stages = sorted(movement.phases.all(), key=lambda phase: phase.ends_on)
    is_dated = any(stage.review_on for stage in stages)
    left = [stage for stage in open_reviews(movement) if stage != stages[-1]]
    return S.FINAL if is_dated and not left else S.INTERIM


def open_reviews(movement: Movement) -> list[Phase]:
    """Stages whose review has a day and was not yet held, in their order."""
    return [p for p in movement.phases.all() if p.review_on and not p.reviewed_on]


def next_steps(movement: Movement) -> list[Movement.Status]:
    """Where the movement may go from here, in the order of its life."""
    allowed = MOVEMENT_TRANSITIONS[S(movement.status)]
    return [step for step in S if step in allowed]


# ------------------------------------------------------------------ parts


def _save(movement: Movement) -> None:
    _refuse_ring(movement)
    clean(movement)
    movement.save()


def clean(obj: models.Model) -> None:
    """``full_clean`` as a sentence a clerk can act on."""
    try:
        obj.full_clean()
    except ValidationError as error:
        raise BadInput(" ".join(error.messages)) from error


def _refuse_ring(movement: Movement) -> None:
    above, steps = movement.parent, 0
    while above is not None:
        if above.pk == movement.pk or steps == MOST_LEVELS:
            raise BadInput(_("Một phong trào không thể hưởng ứng chính nó. Hãy chọn lại."))
        above, steps = above.parent, steps + 1


def _set_contents(movement: Movement, outline: str) -> None:
    left = list(movement.contents.all())
    trail: list[Content] = []
    for position, (depth, text) in enumerate(read_outline(outline)):
        content = next((c for c in left if c.text == text), Content(movement=movement, text=text))
        left = [c for c in left if c is not content]
        content.position = position
        content.parent = trail[min(depth, len(trail)) - 1] if depth and trail else None
        content.save()
        trail[depth:] = [content]
    movement.contents.filter(pk__in=[content.pk for content in left]).delete()


def read_outline(outline: str) -> list[tuple[int, str]]:
    """(depth, text) of each line; every “-” in front is one level down."""
    found = []
    for line in outline.splitlines():
        text = line.strip().lstrip("-–").strip()
        if text:
            head = line.strip()
            depth = len(head) - len(head.lstrip("-–"))
            found.append((depth, text))
    return found


def write_outline(contents: Iterable[Content]) -> str:
    """The contents as ``read_outline`` reads them back."""
    depths: dict[int | None, int] = {None: -1}
    lines = []
    for content in contents:
        depth = depths[content.pk] = depths.get(content.parent_id, -1) + 1
        lines.append(f"{'-' * depth} {content.text}".strip())
    return "\n".join(lines)


def _set_phases(movement: Movement, lines: list[PhaseLine]) -> None:
    _refuse_odd_days(movement, lines)
    kept = {line.pk for line in lines if line.pk}
    gone = movement.phases.exclude(pk__in=kept)
    if used := gone.filter(tasks__isnull=False).first():
        raise BadInput(
            _("Giai đoạn “%s” đang có nhiệm vụ nên không bỏ được. Hãy chuyển nhiệm vụ trước.")
            % used.name
        )
    gone.delete()
    for line in lines:
        _set_phase(movement, line)


def _refuse_odd_days(movement: Movement, lines: list[PhaseLine]) -> None:
    """Stages follow each other, and a review is held while its stage or the movement runs.

    Two that share days are fine: plans name stages by years, “2025 – 2026” and “2026 – 2030”.
    """
    for one, other in pairwise(sorted(lines, key=lambda line: line.starts_on)):
        if one.starts_on == other.starts_on or other.ends_on <= one.ends_on:
            raise BadInput(
                _("Giai đoạn “%(one)s” và “%(other)s” chồng lên nhau. Hãy sửa lại ngày.")
                % {"one": one.name, "other": other.name}
            )
    for line in lines:
        day, last = line.review_on, movement.ends_on
        if day and (day < line.starts_on or (last and day > last)):
            raise BadInput(
                _(
                    "Ngày sơ kết, tổng kết %(day)s của “%(phase)s” phải từ khi giai đoạn bắt đầu "
                    "đến khi phong trào kết thúc. Hãy sửa lại ngày."
                )
                % {"day": f"{day:%d/%m/%Y}", "phase": line.name}
            )


def _set_phase(movement: Movement, line: PhaseLine) -> None:
    phase = Phase(movement=movement)
    if line.pk:
        phase = _phase_of(movement, line)
    for name in ("name", "starts_on", "ends_on", "review_on", "milestone"):
        setattr(phase, name, getattr(line, name))
    clean(phase)
    phase.save()


def _phase_of(movement: Movement, line: PhaseLine) -> Phase:
    """The stage the form speaks of: somebody may have dropped it since the form was shown."""
    found = movement.phases.filter(pk=line.pk or 0).first()
    if found is None:
        raise BadInput(
            _("Giai đoạn “%s” không còn trong phong trào này. Hãy tải lại trang rồi sửa lại.")
            % line.name
        )
    return found
