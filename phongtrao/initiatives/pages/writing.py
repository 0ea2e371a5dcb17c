"""A report while it is written, and before it is handed in."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.forms import BoundField
from django.utils.translation import gettext as _

from phongtrao.initiatives.deadline import deadline_words
from phongtrao.initiatives.forms.writing import FileForm, WritingForm
from phongtrao.initiatives.models import (
    Authorship,
    Initiative,
    InitiativeFile,
    Mark,
)
from phongtrao.initiatives.pages.initiatives import marks_of
from phongtrao.initiatives.reading import Reading, read_initiative
from phongtrao.initiatives.services.submitting import Gap, gaps_of
from phongtrao.lib.numbers import format_number
from phongtrao.web.components import State

AUTHOR_STATES: dict[str, State] = {
    Authorship.Status.ASKED: State(Authorship.Status.ASKED.label, "due"),
    Authorship.Status.CONFIRMED: State(Authorship.Status.CONFIRMED.label, "done"),
    Authorship.Status.DECLINED: State(Authorship.Status.DECLINED.label, "refused"),
}


@dataclass(frozen=True, slots=True)
class WritingPage:
    form: WritingForm
    deadline: str
    gaps: list[Gap]
    files: list[InitiativeFile]
    file_form: FileForm
    authors: list[tuple[Authorship, State]]
    marks: list[tuple[str, Mark]]  # the box it is about
    faults: list[tuple[BoundField, str]]

    @classmethod
    def build(cls, initiative: Initiative, form: WritingForm) -> "WritingPage":
        # The browser would complain in its own language, one field at a time.
        form.use_required_attribute = False
        authors = initiative.authorships.select_related("person")
        return cls(
            form=form,
            deadline=deadline_words(initiative.round.closes_on),
            gaps=gaps_of(initiative),
            files=list(initiative.files.all()),
            file_form=FileForm(initiative=initiative),
            authors=[(one, AUTHOR_STATES[one.status]) for one in authors],
            marks=[(_label_of(form, mark.key), mark) for mark in marks_of(initiative)],
            faults=[(field, str(error)) for field in form for error in field.errors],
        )


def _label_of(form: WritingForm, key: str) -> str:
    """The form may have changed since the box was marked."""
    return str(form.fields[key].label) if key in form.fields else _("Báo cáo mô tả")


@dataclass(frozen=True, slots=True)
class SubmitPage:
    reading: Reading
    deadline: str
    gaps: list[Gap]
    words: int

    @classmethod
    def build(cls, initiative: Initiative, user: AbstractBaseUser) -> "SubmitPage":
        reading = read_initiative(initiative, user)
        words = sum(len(line.text.split()) for line in reading.lines)
        deadline = deadline_words(initiative.round.closes_on)
        return cls(reading, deadline, gaps_of(initiative), words)

    def facts(self) -> list[tuple[str, Any]]:
        authors = self.reading.authors()
        said = "; ".join(f"{one.person} {format_number(one.share)}%" for one in authors)
        files = ", ".join(row["name"] for row in self.reading.files)
        secret = ", ".join(line.box.label for line in self.reading.lines if line.is_secret)
        return [
            (_("Đợt xét"), self.reading.initiative.round),
            (_("Đơn vị"), self.reading.initiative.unit),
            (_("Tác giả"), said),
            (_("Số chữ của báo cáo"), format_number(self.words)),
            (_("Tệp kèm theo"), files or _("Không có")),
            (_("Phần giữ bí mật"), secret),
        ]
