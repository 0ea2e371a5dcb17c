"""From one section to another: a content that is a task or a target, a duty that is also a task.

The reader's own parser fills in the time, the number and who leads; the new fact waits to be looked
at like any other. ``restore_fact`` on the content undoes it.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.plans.intake.sections import SECTIONS, TASK_SOURCES, TURNABLE, TURNED_INTO
from phongtrao.plans.intake.values import Value, title_of
from phongtrao.plans.models import IntakeFact
from phongtrao.plans.queries.intake import next_position
from phongtrao.plans.services.intake_facts import decide, hold, part_label, part_of, shown
from phongtrao.reader import as_indicator, as_task

S = IntakeFact.State
PLACED = ("first_block", "last_block", "page", "line", "passage")


@transaction.atomic
def turn_fact(fact: IntakeFact, section: str, *, by: AbstractBaseUser) -> IntakeFact:
    """Make a task or a target (``section``) of a content; the content is dropped. Return the new one."""
    hold(fact, by)
    if fact.section not in TURNABLE or section not in TURNED_INTO:
        raise BadInput(_("Mục này không chuyển sang phần khác được. Hãy thêm mục bằng tay."))
    if fact.state == S.DROPPED:
        raise WrongState(_("Mục này đã bỏ. Hãy lấy lại trước khi chuyển."))
    made = make_task(fact) if section == "tasks" else _make_indicator(fact)
    made.made_from = fact
    made.save()
    decide(fact, S.DROPPED, by)
    record(
        fact.intake,
        "plans.fact_turned",
        by=by,
        part=part_of(fact),
        turned_into=part_label(section),
        after={"fact": shown(made)},
    )
    return made


@transaction.atomic
def copy_as_task(fact: IntakeFact, *, by: AbstractBaseUser) -> IntakeFact:
    """Make a task of a duty or report; the fact itself stays. To be looked at as any other."""
    hold(fact, by)
    if fact.section not in TASK_SOURCES:
        raise BadInput(_("Mục này không chuyển thành nhiệm vụ được. Hãy thêm nhiệm vụ bằng tay."))
    task = make_task(fact)
    task.save()
    record(fact.intake, "plans.fact_added", by=by, part=part_of(task), after={"fact": shown(task)})
    return task


def make_task(fact: IntakeFact) -> IntakeFact:
    """A task of the words of a content, duty or report, waiting; not yet saved."""
    if fact.section not in TASK_SOURCES:
        heading, ordinal = fact.value.get("heading"), fact.value.get("ordinal")
        text = fact.value.get("text") or ""
        return _make(fact, "tasks", as_task(text, section=heading, ordinal=ordinal))
    who = fact.value.get(TASK_SOURCES[fact.section])
    text = title_of(SECTIONS[fact.section], fact.value)
    value = {**as_task(text), "text": text, "lead_units": [who] if who else []}
    return _make(fact, "tasks", value)


def _make_indicator(fact: IntakeFact) -> IntakeFact:
    value = as_indicator(fact.value.get("text") or "", ordinal=fact.value.get("ordinal"))
    return _make(fact, "indicators", value)


def _make(fact: IntakeFact, section: str, value: Value) -> IntakeFact:
    """A fact of the same passage at the end of another section, waiting."""
    return IntakeFact(
        intake=fact.intake,
        section=section,
        value=dict(value),
        position=next_position(fact.intake, section),
        **{name: getattr(fact, name) for name in PLACED},
    )
