"""Lists of decisions and of what they name, declared once."""

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.numbers import format_number
from phongtrao.recognition.forms.decisions import DecisionFilter, LineFilter
from phongtrao.recognition.models import RecognitionDecision, ScopeRecognition
from phongtrao.web.components import State, StateKind
from phongtrao.web.tables import Column, Empty, Table

D = OfficialDocument.Status
KINDS: dict[str, StateKind] = {
    D.DRAFT: "neutral",
    D.SUBMITTED: "running",
    D.APPROVED: "due",
    D.ISSUED: "done",
}


def decision_state(decision: RecognitionDecision) -> State:
    document = decision.document
    return State(document.get_status_display(), KINDS[document.status])


def authors_of(row: ScopeRecognition) -> str:
    return ", ".join(share.person.full_name for share in row.creation.shares.all())


def shares_of(row: ScopeRecognition) -> str:
    return " – ".join(format_number(share.share) for share in row.creation.shares.all())


def _abstract(decision: RecognitionDecision) -> str:
    return decision.document.abstract


def _number(decision: Any) -> str:
    return str(decision.document.number)


DECISIONS = Table(
    key="recognition-decisions",
    title=gettext_lazy("Quyết định công nhận"),
    order="-made",
    filter=DecisionFilter,
    columns=(
        Column(
            "abstract",
            gettext_lazy("Trích yếu"),
            value=_abstract,
            sort="document__abstract",
            card="title",
        ),
        Column("number", gettext_lazy("Số, ký hiệu"), value=_number, sort="document__number_key"),
        Column(
            "issued",
            gettext_lazy("Ngày ban hành"),
            value="document.issued_on",
            sort="document__issued_on",
            align="end",
        ),
        Column("unit", gettext_lazy("Cơ quan công nhận"), value="unit.name", sort="unit__sort_key"),
        Column("lines", gettext_lazy("Số công trình"), value="count", sort="count", align="end"),
        Column("state", gettext_lazy("Tình trạng"), value=decision_state, sort="document__status"),
        Column("made", gettext_lazy("Lập lúc"), value="made_at", sort=("made_at", "pk")),
    ),
    row_url="recognition_papers:decision",
    empty=Empty(
        gettext_lazy("Chưa có quyết định công nhận nào."),
        gettext_lazy("Khi hội đồng đã công nhận, danh sách chờ ra quyết định hiện ở trên."),
    ),
    file_name="quyet-dinh-cong-nhan",
)


def _creation_url(row: Any) -> str:
    """What its author keeps back has no page for everybody who reads the decision."""
    listed = row.creation.is_listed
    return reverse("recognition:creation", args=[row.creation_id]) if listed else ""


LINES = Table(
    key="decision-lines",
    title=gettext_lazy("Danh sách được công nhận"),
    order="unit",
    filter=LineFilter,
    columns=(
        Column(
            "title",
            gettext_lazy("Tên"),
            value="creation.title",
            sort="creation__sort_key",
            card="title",
        ),
        Column("authors", gettext_lazy("Tác giả, đồng tác giả"), value=authors_of),
        Column("shares", gettext_lazy("Tỷ lệ (%)"), value=shares_of, align="end"),
        Column(
            "unit",
            gettext_lazy("Đơn vị"),
            value="creation.unit.name",
            sort=("creation__unit__sort_key", "creation__sort_key", "pk"),
        ),
        Column("scope", gettext_lazy("Phạm vi ảnh hưởng"), value="get_scope_display"),
    ),
    row_url=_creation_url,
    empty=Empty(gettext_lazy("Không có công trình nào khớp bộ lọc.")),
    file_name="danh-sach-cong-nhan",
)


def _leave_out(row: Any) -> SafeString:
    """A link, not the row's own: that would leave a creation out by a slip of the hand."""
    line = row.decision_line
    url = reverse("recognition_papers:decision_leave_out", args=[line.decision_id, row.pk])
    said = _("Bỏ khỏi danh sách: %s") % row.creation
    return format_html('<a href="{}" aria-label="{}">{}</a>', url, said, _("Bỏ"))


DRAFTED_LINES = replace(
    LINES,
    columns=(
        *LINES.columns,
        Column("leave_out", gettext_lazy("Sửa"), value=_leave_out, in_export=False, align="end"),
    ),
)
