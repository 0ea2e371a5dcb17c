"""What a person does with the facts of an intake: accept, edit, split, join, drop, add.

Every act locks the intake first, so that nobody changes a fact while it is being published, and of
two people at one fact the second sees what the first has made of it.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import nfc
from phongtrao.plans.access import intake as access
from phongtrao.plans.intake.sections import SECTIONS, TASK_SOURCES
from phongtrao.plans.intake.values import Value, title_of
from phongtrao.plans.models import Intake, IntakeFact
from phongtrao.plans.queries.intake import facts_in_order, next_of

S = IntakeFact.State
LONGEST = 300  # of a fact as the history tells it
COPIED = (
    "intake", "section", "value_read", "confidence", "doubt", "first_block", "last_block", "page",
    "line", "passage", "origin",
)  # fmt: skip


@transaction.atomic
def accept_fact(fact: IntakeFact, *, by: AbstractBaseUser) -> IntakeFact:
    """The fact is right as it stands."""
    _hold(fact, by)
    if fact.state == S.DROPPED:
        raise WrongState(_("Mục này đã bỏ. Hãy lấy lại trước khi nhận."))
    if fact.state == S.PENDING:
        _decide(fact, S.CONFIRMED, by)
        record(fact.intake, "plans.facts_accepted", by=by, facts=1, part=_part(fact))
    return fact


@transaction.atomic
def accept_facts(
    intake: Intake, facts: Iterable[int], section: str, *, by: AbstractBaseUser
) -> int:
    """Accept those of the shown facts (primary keys) that still wait; return how many."""
    _lock(intake, by)
    waiting = intake.facts.filter(pk__in=list(facts), state=S.PENDING)
    count = waiting.update(state=S.CONFIRMED, decided_by=by.pk, decided_at=timezone.now())
    if count:
        part = _label(section) if section in SECTIONS else ""
        record(intake, "plans.facts_accepted", by=by, facts=count, part=part)
    return count


@transaction.atomic
def edit_fact(fact: IntakeFact, value: Value, *, by: AbstractBaseUser) -> IntakeFact:
    """Put the fact right; edited is accepted. Keys the form does not know stay as read."""
    _hold(fact, by)
    before = _shown(fact)
    fact.value = fact.value | _clean(value)
    _decide(fact, S.CONFIRMED, by, "value")
    _record_change(fact, "plans.fact_edited", before, by)
    return fact


@transaction.atomic
def split_fact(fact: IntakeFact, texts: list[str], *, by: AbstractBaseUser) -> list[IntakeFact]:
    """Make several facts of one, its words cut into ``texts``; the other fields are repeated."""
    _hold(fact, by)
    name = SECTIONS[fact.section].text
    texts = [text for text in (" ".join(nfc(text).split()) for text in texts) if text]
    if not name or len(texts) < 2:  # noqa: PLR2004 -- two make a split
        raise BadInput(_("Hãy xuống dòng ở chỗ muốn tách, để có ít nhất hai mục."))
    before = _shown(fact)
    rows = facts_in_order(fact.intake, fact.section).filter(position__gt=fact.position)
    rows.update(position=F("position") + len(texts) - 1)
    fact.value = fact.value | {name: texts[0]}
    fact.state = S.PENDING
    fact.save(update_fields=["value", "state"])
    parts = [_copy(fact, {name: text}, place) for place, text in enumerate(texts[1:], start=1)]
    IntakeFact.objects.bulk_create(parts)
    said = {"before": {"fact": before}, "after": {"fact": " / ".join(texts)[:LONGEST]}}
    record(fact.intake, "plans.fact_split", by=by, part=_part(fact), facts=len(texts), **said)
    return [fact, *parts]


@transaction.atomic
def join_fact(fact: IntakeFact, *, by: AbstractBaseUser) -> IntakeFact:
    """Join the next fact of the section to this one; the next is dropped and can be taken back."""
    _hold(fact, by)
    name = SECTIONS[fact.section].text
    other = next_of(fact)
    if not name or other is None:
        raise BadInput(_("Không có mục nào phía sau để nối. Hãy chọn mục khác."))
    before = _shown(fact)
    fact.value = _joined(fact.value, other.value, name)
    fact.last_block = max(filter(None, (fact.last_block, other.last_block)), default=None)
    fact.passage = "\n".join(dict.fromkeys(filter(None, (fact.passage, other.passage))))
    fact.state = S.PENDING
    fact.save(update_fields=["value", "last_block", "passage", "state"])
    _decide(other, S.DROPPED, by)
    _record_change(fact, "plans.facts_joined", before, by)
    return fact


@transaction.atomic
def drop_fact(fact: IntakeFact, *, by: AbstractBaseUser) -> IntakeFact:
    """The fact is none; it stays at hand and can be taken back."""
    _hold(fact, by)
    if fact.state != S.DROPPED:
        _decide(fact, S.DROPPED, by)
        record(
            fact.intake,
            "plans.fact_dropped",
            by=by,
            part=_part(fact),
            before={"fact": _shown(fact)},
        )
    return fact


@transaction.atomic
def restore_fact(fact: IntakeFact, *, by: AbstractBaseUser) -> IntakeFact:
    """Take a dropped fact back, to be looked at again."""
    _hold(fact, by)
    if fact.state == S.DROPPED:
        fact.state, fact.decided_by, fact.decided_at = S.PENDING, None, None
        fact.save(update_fields=["state", "decided_by", "decided_at"])
        record(
            fact.intake,
            "plans.fact_restored",
            by=by,
            part=_part(fact),
            after={"fact": _shown(fact)},
        )
    return fact


@transaction.atomic
def add_fact(
    intake: Intake,
    section: str,
    value: Value,
    block: dict[str, Any] | None = None,
    *,
    by: AbstractBaseUser,
) -> IntakeFact:
    """Add what the reader has missed; ``block``: the piece of the source where it stands, if any."""
    _lock(intake, by)
    last = facts_in_order(intake, section).aggregate(last=Max("position"))["last"]
    fact = IntakeFact(
        intake=intake,
        section=section,
        position=intake.facts.count() if last is None else last + 1,
        value=_clean(value),
        origin=IntakeFact.Origin.ADDED,
        state=S.CONFIRMED,
        decided_by_id=by.pk,
        decided_at=timezone.now(),
    )
    if block:
        fact.first_block = fact.last_block = block["number"]
        fact.page, fact.line, fact.passage = block["page"], block["line"], block["text"]
    fact.save()
    record(intake, "plans.fact_added", by=by, part=_part(fact), after={"fact": _shown(fact)})
    return fact


@transaction.atomic
def copy_as_task(fact: IntakeFact, *, by: AbstractBaseUser) -> IntakeFact:
    """Make a task of what a plan says elsewhere; the fact itself stays. To be looked at as any other."""
    _hold(fact, by)
    if fact.section not in TASK_SOURCES:
        raise BadInput(_("Mục này không chuyển thành nhiệm vụ được. Hãy thêm nhiệm vụ bằng tay."))
    who = fact.value.get(TASK_SOURCES[fact.section])
    value = {
        "section": None,
        "ordinal": None,
        "text": title_of(SECTIONS[fact.section], fact.value),
        "lead_units": [who] if who else [],
        "coordinating_units": [],
        "time": None,
        "time_kind": "unspecified",
        "deadline": None,
        "deliverable": None,
    }
    last = facts_in_order(fact.intake, "tasks").aggregate(last=Max("position"))["last"]
    task = _copy(fact, value, 0)
    task.section, task.value, task.value_read = "tasks", value, {}
    task.position = (last or 0) + 1
    task.save()
    record(fact.intake, "plans.fact_added", by=by, part=_part(task), after={"fact": _shown(task)})
    return task


# ------------------------------------------------------------------ parts


def _lock(intake: Intake, by: AbstractBaseUser) -> None:
    """Hold the intake until the end of the transaction; WrongState when it is under review no more."""
    access.can_review(by, intake).enforce()
    rows = Intake.objects.select_for_update(of=("self",)).filter(pk=intake.pk)
    if not rows.filter(status=Intake.Status.REVIEW).exists():
        raise WrongState(_("Bản tiếp nhận không còn chờ soát. Hãy tải lại trang."))


def _hold(fact: IntakeFact, by: AbstractBaseUser) -> None:
    """The same, with the fact as it is now: somebody may just have changed it."""
    intake = fact.intake
    _lock(intake, by)
    try:
        fact.refresh_from_db()
    except IntakeFact.DoesNotExist:
        raise WrongState(_("Mục này vừa được đọc lại. Hãy tải lại trang.")) from None
    fact.intake = intake


def _decide(fact: IntakeFact, state: str, by: AbstractBaseUser, *fields: str) -> None:
    fact.state, fact.decided_by_id, fact.decided_at = state, by.pk, timezone.now()
    fact.save(update_fields=["state", "decided_by", "decided_at", *fields])


def _copy(fact: IntakeFact, changed: Value, steps: int) -> IntakeFact:
    """Another fact of the same passage, ``steps`` places further, waiting to be looked at."""
    copy = IntakeFact(**{name: getattr(fact, name) for name in COPIED})
    copy.position = fact.position + steps
    copy.value = fact.value | dict(changed)
    return copy


def _joined(value: Value, other: Value, name: str) -> dict[str, Any]:
    """Words one after the other, lists one after the other; an empty field takes the other's."""
    found = dict(value)
    for key, more in other.items():
        mine = found.get(key)
        if key == name:
            found[key] = " ".join(filter(None, (mine, more)))
        elif isinstance(mine, list) and isinstance(more, list):
            found[key] = mine + [item for item in more if item not in mine]
        elif mine in (None, ""):
            found[key] = more
    return found


def _clean(value: Value) -> dict[str, Any]:
    return {k: nfc(v).strip() if isinstance(v, str) else v for k, v in value.items()}


def _part(fact: IntakeFact) -> str:
    return _label(fact.section)


def _label(section: str) -> str:
    """The name of a section as the history keeps it."""
    with office_language():
        return str(SECTIONS[section].label)


def _shown(fact: IntakeFact) -> str:
    return title_of(SECTIONS[fact.section], fact.value)[:LONGEST]


def _record_change(fact: IntakeFact, action: str, before: str, by: AbstractBaseUser) -> None:
    after = _shown(fact)
    said = {"before": {"fact": before}, "after": {"fact": after}} if before != after else {}
    record(fact.intake, action, by=by, part=_part(fact), **said)
