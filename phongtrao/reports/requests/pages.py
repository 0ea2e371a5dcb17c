"""What the pages of a request and of an answer show, asked in a fixed number of queries."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.documents.fields import Field, FieldKind, read_fields
from phongtrao.lib.answers import Answer
from phongtrao.lib.numbers import format_date, format_number
from phongtrao.plans.queries.owed import Counts, counts_of, with_standing
from phongtrao.reports.models import AnswerFile, ReportRequest, RequestAnswer, RequestReport
from phongtrao.reports.requests import access
from phongtrao.reports.requests.tables import answer_state, request_state
from phongtrao.reports.requests.totals import Handed
from phongtrao.web.components import State

S = ReportRequest.Status
A = RequestAnswer.Status


@dataclass(frozen=True, slots=True)
class RequestPage:
    """A request: its words, its boxes, how it stands, and what this user may do with it."""

    request: ReportRequest
    boxes: list[Field]
    counts: Counts
    state: State
    reports: list[RequestReport]
    can_edit: Answer
    can_send: Answer
    can_run: Answer
    can_reopen: Answer
    can_repeat: Answer
    can_consolidate: Answer

    @classmethod
    def build(cls, request: ReportRequest, user: AbstractBaseUser) -> "RequestPage":
        reports = access.visible_request_reports(user).filter(request=request)
        return cls(
            request=request,
            boxes=read_fields(request.fields),
            counts=counts_of(request.answers.all()),
            state=request_state(request),
            reports=list(reports.order_by("-pk")[:10]),
            can_edit=access.can_edit(user, request),
            can_send=access.can_send(user, request),
            can_run=access.can_run(user, request),
            can_reopen=access.can_reopen(user, request),
            can_repeat=access.can_repeat(user, request),
            can_consolidate=access.can_consolidate(user, request),
        )

    @property
    def is_draft(self) -> bool:
        return self.request.status == S.DRAFT

    def sentence(self) -> str:
        """“38 trên 40 đơn vị đã nộp; 2 đơn vị quá hạn, 5 báo cáo chờ duyệt.”"""
        counts, number = self.counts, format_number
        if self.is_draft:
            said = _("Chưa gửi: mẫu có %(n)s ô, hạn nộp %(due)s.")
            return said % {"n": len(self.boxes), "due": format_date(self.request.due_on)}
        said = _("%(handed)s trên %(asked)s đơn vị đã nộp; %(late)s đơn vị quá hạn, ")
        said += _("%(waiting)s báo cáo chờ duyệt.")
        return said % {
            "handed": number(counts.handed),
            "asked": number(counts.asked),
            "late": number(counts.late),
            "waiting": number(counts.submitted),
        }

    def facts(self) -> list[tuple[str, Any]]:
        request = self.request
        yearly = _("Lặp lại hằng năm") if request.is_yearly else ""
        return [
            (_("Đơn vị yêu cầu"), request.owner.name),
            (_("Hạn nộp"), format_date(request.due_on)),
            (_("Định kỳ"), yearly),
            (_("Lãnh đạo phụ trách"), str(request.in_charge or "")),
            (_("Căn cứ"), request.basis),
            (_("Yêu cầu, hướng dẫn"), request.guide),
        ]


@dataclass(frozen=True, slots=True)
class Line:
    """One box with what stands in it; ``file`` is the key of a stored file."""

    box: Field
    shown: str
    file: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """One unit's answer. The unit's people see what they are writing, everybody else what is handed in."""

    answer: RequestAnswer
    lines: list[Line]
    state: State
    is_own: bool
    is_shown: bool
    can_write: Answer
    can_submit: Answer
    can_finish: Answer
    can_hand_on: Answer
    can_take_back: Answer
    can_withdraw: Answer
    can_judge: Answer
    can_put_off: Answer

    @classmethod
    def build(cls, answer: RequestAnswer, user: AbstractBaseUser) -> "AnswerPage":
        own = access.is_own(user, answer)
        writes = own and answer.status in A.owed
        standing = with_standing(RequestAnswer.objects.filter(pk=answer.pk)).get()
        return cls(
            answer=answer,
            lines=lines_of(answer, handed_in=not writes),
            state=answer_state(standing),
            is_own=own,
            is_shown=writes or answer.status != A.OPEN,
            can_write=access.can_write(user, answer),
            can_submit=access.can_submit(user, answer),
            can_finish=access.can_finish_writing(user, answer),
            can_hand_on=access.can_hand_on(user, answer),
            can_take_back=access.can_take_back(user, answer),
            can_withdraw=access.can_withdraw(user, answer),
            can_judge=access.can_judge(user, answer),
            can_put_off=access.can_put_off(user, answer),
        )

    def sentence(self) -> str:
        answer = self.answer
        if answer.submitted_at and answer.status in A.handed:
            when = timezone.localtime(answer.submitted_at)
            return _("Nộp lúc %(when)s, hạn %(due)s.") % {
                "when": f"{when:%H:%M %d/%m/%Y}",
                "due": format_date(answer.due_on),
            }
        return _("Hạn nộp %s.") % format_date(answer.due_on)

    def facts(self) -> list[tuple[str, Any]]:
        request = self.answer.request
        return [
            (_("Nơi yêu cầu"), request.owner.name),
            (_("Căn cứ"), request.basis),
            (_("Yêu cầu, hướng dẫn"), request.guide),
            (_("Lý do gia hạn"), self.answer.put_off_reason),
            (_("Người nộp"), str(self.answer.submitted_by or "")),
            *(self._inner() if self.is_own else ()),
        ]

    def _inner(self) -> list[tuple[str, Any]]:
        """Who of the unit writes, and how far that is: nobody above reads it."""
        answer = self.answer
        if not answer.writer or not answer.writer_due_on:
            return []
        said = _("%(who)s, hạn trong đơn vị %(due)s")
        if answer.written_at:
            said = _("%(who)s, đã viết xong, chờ thủ trưởng xem và nộp")
        if answer.status in A.handed:
            said = "%(who)s"
        words = said % {"who": answer.writer, "due": format_date(answer.writer_due_on)}
        return [(_("Người viết"), words), (_("Lời dặn"), answer.writer_note)]


def lines_of(answer: RequestAnswer, *, handed_in: bool) -> list[Line]:
    """The boxes in order, of the draft or of what was handed in; one query for the files."""
    rows = AnswerFile.objects.filter(answer=answer, is_handed_in=handed_in)
    files = {row.key: row.evidence for row in rows.select_related("evidence")}
    titles = {key: evidence.title for key, evidence in files.items()}
    values = answer.handed_in if handed_in else answer.values
    shown = Handed(answer.pk, "", values, titles)
    return [
        Line(box, shown.shown(box), _file_of(box, files))
        for box in read_fields(answer.request.fields)
    ]


def _file_of(box: Field, files: dict[str, Any]) -> int | None:
    if box.kind != FieldKind.FILE or box.key not in files:
        return None
    key: int | None = files[box.key].file_id
    return key
