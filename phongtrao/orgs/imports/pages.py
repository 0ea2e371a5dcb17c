"""What the pages of the wizard show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from phongtrao.lib.sheets import to_text
from phongtrao.orgs.imports.fields import Field
from phongtrao.orgs.imports.kinds import fields_of
from phongtrao.orgs.imports.reading import head_of, header_of, open_file
from phongtrao.orgs.imports.shapes import Choice, propose
from phongtrao.orgs.models import Import, ImportFile, ImportNote
from phongtrao.web.components import State, StateKind

SAMPLES, LONGEST_SAMPLE = 3, 40
STATES: dict[str, StateKind] = {
    Import.Status.MAPPING: "neutral",
    Import.Status.CHECKING: "running",
    Import.Status.CHECKED: "due",
    Import.Status.APPLYING: "running",
    Import.Status.APPLIED: "done",
    Import.Status.FAILED: "refused",
    Import.Status.DROPPED: "neutral",
    Import.Status.UNDONE: "neutral",
}
NOTE_STATES: dict[str, State] = {
    ImportNote.Kind.FAULT: State(ImportNote.Kind.FAULT.label, "refused"),
    ImportNote.Kind.CHANGE: State(ImportNote.Kind.CHANGE.label, "running", "edit"),
    ImportNote.Kind.TWIN: State(ImportNote.Kind.TWIN.label, "due", "users"),
}


@dataclass(frozen=True, slots=True)
class Stat:
    label: str
    value: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ColumnsPage:
    """The sheet as it came in, with what was chosen or is proposed."""

    choice: Choice
    sheets: Sequence[str]
    labels: Sequence[str]
    samples: Sequence[str]
    fields: dict[str, Field]
    line: int

    @classmethod
    def of(cls, act: Import) -> "ColumnsPage":
        book = open_file(act.file)
        proposed = propose(book, act.kind, act.unit_id)
        choice = Choice(act.sheets, act.columns, act.constants, proposed.origin)
        first = choice.sheets[0]
        header = header_of(book, first["name"], first["line"])
        below = head_of(book, first["name"])[header.last : header.last + SAMPLES]
        samples = [_sample(below, place) for place in range(len(header.labels))]
        fields = fields_of(act.kind)
        return cls(choice, book.names, header.labels, samples, fields, header.first)

    def given(self) -> dict[str, Any]:
        return {
            "labels": self.labels,
            "samples": self.samples,
            "sheets": self.sheets,
            "fields": self.fields,
            "choice": self.choice,
        }


def _sample(rows: Sequence[Sequence[Any]], place: int) -> str:
    cells = [to_text(row[place]) for row in rows if place < len(row)]
    said = [Truncator(" ".join(cell.split())).chars(LONGEST_SAMPLE) for cell in cells if cell]
    return _("Ví dụ: %s") % "; ".join(said) if said else _("Cột trống ở những dòng đầu.")


def state_of(act: Import) -> State:
    if act.status == Import.Status.CHECKED and act.counts.get("faults"):
        return State(_("Có chỗ cần sửa"), "refused")
    return State(act.get_status_display(), STATES[act.status])


def result_of(act: Import) -> str:
    counts: dict[str, int] = act.counts
    if not counts:
        return ""
    if counts.get("faults"):
        return _("%s chỗ cần sửa") % counts["faults"]
    return _("%(new)s mới, %(changed)s thay đổi, %(same)s giữ nguyên") % counts


def stats_of(act: Import) -> list[Stat]:
    counts = act.counts
    if not counts:
        return []
    is_done = act.status == Import.Status.APPLIED
    stats = [
        Stat(_("Thêm mới"), counts["new"]),
        Stat(_("Thay đổi"), counts["changed"]),
        Stat(_("Giữ nguyên"), counts["same"]),
    ]
    if not is_done:
        stats.append(Stat(_("Dòng chưa đúng"), counts["bad"], "late" if counts["bad"] else ""))
    if counts.get("twins"):
        stats.append(Stat(_("Có thể trùng"), counts["twins"]))
    if counts.get("loose"):
        stats.append(Stat(_("Tệp không dòng nào nhắc đến"), counts["loose"], "late"))
    return stats


def note_state(note: ImportNote) -> State:
    return NOTE_STATES[note.kind]


def sentence_of(note: ImportNote) -> str:
    """By itself in its cell; in the marked workbook it goes on after the name of its column."""
    return capfirst(note.message)


def has_marked(act: Import) -> bool:
    """Whether there is a workbook with its bad cells marked to take away."""
    return ImportFile.objects.filter(act=act, marked__isnull=False).exists()
