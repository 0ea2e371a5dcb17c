"""Lists of decisions of commendation and of what they name, declared once."""

from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import TextField
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.text import fold
from phongtrao.nominations.models import AwardDecision, DecisionLine
from phongtrao.nominations.tables import nomination_state
from phongtrao.recognition.decision_tables import KINDS
from phongtrao.web.components import State
from phongtrao.web.tables import ANY, Column, Empty, Filter, Table, roomy


class DecisionFilter(Filter):
    q = TextField(label=gettext_lazy("Trích yếu, số, ký hiệu"))
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"), choices=[ANY, *OfficialDocument.Status.choices]
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(document__search_text__contains=fold(asked["q"]))
        if asked["tinh_trang"]:
            rows = rows.filter(document__status=asked["tinh_trang"])
        return rows


class LineFilter(Filter):
    q = TextField(label=gettext_lazy("Tên, đơn vị"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if words := self.cleaned_data["q"]:
            named = rows.filter(nomination__name__icontains=words)
            rows = named | rows.filter(nomination__unit__search_text__contains=fold(words))
        return rows


def decision_state(decision: AwardDecision) -> State:
    document = decision.document
    return State(document.get_status_display(), KINDS[document.status])


def _line_state(row: DecisionLine) -> State:
    return nomination_state(row.nomination)


DECISIONS = Table(
    key="award-decisions",
    title=gettext_lazy("Quyết định khen thưởng"),
    order="-made",
    filter=DecisionFilter,
    columns=(
        Column("abstract", gettext_lazy("Trích yếu"), value="document.abstract", sort="document__abstract", card="title", show=roomy),
        Column("number", gettext_lazy("Số, ký hiệu"), value="document.number", sort="document__number_key"),
        Column("issued", gettext_lazy("Ngày ban hành"), value="document.issued_on", sort="document__issued_on", align="end"),
        Column("unit", gettext_lazy("Cơ quan quyết định"), value="unit.name", sort="unit__sort_key"),
        Column("lines", gettext_lazy("Số dòng"), value="count", sort="count", align="end"),
        Column("state", gettext_lazy("Tình trạng"), value=decision_state, sort="document__status"),
        Column("made", gettext_lazy("Lập lúc"), value="made_at", sort=("made_at", "pk")),
    ),
    row_url="nominations:decision",
    empty=Empty(
        gettext_lazy("Chưa có quyết định khen thưởng nào."),
        gettext_lazy("Khi hội đồng đã thông qua, danh sách chờ ra quyết định hiện ở trên."),
    ),
    file_name="quyet-dinh-khen-thuong",
)  # fmt: skip


def unit_of(row: DecisionLine) -> str:
    return row.nomination.unit.name if row.nomination.person_id else ""


LINES = Table(
    key="award-decision-lines",
    title=gettext_lazy("Danh sách được khen thưởng"),
    order="number",
    filter=LineFilter,
    columns=(
        Column("number", gettext_lazy("Số sổ vàng"), value="position", sort="position", align="end"),
        Column("name", gettext_lazy("Họ và tên, tập thể"), value="nomination.name", sort=("nomination__name", "pk"), card="title"),
        Column("job", gettext_lazy("Chức vụ"), value="nomination.job"),
        Column("unit", gettext_lazy("Đơn vị"), value=unit_of, sort=("nomination__unit__sort_key", "pk")),
        Column("form", gettext_lazy("Hình thức"), value="nomination.form.honour.title", sort=("nomination__form__position", "pk")),
        Column("state", gettext_lazy("Tình trạng"), value=_line_state, sort=("nomination__status", "pk")),
    ),
    empty=Empty(gettext_lazy("Không có dòng nào khớp bộ lọc.")),
    file_name="danh-sach-khen-thuong",
)  # fmt: skip


def _leave_out(row: DecisionLine) -> SafeString:
    """A link, not the row's own: that would leave somebody out by a slip of the hand."""
    url = reverse("nominations:decision_leave_out", args=[row.decision_id, row.pk])
    said = _("Bỏ khỏi danh sách: %s") % row.nomination.name
    return format_html('<a href="{}" aria-label="{}">{}</a>', url, said, _("Bỏ"))


DRAFTED_LINES = replace(
    LINES,
    columns=(
        *LINES.columns,
        Column("leave_out", gettext_lazy("Sửa"), value=_leave_out, in_export=False, align="end"),
    ),
)
