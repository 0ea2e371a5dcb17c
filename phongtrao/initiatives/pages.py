"""What the busy pages show."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Q
from django.forms import BoundField
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from phongtrao.councils.access.councils import can_withdraw_case
from phongtrao.councils.models import Case
from phongtrao.documents.models import FormVersion
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
    own_initiatives,
    visible_initiatives,
)
from phongtrao.initiatives.access.report_forms import can_change_form
from phongtrao.initiatives.access.rounds import can_run, rounds_for_person
from phongtrao.initiatives.deadline import deadline_words
from phongtrao.initiatives.forms.writing import FileForm, WritingForm
from phongtrao.initiatives.models import (
    Authorship,
    Initiative,
    InitiativeFile,
    InitiativeRound,
    InitiativeVersion,
    Mark,
    Question,
    ValidityCheck,
)
from phongtrao.initiatives.reading import Reading, read_initiative
from phongtrao.initiatives.report_form_page import version_words
from phongtrao.initiatives.services.round_forms import newer_form
from phongtrao.initiatives.services.submitting import Gap, gaps_of
from phongtrao.initiatives.tables import initiative_state, round_state, state_words
from phongtrao.lib.answers import Answer
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date, format_number
from phongtrao.lib.periods import parse_period
from phongtrao.recognition.models import Objection
from phongtrao.web.components import State

S = Initiative.Status
R = InitiativeRound.Status
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
    marks: list[Mark]
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
            marks=marks_of(initiative),
            faults=[(field, str(error)) for field in form for error in field.errors],
        )


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


@dataclass(frozen=True, slots=True)
class RoundPage:
    round: InitiativeRound
    state: State
    deadline: str
    can_run: Answer
    may_write: bool
    counts: dict[str, int]
    next_to_check: int | None  # for who runs it: the one that waits longest
    may_bring: bool
    newer: FormVersion | None  # of its form, for who runs it
    can_change_form: Answer

    @classmethod
    def build(cls, round_: InitiativeRound, user: AbstractBaseUser) -> "RoundPage":
        runs = can_run(user, round_.owner)
        # What one wrote oneself is somebody else's to check.
        others = round_.initiatives.exclude(pk__in=own_initiatives(user).order_by().values("pk"))
        rows = others.order_by("submitted_at", "pk") if runs else others.none()
        valid = rows.filter(status=S.VALID, case=None)
        return cls(
            round=round_,
            state=round_state(round_),
            deadline=deadline_words(round_.closes_on),
            can_run=runs,
            next_to_check=rows.filter(status=S.SUBMITTED).values_list("pk", flat=True).first(),
            may_bring=round_.status in R.running and valid.exists(),
            may_write=any(one.pk == round_.pk for _unit, one in rounds_for_person(user)),
            counts=counts_of(round_, user),
            newer=newer_form(round_) if runs and round_.status != R.ENDED else None,
            can_change_form=can_change_form(user, round_),
        )

    def sentence(self) -> str:
        if self.round.status == R.DRAFT:
            return _("Xem lại rồi mở đợt; mở rồi thì chỉ gia hạn được.")
        if not self.counts["all"]:
            said = _("Chưa có sáng kiến nào được nộp.")
            return f"{self.deadline} {said}" if self.round.status == R.OPEN else said
        said = _("%(all)s sáng kiến đã nộp, %(waiting)s chờ kiểm tra, %(valid)s hợp lệ.")
        numbers = {name: format_number(n) for name, n in self.counts.items()}
        deadline = f"{self.deadline} " if self.round.status == R.OPEN else ""
        return deadline + said % numbers

    def facts(self) -> list[tuple[str, Any]]:
        round_ = self.round
        try:
            year = parse_period(round_.year).label
        except BadInput:
            year = round_.year
        return [
            (_("Đơn vị tổ chức"), round_.owner.name),
            (_("Cấp xét"), round_.get_level_display()),
            (_("Năm"), year),
            (_("Nhận hồ sơ"), f"{format_date(round_.opens_on)} – {format_date(round_.closes_on)}"),
            (_("Kiểm tra hợp lệ"), _("trong %d ngày từ ngày nộp") % round_.check_days),
            (_("Xét công nhận"), _("trong %d ngày") % round_.decide_days),
            (_("Mẫu báo cáo"), self._form()),
            (_("Hướng dẫn"), round_.guide),
        ]

    def _form(self) -> str:
        """A link for who may open it: its office."""
        version = self.round.form
        said = f"{version.form.title}, {version_words(version)}"
        if not self.can_run:
            return said
        url = reverse("initiatives:form", args=[version.form_id])
        return format_html('<a href="{}?phien-ban={}">{}</a>', url, version.number, said)

    def lists(self) -> list[tuple[str, list[str]]]:
        """The lists authors choose from, and what is checked."""
        names = (
            (_("Chủ đề"), "themes"),
            (_("Lĩnh vực"), "areas"),
            (_("Thẻ"), "tags"),
            (_("Điều kiện hợp lệ"), "checklist"),
        )
        rows = [
            (label, [item["label"] for item in getattr(self.round, name)]) for label, name in names
        ]
        return [(label, items) for label, items in rows if items]


def counts_of(round_: InitiativeRound, user: AbstractBaseUser) -> dict[str, int]:
    """Of what this user may read; drafts are nobody's to count."""
    seen = visible_initiatives(user).filter(round=round_, status__in=S.read).order_by()
    rows = Initiative.objects.filter(pk__in=seen.values("pk"))
    return rows.aggregate(
        all=Count("pk"),
        waiting=Count("pk", filter=Q(status=S.SUBMITTED)),
        valid=Count("pk", filter=Q(status__in=(S.VALID, S.RECOGNISED, S.REFUSED))),
    )
