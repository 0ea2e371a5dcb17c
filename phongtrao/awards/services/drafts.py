"""Changing an office's own rules: one draft for everybody who writes them, then the next version.

Whatever is kept in a draft can be read and linked: a change that cannot is refused with its reason.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.awards.access.rules import can_write_rules
from phongtrao.awards.models import RuleDraft, RuleSet, RuleSetVersion
from phongtrao.awards.queries.drafts import drafted, newest_of
from phongtrao.awards.queries.rules import entries_around
from phongtrao.awards.rule_trees import (
    Data,
    Path,
    moved,
    part_at,
    parts_of,
    with_part,
    with_parts,
    without_part,
)
from phongtrao.awards.rulebook import read_entries
from phongtrao.lib.errors import BadInput, Conflict
from phongtrao.lib.marks import mark_of
from phongtrao.lib.rules import link, parse_clause, print_clause
from phongtrao.lib.text import nfc

Rows = list[dict[str, Any]]
Clause = Callable[[Data], Data]
MOST_RULES = 60  # of one set


@dataclass(frozen=True, slots=True)
class Place:
    """A clause of a rule of a set, and the mark of what the form showed there."""

    rule_set: RuleSet
    key: str
    path: Path
    as_read: str


def put_clause(place: Place, clause: Data, *, by: AbstractBaseUser) -> None:
    """What is saved unchanged stays as it is written, to the letter."""
    _change_requires(place, _putting(place, clause), by=by)


def add_clause(place: Place, clause: Data, *, by: AbstractBaseUser) -> None:
    """As the last of the group that stands at the place."""
    _change_requires(place, _adding(place, clause), by=by)


def tried(place: Place, clause: Data, *, is_new: bool) -> RuleSetVersion:
    """The draft as it would be with the clause there, refused as it would be; nothing is kept."""
    change = _adding(place, clause) if is_new else _putting(place, clause)
    rows = list(drafted(place.rule_set).data["rules"])
    data = {"rules": _with_requires(rows, place, change)}
    check(place.rule_set, data)
    number = newest_of(place.rule_set).number
    return RuleSetVersion(rule_set=place.rule_set, number=number, data=data)


def drop_clause(place: Place, *, by: AbstractBaseUser) -> None:
    _change_requires(place, partial(without_part, path=place.path), by=by)


def move_clause(place: Place, step: int, *, by: AbstractBaseUser) -> None:
    _change_requires(place, partial(moved, path=place.path, by=step), by=by)


def add_rule(found: RuleSet, head: Data, clause: Data, *, by: AbstractBaseUser) -> str:
    """Its key, which nobody sees."""
    key = ""

    def change(rows: Rows) -> Rows:
        nonlocal key
        taken = {row["key"] for row in rows}
        if len(rows) >= MOST_RULES:
            raise BadInput(
                _("Một bộ có không quá %s tiêu chuẩn. Hãy bỏ bớt hoặc lập bộ khác.") % MOST_RULES
            )
        key = next(
            name for number in range(1, MOST_RULES + 2) if (name := f"rule_{number}") not in taken
        )
        return [*rows, {"key": key, **head, "requires": clause}]

    _change(found, change, by=by)
    return key


def put_head(found: RuleSet, key: str, head: Data, as_read: str, *, by: AbstractBaseUser) -> None:
    """Title, subject, honour, note and mark of one rule; what it requires stays."""

    def change(row: dict[str, Any]) -> dict[str, Any]:
        _same(head_of(row), as_read)
        return {**row, **head}

    _change(found, lambda rows: _with_row(rows, key, change), by=by)


def drop_rule(found: RuleSet, key: str, *, by: AbstractBaseUser) -> None:
    def change(rows: Rows) -> Rows:
        if len(rows) == 1:
            raise BadInput(_("Bộ tiêu chuẩn phải còn ít nhất một tiêu chuẩn."))
        return [row for row in rows if row["key"] != key]

    _change(found, change, by=by)


@transaction.atomic
def publish_draft(
    found: RuleSet, reason: str, as_read: str, *, by: AbstractBaseUser
) -> RuleSetVersion:
    """The next version; the draft is gone. Conflict where it is not what the page showed."""
    can_write_rules(by, found).enforce()
    draft = _locked(found)
    if draft is None:
        raise Conflict
    _same(draft.data, as_read)
    newest = newest_of(found)
    if draft.data == newest.data:
        raise BadInput(_("Bản đang sửa giống phiên bản đang dùng. Hãy bỏ bản đang sửa."))
    check(found, draft.data)
    made = RuleSetVersion.objects.create(
        rule_set=found,
        number=newest.number + 1,
        data=draft.data,
        reason=nfc(reason).strip(),
        made_by_id=by.pk,
    )
    draft.delete()
    record(
        found, "awards.rules_published", by=by, after={"reason": made.reason}, number=made.number
    )
    return made


@transaction.atomic
def discard_draft(found: RuleSet, *, by: AbstractBaseUser) -> None:
    can_write_rules(by, found).enforce()
    draft = _locked(found)
    if draft is None:
        raise Conflict
    draft.delete()
    record(found, "awards.rule_draft_dropped", by=by)


def check(found: RuleSet, data: Data) -> None:
    """BadInput where a rule cannot be read, names one nobody has, or leads back to itself."""
    entries = read_entries(data)
    around = entries_around(RuleSetVersion(rule_set=found, data=data), timezone.localdate())
    rules = {key: one.rule for key, one in around.items()}
    for key, entry in entries.items():
        link(entry.rule, rules, key=key)


def head_of(row: Data) -> dict[str, Any]:
    names = ("title", "subject", "honour", "note", "check")
    return {name: row.get(name) or "" for name in names}


# ------------------------------------------------------------------ pieces


@transaction.atomic
def _change(found: RuleSet, change: Callable[[Rows], Rows], *, by: AbstractBaseUser) -> None:
    """Under the lock; the first change makes the draft. No line of history: only a version is in force."""
    can_write_rules(by, found).enforce()
    draft = _locked(found) or RuleDraft(rule_set=found)
    data = {"rules": change(list(drafted(found).data["rules"]))}
    check(found, data)
    draft.data, draft.changed_by_id = data, by.pk
    draft.save()


def _locked(found: RuleSet) -> RuleDraft | None:
    RuleSet.objects.select_for_update().get(pk=found.pk)
    return RuleDraft.objects.filter(rule_set=found).first()


def _putting(place: Place, clause: Data) -> Clause:
    def change(old: Data) -> Data:
        return old if print_clause(parse_clause(old)) == clause else clause

    return partial(with_part, path=place.path, change=change)


def _adding(place: Place, clause: Data) -> Clause:
    def change(group: Data) -> Data:
        return with_parts(group, [*parts_of(group), clause])

    return partial(with_part, path=place.path, change=change)


def _change_requires(place: Place, change: Clause, *, by: AbstractBaseUser) -> None:
    _change(place.rule_set, lambda rows: _with_requires(rows, place, change), by=by)


def _with_requires(rows: Rows, place: Place, change: Clause) -> Rows:
    def changed(row: dict[str, Any]) -> dict[str, Any]:
        _same(part_at(row["requires"], place.path), place.as_read)
        return {**row, "requires": change(row["requires"])}

    return _with_row(rows, place.key, changed)


def _with_row(rows: Rows, key: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Rows:
    if all(row["key"] != key for row in rows):
        raise Conflict(_("Tiêu chuẩn này không còn trong bộ: người khác vừa bỏ."))
    return [change(row) if row["key"] == key else row for row in rows]


def _same(stands: Data, as_read: str) -> None:
    if mark_of(stands) != as_read:
        raise Conflict(_("Người khác vừa sửa chỗ này. Hãy mở lại để xem rồi sửa tiếp."))
