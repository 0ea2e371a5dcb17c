"""What a person does with one fact of an intake: accept, edit, split, join, drop, add.

Every act locks the intake first, so that nobody changes a fact while it is being published. Of two
people at one fact the second is told what the first has made of it (``as_read``: the ``fact_mark`` of
the page that was pressed; empty where no page was).
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.lib.errors import BadInput, Conflict, WrongState
from phongtrao.lib.marks import mark_of
from phongtrao.lib.text import nfc
from phongtrao.plans.access import intake as access
from phongtrao.plans.intake.joining import join_values
from phongtrao.plans.intake.rules import group_key, with_rule
from phongtrao.plans.intake.sections import SECTIONS
from phongtrao.plans.intake.twins import follow
from phongtrao.plans.intake.values import Value, title_of
from phongtrao.plans.models import Intake, IntakeFact
from phongtrao.plans.queries.intake import facts_in_order, next_of, next_position

S = IntakeFact.State
LONGEST = 300  # of a fact as the history tells it
COPIED = (
    "intake", "section", "value_read", "confidence", "doubt", "first_block", "last_block", "page",
    "line", "passage", "origin",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Join:
    """A fact and the next one before they are joined; ``value`` and ``after``: what comes out."""

    other: IntakeFact
    value: dict[str, Any]
    first: str
    second: str
    after: str


@transaction.atomic
def accept_fact(fact: IntakeFact, *, by: AbstractBaseUser, as_read: str = "") -> IntakeFact:
    """The fact is right as it stands, and with it what else was read from its sentence."""
    hold(fact, by, as_read)
    if fact.state == S.DROPPED:
        raise WrongState(_("Mục này đã bỏ. Hãy lấy lại trước khi nhận."))
    if fact.state == S.PENDING:
        count = 1 + _accept(fact.riders.all(), by)
        decide(fact, S.CONFIRMED, by)
        record(fact.intake, "plans.facts_accepted", by=by, facts=count, part=part_of(fact))
    return fact


@transaction.atomic
def edit_fact(
    fact: IntakeFact, value: Value, *, by: AbstractBaseUser, as_read: str = ""
) -> IntakeFact:
    """Put the fact right; edited is accepted. Keys the form does not know stay as read.

    What waits with it is accepted too, and follows where it had said the same.
    """
    hold(fact, by, as_read)
    before, was = shown(fact), fact.value
    fact.value = with_rule(fact.section, fact.value | _clean(value))
    if fact.state == S.PENDING:
        _follow(fact, was, by)
    decide(fact, S.CONFIRMED, by, "value")
    if fact.value.get("reading") != was.get("reading"):
        _read_alike(fact)
    _record_change(fact, "plans.fact_edited", before, by)
    return fact


@transaction.atomic
def split_fact(
    fact: IntakeFact, texts: list[str], *, by: AbstractBaseUser, as_read: str = ""
) -> list[IntakeFact]:
    """Make several facts of one, its words cut into ``texts``; the other fields are repeated."""
    hold(fact, by, as_read)
    name = SECTIONS[fact.section].text
    texts = [text for text in (" ".join(nfc(text).split()) for text in texts) if text]
    if not name or len(texts) < 2:  # noqa: PLR2004 -- two make a split
        raise BadInput(_("Hãy xuống dòng ở chỗ muốn tách, để có ít nhất hai mục."))
    before = shown(fact)
    rows = facts_in_order(fact.intake, fact.section).filter(position__gt=fact.position)
    rows.update(position=F("position") + len(texts) - 1)
    fact.value = with_rule(fact.section, fact.value | {name: texts[0]})
    fact.state = S.PENDING
    fact.save(update_fields=["value", "state"])
    parts = [_copy(fact, {name: text}, place) for place, text in enumerate(texts[1:], start=1)]
    IntakeFact.objects.bulk_create(parts)
    said = {"before": {"fact": before}, "after": {"fact": " / ".join(texts)[:LONGEST]}}
    record(fact.intake, "plans.fact_split", by=by, part=part_of(fact), facts=len(texts), **said)
    return [fact, *parts]


@transaction.atomic
def join_fact(fact: IntakeFact, *, by: AbstractBaseUser) -> IntakeFact:
    """Join the next fact of the section to this one; the next is dropped and can be taken back."""
    hold(fact, by)
    join = preview_join(fact)
    before = shown(fact)
    fact.value, other = with_rule(fact.section, join.value), join.other
    fact.last_block = max(filter(None, (fact.last_block, other.last_block)), default=None)
    fact.passage = "\n".join(dict.fromkeys(filter(None, (fact.passage, other.passage))))
    fact.state = S.PENDING
    fact.save(update_fields=["value", "last_block", "passage", "state"])
    decide(other, S.DROPPED, by)
    _record_change(fact, "plans.facts_joined", before, by)
    return fact


def preview_join(fact: IntakeFact) -> Join:
    """What joining the next fact would make; BadInput where there is none to join."""
    name = SECTIONS[fact.section].text
    other = next_of(fact)
    if not name or other is None:
        raise BadInput(_("Không có mục nào phía sau để gộp. Hãy chọn mục khác."))
    value = join_values(fact.value, other.value, name, fact.passage)
    section = SECTIONS[fact.section]
    texts = (title_of(section, v) for v in (fact.value, other.value, value))
    return Join(other, value, *texts)


@transaction.atomic
def drop_fact(fact: IntakeFact, *, by: AbstractBaseUser, as_read: str = "") -> IntakeFact:
    """The fact is none; it stays at hand and can be taken back."""
    hold(fact, by, as_read)
    if fact.state != S.DROPPED:
        decide(fact, S.DROPPED, by)
        record(
            fact.intake,
            "plans.fact_dropped",
            by=by,
            part=part_of(fact),
            before={"fact": shown(fact)},
        )
    return fact


@transaction.atomic
def restore_fact(fact: IntakeFact, *, by: AbstractBaseUser, as_read: str = "") -> IntakeFact:
    """Take a dropped fact back, to be looked at again; what it was turned into goes."""
    hold(fact, by, as_read)
    if fact.state == S.DROPPED:
        fact.turned_into.all().delete()
        fact.state, fact.decided_by, fact.decided_at = S.PENDING, None, None
        fact.save(update_fields=["state", "decided_by", "decided_at"])
        record(
            fact.intake,
            "plans.fact_restored",
            by=by,
            part=part_of(fact),
            after={"fact": shown(fact)},
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
    lock(intake, by)
    fact = IntakeFact(
        intake=intake,
        section=section,
        position=next_position(intake, section),
        value=with_rule(section, _clean(value)),
        origin=IntakeFact.Origin.ADDED,
        state=S.CONFIRMED,
        decided_by_id=by.pk,
        decided_at=timezone.now(),
    )
    if block:
        fact.first_block = fact.last_block = block["number"]
        fact.page, fact.line, fact.passage = block["page"], block["line"], block["text"]
    fact.save()
    record(intake, "plans.fact_added", by=by, part=part_of(fact), after={"fact": shown(fact)})
    return fact


# ------------------------------------------------------------------ parts


def lock(intake: Intake, by: AbstractBaseUser) -> None:
    """Hold the intake until the end of the transaction; WrongState when it is under review no more."""
    access.can_review(by, intake).enforce()
    rows = Intake.objects.select_for_update(of=("self",)).filter(pk=intake.pk)
    if not rows.filter(status=Intake.Status.REVIEW).exists():
        raise WrongState(_("Bản tiếp nhận không còn chờ soát. Hãy tải lại trang."))


def hold(fact: IntakeFact, by: AbstractBaseUser, as_read: str = "") -> None:
    """The same, with the fact as it is now; Conflict when that is not what the page showed."""
    intake = fact.intake
    lock(intake, by)
    try:
        fact.refresh_from_db()
    except IntakeFact.DoesNotExist:
        raise WrongState(_("Mục này vừa được đọc lại. Hãy tải lại trang.")) from None
    fact.intake = intake
    if as_read and as_read != fact_mark(fact):
        raise Conflict(_met(fact))


def fact_mark(fact: IntakeFact) -> str:
    """What a page carries to say which state of the fact it shows."""
    return mark_of({"value": fact.value, "state": fact.state})


def _met(fact: IntakeFact) -> str:
    """Who was quicker and what the fact says now, so that nobody has to guess."""
    who = fact.decided_by or _("Người khác")
    said = {"who": who, "state": S(fact.state).label.lower(), "fact": shown(fact)}
    return _("%(who)s vừa soát mục này: %(state)s, “%(fact)s”. Hãy xem lại rồi làm tiếp.") % said


def decide(fact: IntakeFact, state: str, by: AbstractBaseUser, *fields: str) -> None:
    fact.state, fact.decided_by_id, fact.decided_at = state, by.pk, timezone.now()
    fact.save(update_fields=["state", "decided_by", "decided_at", *fields])


def _accept(facts: QuerySet[IntakeFact], by: AbstractBaseUser) -> int:
    waiting = facts.filter(state=S.PENDING)
    return waiting.update(state=S.CONFIRMED, decided_by=by.pk, decided_at=timezone.now())


def _follow(lead: IntakeFact, was: Value, by: AbstractBaseUser) -> None:
    """Accept what waits with a task that was put right, put right in the same way."""
    for rider in lead.riders.filter(state=S.PENDING):
        before = shown(rider)
        taken = follow(rider.section, rider.value, was, lead.value)
        rider.value = rider.value | taken
        decide(rider, S.CONFIRMED, by, "value")
        rider.intake = lead.intake
        action = "plans.fact_edited" if taken else "plans.facts_accepted"
        _record_change(rider, action, before, by)


def _read_alike(fact: IntakeFact) -> None:
    """The others of its group of alternatives take over how the group is read."""
    key, reading = group_key(fact.value), fact.value.get("reading")
    others = fact.intake.facts.filter(section=fact.section).exclude(pk=fact.pk)
    group = [other for other in others if key is not None and group_key(other.value) == key]
    for other in group:
        other.value = with_rule(other.section, other.value | {"reading": reading})
    IntakeFact.objects.bulk_update(group, ["value"])


def _copy(fact: IntakeFact, changed: Value, steps: int) -> IntakeFact:
    """Another fact of the same passage, ``steps`` places further, waiting to be looked at."""
    copy = IntakeFact(**{name: getattr(fact, name) for name in COPIED})
    copy.position = fact.position + steps
    copy.value = with_rule(fact.section, fact.value | dict(changed))
    return copy


def _clean(value: Value) -> dict[str, Any]:
    return {k: nfc(v).strip() if isinstance(v, str) else v for k, v in value.items()}


def part_of(fact: IntakeFact) -> str:
    return part_label(fact.section)


def part_label(section: str) -> str:
    """The name of a section as the history keeps it."""
    with office_language():
        return str(SECTIONS[section].label)


def shown(fact: IntakeFact) -> str:
    return title_of(SECTIONS[fact.section], fact.value)[:LONGEST]


def _record_change(fact: IntakeFact, action: str, before: str, by: AbstractBaseUser) -> None:
    after = shown(fact)
    said = {"before": {"fact": before}, "after": {"fact": after}} if before != after else {}
    record(fact.intake, action, by=by, part=part_of(fact), **said)
