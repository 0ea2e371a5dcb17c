"""What differs between two states of a plan: task by task, field by field, word by word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.comparison import Passage, Piece, compare
from phongtrao.plans.amending.pairing import is_same
from phongtrao.plans.amending.task_words import TaskWords
from phongtrao.plans.models import TaskChange

Kind = TaskChange.Kind
FIELDS: tuple[tuple[str, str | Promise], ...] = (
    ("section", _("mục")),
    ("ordinal", _("số thứ tự")),
    ("text", _("nội dung")),
    ("time", _("hạn")),
    ("leads", _("chủ trì")),
    ("coordinators", _("phối hợp")),
    ("deliverable", _("kết quả")),
)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after; ``pieces`` is the new text with what left and what came marked."""

    name: str
    label: str | Promise
    before: str
    after: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class TaskDifference:
    """``target``: the task to which the work of a moved one went, in words."""

    kind: Kind
    before: TaskWords | None
    after: TaskWords | None
    fields: tuple[FieldChange, ...] = ()
    target: str = ""

    @property
    def words(self) -> TaskWords:
        """The task as it is now, or as it was last."""
        found = self.after or self.before
        if found is None:
            raise AssertionError("a difference has at least one side")
        return found

    def sentence(self) -> str:
        """“Hạn: 30/6/2026 → 15/7/2026; nội dung có sửa”: for a line that has no room for all words."""
        said = [
            f"{field.label}: {field.before or '—'} → {field.after or '—'}"
            if field.name != "text"
            else str(_("nội dung có sửa"))
            for field in self.fields
        ]
        return capfirst("; ".join(said))


def field_changes(before: TaskWords, after: TaskWords) -> tuple[FieldChange, ...]:
    """The fields that differ, in the order of a plan's table."""
    found = []
    for name, label in FIELDS:
        old, new = _text(getattr(before, name)), _text(getattr(after, name))
        if old != new:
            found.append(FieldChange(name, label, old, new, mark_words(old, new)))
    return tuple(found)


def mark_words(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts in one, each piece “same”, “removed” or “added”."""
    changes = compare(
        [Passage(" ".join(before.split()), "")] if before.strip() else [],
        [Passage(" ".join(after.split()), "")] if after.strip() else [],
    )
    return tuple(piece for change in changes for piece in change.pieces)


def differ(
    old: Iterable[TaskWords], new: Iterable[TaskWords], moved: Mapping[int, int]
) -> list[TaskDifference]:
    """Two versions of one plan: a task keeps its key from one to the next.

    ``moved``: dropped task → the one its work went to. In the order of the new version.
    """
    before = {words.task: words for words in old}
    found = []
    now = {words.task: words for words in new}
    for key, words in now.items():
        was = before.pop(key, None)
        found.append(_difference(was, words))
    for key, words in before.items():
        goes_to = now.get(moved.get(key, 0))
        kind = Kind.MOVED if goes_to else Kind.DROPPED
        found.append(TaskDifference(kind, words, None, target=goes_to.text if goes_to else ""))
    return found


def _difference(was: TaskWords | None, words: TaskWords) -> TaskDifference:
    if was is None:
        return TaskDifference(Kind.NEW, None, words)
    if is_same(was, words):
        return TaskDifference(Kind.KEPT, was, words)
    return TaskDifference(Kind.CHANGED, was, words, field_changes(was, words))


def _text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "; ".join(value)
