"""An initiative as everybody meets it who may read it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.councils.access.councils import can_withdraw_case
from phongtrao.councils.models import Case
from phongtrao.initiatives.access.council import (
    can_ask_back,
    can_complain,
    can_send_up,
    complaints_for,
    questions_for,
)
from phongtrao.initiatives.access.initiatives import (
    can_check,
    can_submit,
    can_withdraw,
    can_write,
    is_author,
)
from phongtrao.initiatives.models import (
    Initiative,
    InitiativeVersion,
    Mark,
    Question,
    ValidityCheck,
)
from phongtrao.initiatives.pages.explanations import ExplanationView, explanation_views
from phongtrao.initiatives.reading import Reading, read_initiative
from phongtrao.initiatives.tables import initiative_state, state_words
from phongtrao.lib.answers import Answer
from phongtrao.lib.numbers import format_date
from phongtrao.recognition.models import Objection
from phongtrao.web.components import State

S = Initiative.Status


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """With the answer as its reader may read it."""

    question: Question
    answer: str


@dataclass(frozen=True, slots=True)
class InitiativePage:
    initiative: Initiative
    reading: Reading
    state: State
    sentence: str
    is_author: bool
    authors: list[Any]
    versions: list[InitiativeVersion]
    checks: list[ValidityCheck]
    can_write: Answer
    can_submit: Answer
    can_withdraw: Answer
    can_ask_back: Answer
    take_back_url: str  # where whoever runs the council takes it out of it
    can_check: Answer
    can_complain: Answer
    can_send_up: Answer
    questions: list[AskedQuestion]
    complaints: list[Objection]
    explanation: ExplanationView | None  # the last one

    @classmethod
    def build(cls, initiative: Initiative, user: AbstractBaseUser) -> "InitiativePage":
        reading = read_initiative(initiative, user)
        checks = ValidityCheck.objects.filter(version__initiative=initiative)
        return cls(
            initiative=initiative,
            reading=reading,
            state=initiative_state(initiative),
            sentence=state_words(initiative),
            is_author=is_author(user, initiative),
            authors=reading.authors(),
            versions=list(initiative.versions.defer("data").order_by("-number")),
            checks=list(checks.select_related("version").order_by("-pk").prefetch_related("marks")),
            can_write=can_write(user, initiative),
            can_submit=can_submit(user, initiative),
            can_withdraw=can_withdraw(user, initiative),
            can_ask_back=can_ask_back(user, initiative),
            take_back_url=_take_back_url(user, initiative),
            can_check=can_check(user, initiative),
            can_complain=can_complain(user, initiative),
            can_send_up=can_send_up(user, initiative),
            questions=[AskedQuestion(one, one.answer) for one in questions_for(user, initiative)],
            complaints=list(complaints_for(user, initiative)),
            explanation=next(iter(explanation_views(initiative, user)[::-1]), None),
        )

    @property
    def asked_back(self) -> str:
        """For its authors and the office that is asked, while the council has not decided."""
        case = self.initiative.case
        is_open = case is not None and case.status in Case.Status.undecided
        return self.initiative.asked_back if is_open and (self.is_author or self.can_check) else ""

    @property
    def may_return(self) -> bool:
        """Also of what a council has already."""
        return bool(self.can_check) and self.initiative.status == S.VALID

    @property
    def may_answer_complaint(self) -> bool:
        return bool(self.can_check)

    @property
    def came_from(self) -> str:
        """The round below and its unit: its own page is that round's readers'."""
        below = self.initiative.sent_from
        return f"{below.round.title}, {below.round.owner}" if below else ""

    @property
    def waits_for_check(self) -> bool:
        return bool(self.can_check) and self.initiative.status == S.SUBMITTED

    def facts(self) -> list[tuple[str, Any]]:
        return facts_of(self.reading)

    def returned(self) -> list[tuple[str, Mark]]:
        """(label of the box, what is asked there) of the last return, while it is being mended."""
        if self.initiative.status != S.RETURNED:
            return []
        labels = {line.box.key: line.box.label for line in self.reading.lines}
        return [(labels.get(mark.key, ""), mark) for mark in marks_of(self.initiative)]


def _take_back_url(user: AbstractBaseUser, initiative: Initiative) -> str:
    case = initiative.case
    if case is None or not can_withdraw_case(user, case):
        return ""
    return reverse("councils:case_withdraw", args=[case.pk])


def facts_of(reading: Reading) -> list[tuple[str, Any]]:
    data, initiative = reading.data, reading.initiative
    solution = Initiative.Solution(data["solution"]).label if data["solution"] else ""
    first_use = str(Initiative.FirstUse(data["first_use"]).label) if data["first_use"] else ""
    day = format_date(reading.first_used_on) if reading.first_used_on else ""
    return [
        (_("Đợt xét"), initiative.round.title),
        (_("Đơn vị"), initiative.unit.name),
        (_("Loại giải pháp"), solution),
        (_("Lĩnh vực"), ", ".join(reading.labels("areas", [data["area"]]))),
        (_("Chủ đề chính"), ", ".join(reading.labels("themes", [data["theme"]]))),
        (_("Thẻ"), ", ".join(reading.labels("tags", data["tags"]))),
        (_("Áp dụng"), " ".join(filter(None, [first_use, day and _("từ %s") % day]))),
    ]


def marks_of(initiative: Initiative) -> list[Mark]:
    """What the last return asks to be mended, while it is not handed in again."""
    if initiative.status != S.RETURNED:
        return []
    last = ValidityCheck.objects.filter(version__initiative=initiative).order_by("-pk").first()
    return list(last.marks.order_by("pk")) if last else []
