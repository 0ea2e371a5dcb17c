"""What a task says at one moment: the words of a version, kept as plain data."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from phongtrao.lib.errors import BadInput
from phongtrao.plans.models import Task, TaskParty
from phongtrao.plans.timings import when_of


@dataclass(frozen=True, slots=True)
class TaskWords:
    """``task``: key of the task. ``time``: as a reader of the plan reads it; ``timing`` the rule behind it."""

    task: int
    section: str
    ordinal: str
    text: str
    leads: tuple[str, ...]
    coordinators: tuple[str, ...]
    time: str
    timing: str
    timing_value: str
    deliverable: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "TaskWords":
        said = {field.name: data[field.name] for field in fields(cls)}
        for name in ("leads", "coordinators"):
            said[name] = tuple(said[name])
        return cls(**said)

    @property
    def place(self) -> str:
        """“II. Nhiệm vụ · 3”; empty where the plan numbers nothing."""
        return " · ".join(part for part in (self.section, self.ordinal) if part)


def words_of(tasks: Iterable[Task]) -> list[TaskWords]:
    """``tasks`` with ``phase`` and ``parties`` loaded."""
    return [_words(task) for task in tasks]


def _words(task: Task) -> TaskWords:
    parties = sorted(task.parties.all(), key=lambda party: (party.position, party.pk))
    names = {
        role: tuple(party.name for party in parties if party.role == role)
        for role in TaskParty.Role.values
    }
    return TaskWords(
        task=task.pk,
        section=task.section,
        ordinal=task.ordinal,
        text=task.text,
        leads=names[TaskParty.Role.LEAD],
        coordinators=names[TaskParty.Role.COORDINATOR],
        time=_time(task),
        timing=task.timing,
        timing_value=task.timing_value,
        deliverable=task.deliverable,
    )


def _time(task: Task) -> str:
    try:
        return when_of(task).words()
    except BadInput:  # a draft may hold what its issue will refuse
        return task.timing_value
