"""Which task of the running plan a task of the amendment stands for: an offer, with its reason.

The surest comes first: what was copied from it, then the very words, then what an instruction names, then
likeness of the words helped by number, section and lead. Nobody is paired twice. The office confirms.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from phongtrao.lib.text import fold
from phongtrao.plans.amending.instructions import Instruction, read_instruction
from phongtrao.plans.amending.task_words import TaskWords
from phongtrao.plans.models import TaskChange

Kind = TaskChange.Kind
LIKELY = (
    0.55  # below this the words are another task's: two tasks of one office share their set phrases
)
# What stands beside the words and speaks for one task or against it.
SAME_ORDINAL, SAME_SECTION, SAME_LEAD = 0.12, 0.05, 0.08


@dataclass(frozen=True, slots=True)
class Pair:
    """``old`` is dropped without ``new``; ``new`` without ``old`` is added.

    ``is_sure``: nothing was guessed, so that nobody need confirm it. ``likeness``: 0 to 1. ``is_named``:
    the amendment gives the number of the old one.
    """

    kind: Kind
    old: TaskWords | None
    new: TaskWords | None
    is_sure: bool
    likeness: float = 1.0
    is_named: bool = False


def pair_tasks(
    old: Sequence[TaskWords], new: Sequence[TaskWords], copied: dict[int, int], *, is_whole: bool
) -> list[Pair]:
    """Every task of both, in the order of the new one, then what is left of the old.

    ``copied``: new → old keys of tasks that were copied. ``is_whole``: what the amendment does not say
    is dropped; else it stays.
    """
    left = {words.task: words for words in old}
    found: dict[int, tuple[TaskWords, float, bool]] = {}
    for words in new:
        if (source := left.pop(copied.get(words.task, 0), None)) is not None:
            found[words.task] = (source, 1.0, True)
    _take_same_words(new, left, found)
    _take_named(new, left, found)
    _take_likely(new, left, found)
    # Written into a copy, or taken out of it, is certain; new in a file may be misread.
    is_copy = bool(copied)
    pairs = [
        _pair_of(words, found[words.task], is_whole=is_whole)
        if words.task in found
        else Pair(Kind.NEW, None, words, is_copy or read_instruction(words.text).deed == "add")
        for words in new
    ]
    kind = Kind.DROPPED if is_whole else Kind.KEPT
    return pairs + [
        Pair(kind, words, None, is_sure=is_copy or not is_whole) for words in left.values()
    ]


def meant(old: TaskWords | None, new: TaskWords, *, is_whole: bool) -> TaskWords:
    """What the task is to say: without the instruction, and where a part is silent, as before.

    The numbers of an amendment that names only what changes are its own, not the plan's.
    """
    words = replace(new, text=read_instruction(new.text).text)
    if is_whole or old is None:
        return words
    kept = ("leads", "coordinators", "deliverable", "time", "timing", "timing_value")
    silent = {name: getattr(old, name) for name in kept if not _says(new, name)}
    return replace(words, section=old.section, ordinal=old.ordinal, **silent)


def _says(words: TaskWords, name: str) -> bool:
    """The rule of a time goes with its words."""
    return bool(words.time if name.startswith("tim") else getattr(words, name))


def is_same(one: TaskWords, other: TaskWords) -> bool:
    """Whether they say the same, whatever their keys."""
    names = ("section", "ordinal", "text", "leads", "coordinators", "time", "deliverable")
    return all(getattr(one, name) == getattr(other, name) for name in names)


# ------------------------------------------------------------------ pieces

Found = dict[int, tuple[TaskWords, float, bool]]


def _take_same_words(new: Iterable[TaskWords], left: dict[int, TaskWords], found: Found) -> None:
    by_text: dict[str, list[TaskWords]] = {}
    for words in left.values():
        by_text.setdefault(fold(words.text), []).append(words)
    for words in _open(new, found):
        if same := by_text.get(fold(words.text)):
            source = same.pop(0)
            del left[source.task]
            found[words.task] = (source, 1.0, not same)


def _take_named(new: Iterable[TaskWords], left: dict[int, TaskWords], found: Found) -> None:
    for words in _open(new, found):
        asked = read_instruction(words.text)
        if asked.deed in ("change", "drop") and asked.ordinal:
            meant = [one for one in left.values() if _is_meant(one, asked)]
            if len(meant) == 1:
                found[words.task] = (left.pop(meant[0].task), 0.9, False)


def _is_meant(words: TaskWords, asked: Instruction) -> bool:
    ordinal = words.ordinal.strip(" .)").casefold()
    if ordinal != asked.ordinal.casefold():
        return False
    section = words.section.split()[0].strip(".)") if words.section.split() else ""
    return not asked.section or section.casefold() == asked.section.casefold()


def _take_likely(new: Iterable[TaskWords], left: dict[int, TaskWords], found: Found) -> None:
    """The likeliest pairs first, so that a good one is not lost to an earlier, worse one."""
    scored = [
        (likeness(one, other), one.task, other.task)
        for other in _open(new, found)
        if read_instruction(other.text).deed != "add"
        for one in left.values()
    ]
    for score, one, other in sorted(scored, reverse=True):
        if score < LIKELY:
            break
        if one in left and other not in found:
            found[other] = (left.pop(one), round(min(score, 1.0), 2), False)


def likeness(one: TaskWords, other: TaskWords) -> float:
    """How much two tasks look like the same one: 0 to 1 by their words, and a little for their place."""
    left, right = fold(one.text).split(), fold(read_instruction(other.text).text).split()
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.quick_ratio() < LIKELY / 2:
        return 0.0
    score = matcher.ratio()
    score += SAME_ORDINAL * (one.ordinal != "" and one.ordinal == other.ordinal)
    score += SAME_SECTION * (fold(one.section) == fold(other.section) != "")
    score += SAME_LEAD * (bool(one.leads) and one.leads == other.leads)
    return score


def _open(new: Iterable[TaskWords], found: Found) -> list[TaskWords]:
    return [words for words in new if words.task not in found]


def _pair_of(words: TaskWords, found: tuple[TaskWords, float, bool], *, is_whole: bool) -> Pair:
    source, score, is_sure = found
    asked = read_instruction(words.text)
    is_named = asked.deed in ("change", "drop") and bool(asked.ordinal) and _is_meant(source, asked)
    if asked.deed == "drop":
        kind, is_sure = Kind.DROPPED, False
        return Pair(kind, source, words, is_sure, score, is_named)
    stays = is_same(source, meant(source, words, is_whole=is_whole))
    kind = Kind.KEPT if stays else Kind.CHANGED
    return Pair(kind, source, words, is_sure, score, is_named)
