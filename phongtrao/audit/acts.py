"""An act done to many subjects at once is one line; the history of each of them tells it too.

The app that owns the subjects says which lines those are, by primary key of the entry; of one type there
may be several kinds of acts, each registered by itself:

>>> acts.register("plans.assignment", acts_behind)
"""

from collections.abc import Callable, Collection

Acts = Callable[[str], Collection[int]]
ACTS: dict[str, list[Acts]] = {}


def register(subject_type: str, acts_behind: Acts) -> None:
    """``acts_behind(subject_id)`` → entries of the acts; the caller has checked who may see it."""
    ACTS.setdefault(subject_type, []).append(acts_behind)


def acts_behind(subject_type: str, subject_id: str) -> Collection[int]:
    return [pk for behind in ACTS.get(subject_type, ()) for pk in behind(subject_id)]
