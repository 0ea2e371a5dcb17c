"""Lists of requests and answers: declared once, the table of a request with a column for each box."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.documents.fields import Field, FieldKind, number_of
from phongtrao.plans.forms.owed import OwedFilter
from phongtrao.plans.pages.owed import DUE, OWN_DUE, OWN_UNIT, SUBMITTED, UNIT, standing_state
from phongtrao.plans.queries.owed import Standing, with_standing
from phongtrao.reports.models import AnswerFile, ReportRequest, RequestAnswer
from phongtrao.reports.requests.forms import OwnAnswerFilter, RequestFilter
from phongtrao.web.components import State, StateKind
from phongtrao.web.tables import BulkAction, Column, Empty, Table

S = ReportRequest.Status
REQUEST_KINDS: dict[str, StateKind] = {S.DRAFT: "neutral", S.SENT: "running", S.CLOSED: "done"}


def request_state(request: ReportRequest) -> State:
    return State(request.get_status_display(), REQUEST_KINDS[request.status])


def answer_state(answer: Any) -> State:
    """Of an answer with ``standing``, its request loaded, and why it stands so."""
    is_owed = answer.status in RequestAnswer.Status.owed
    if is_owed and answer.request.status == S.CLOSED:
        why = _("Nơi yêu cầu đã kết thúc thu báo cáo này.")
        return State(_("Đã kết thúc thu, không nộp"), "neutral", why=why)
    if answer.status != RequestAnswer.Status.RETURNED:
        return standing_state(answer, _("Hạn %s đã qua mà báo cáo chưa nộp."))
    state = standing_state(answer, _("Hạn %s đã qua mà báo cáo bị trả lại chưa nộp lại."))
    if answer.standing != Standing.LATE:
        return state
    return replace(state, label=_("Bị trả lại, chưa nộp lại, đã quá hạn"))


REQUESTS = Table(
    key="requests",
    title=gettext_lazy("Yêu cầu báo cáo"),
    order="-due",
    filter=RequestFilter,
    columns=(
        Column("title", gettext_lazy("Báo cáo"), card="title", sort="title"),
        Column("owner", gettext_lazy("Đơn vị yêu cầu"), value="owner.name", sort="owner__sort_key"),
        Column("due", gettext_lazy("Hạn nộp"), value="due_on", sort=("due_on", "pk"), align="end"),
        Column("handed", gettext_lazy("Đã nộp"), sort="handed", align="end"),
        Column("asked", gettext_lazy("Đơn vị"), sort="asked", align="end"),
        Column("late", gettext_lazy("Quá hạn"), sort="late", align="end"),
        Column("state", gettext_lazy("Tình trạng"), value=request_state, sort="status"),
    ),
    row_url="reports:request",
    empty=Empty(
        gettext_lazy("Chưa có yêu cầu báo cáo nào."),
        gettext_lazy(
            "Lập yêu cầu khi cần số liệu, nội dung của nhiều đơn vị cho một ngày: "
            "hệ thống nhắc, gom và cộng giúp."
        ),
    ),
    file_name="yeu-cau-bao-cao",
)

OWN_ANSWERS = Table(
    key="answers",
    title=gettext_lazy("Báo cáo phải nộp"),
    order="due",
    filter=OwnAnswerFilter,
    columns=(
        Column(
            "title",
            gettext_lazy("Báo cáo"),
            value="request.title",
            sort="request__title",
            card="title",
        ),
        OWN_UNIT,
        Column("owner", gettext_lazy("Nơi yêu cầu"), value="request.owner.name"),
        OWN_DUE,
        Column("state", gettext_lazy("Tình trạng"), value=answer_state),
        SUBMITTED,
    ),
    row_url="reports:answer",
    empty=Empty(
        gettext_lazy("Đơn vị chưa được yêu cầu báo cáo nào."),
        gettext_lazy("Khi cấp trên yêu cầu báo cáo, tên báo cáo và hạn nộp hiện ở đây."),
    ),
    file_name="bao-cao-phai-nop",
)


def answers_table(request: ReportRequest, boxes: list[Field], *, may_judge: bool) -> Table:
    """The units of one request: on screen how they stand, in the workbook every box as well."""
    accept = BulkAction(
        gettext_lazy("Duyệt"),
        "reports:answers_accept",
        icon="check",
        counted=gettext_lazy("Duyệt %d báo cáo"),
        args=(request.pk,),
    )
    return Table(
        key="request-units",
        title=request.title,
        order="unit",
        filter=OwedFilter,
        columns=(
            UNIT,
            Column("state", gettext_lazy("Tình trạng"), value=answer_state),
            DUE,
            SUBMITTED,
            Column("reminded_on", gettext_lazy("Nhắc ngày"), sort="reminded_on", align="end"),
            *(_column(box) for box in boxes),
        ),
        row_url=lambda row: reverse("reports:answer", args=[row.pk]),
        bulk=(accept,) if may_judge else (),
        empty=Empty(
            gettext_lazy("Yêu cầu chưa gửi tới đơn vị nào."),
            gettext_lazy("Chọn đơn vị rồi gửi: mỗi đơn vị một dòng, kèm tình trạng nộp."),
        ),
        file_name="bao-cao-theo-yeu-cau",
    )


def unit_rows(request: ReportRequest, boxes: list[Field]) -> QuerySet[Any, Any]:
    """The answers with what the table shows; what the units are still writing is not even read."""
    rows = with_standing(request.answers.all()).defer("values").select_related("unit", "request")
    names = {f"file_{box.key}": _file_name(box) for box in boxes if box.kind == FieldKind.FILE}
    named: QuerySet[Any, Any] = rows.annotate(**names)
    return named


def _file_name(box: Field) -> Subquery:
    cited = AnswerFile.objects.filter(answer=OuterRef("pk"), key=box.key, is_handed_in=True)
    return Subquery(cited.values("evidence__title")[:1])


def _column(box: Field) -> Column:
    return Column(box.key, box.full_label, value=_reader(box), on_screen=False)


def _reader(box: Field) -> Callable[[Any], Any]:
    """What counts of the box: of a report handed in and not sent back."""

    def read(answer: Any) -> Any:
        if answer.status not in RequestAnswer.Status.handed:
            return None
        if box.kind == FieldKind.FILE:
            return getattr(answer, f"file_{box.key}")
        if box.kind == FieldKind.NUMBER:
            return number_of(box, answer.handed_in)
        return answer.handed_in.get(box.key)

    return read
