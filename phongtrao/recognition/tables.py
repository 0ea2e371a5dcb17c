"""Lists of the library, declared once."""

from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.lib.numbers import format_number
from phongtrao.recognition.forms.filters import (
    AdoptionFilter,
    LibraryFilter,
    QuotaFilter,
    ReplicationFilter,
    RequestFilter,
)
from phongtrao.recognition.models import (
    Adoption,
    Creation,
    Objection,
    Replication,
    ScopeRecognition,
    ScopeRequest,
)
from phongtrao.recognition.queries.library import bare_year
from phongtrao.web.components import State, StateKind
from phongtrao.web.tables import Column, Empty, Table

A, R, Q = Adoption.Status, Replication.Status, ScopeRequest.Status
ADOPTION_KINDS: dict[str, StateKind] = {A.TRIED: "due", A.USED: "done", A.ENDED: "neutral"}
REQUEST_KINDS: dict[str, StateKind] = {
    Q.ASKED: "due",
    Q.GRANTED: "done",
    Q.REFUSED: "refused",
    Q.WITHDRAWN: "neutral",
}
ROAD_KINDS: dict[str, StateKind] = {
    R.PROPOSED: "due",
    R.SHORTLISTED: "running",
    R.REPLICATED: "done",
    R.DROPPED: "neutral",
}
OBJECTION_KINDS: dict[str, StateKind] = {
    Objection.Status.OPEN: "due",
    Objection.Status.UPHELD: "refused",
    Objection.Status.REJECTED: "done",
    Objection.Status.WITHDRAWN: "neutral",
}


def adoption_state(row: Adoption) -> State:
    return State(row.get_status_display(), ADOPTION_KINDS[row.status], why=_why_used(row))


def _why_used(row: Adoption) -> str:
    if row.status == A.TRIED:
        return _("Thủ trưởng chưa xác nhận nên chưa tính là minh chứng.")
    return row.end_reason


def road_state(row: Replication) -> State:
    return State(row.get_status_display(), ROAD_KINDS[row.status], why=row.drop_reason)


def request_state(row: ScopeRequest) -> State:
    return State(row.get_status_display(), REQUEST_KINDS[row.status])


def objection_state(row: Objection) -> State:
    return State(row.get_status_display(), OBJECTION_KINDS[row.status])


def scope_state(scope: str | None) -> State:
    """How far it is recognised; practices may not be yet."""
    if scope is None:
        return State(_("Chưa được công nhận"), "neutral")
    return State(ScopeRecognition.Scope(scope).label, "done")


def _best(row: Any) -> State:
    return scope_state(row.best_scope)


def _authors(row: Creation) -> str:
    """Without their parts: those are not everybody's."""
    names = [share.person.full_name for share in row.shares.all()]
    return ", ".join(names) or _("Tập thể đơn vị")


def _year(row: Creation) -> str:
    return bare_year(row.year)


def _road(row: Any) -> str:
    return _("Đã nhân rộng") if row.is_replicated else ""


LIBRARY = Table(
    key="library",
    title=gettext_lazy("Kho sáng kiến"),
    order="-scope",
    filter=LibraryFilter,
    columns=(
        Column("title", gettext_lazy("Tên"), sort="sort_key", card="title"),
        Column("kind", gettext_lazy("Loại"), value="get_kind_display", sort="kind"),
        Column("authors", gettext_lazy("Tác giả"), value=_authors),
        Column("unit", gettext_lazy("Nơi tạo ra"), value="unit.name", sort="unit__sort_key"),
        Column("area", gettext_lazy("Lĩnh vực"), sort="area"),
        Column("theme", gettext_lazy("Chủ đề"), on_screen=False),
        Column("solution", gettext_lazy("Loại giải pháp"), on_screen=False),
        Column("year", gettext_lazy("Năm"), value=_year, sort=("year", "sort_key")),
        Column("uses", gettext_lazy("Nơi khác áp dụng"), sort=("uses", "sort_key"), align="end"),
        Column("road", gettext_lazy("Nhân rộng"), value=_road, on_screen=False),
        Column(
            "scope",
            gettext_lazy("Phạm vi công nhận"),
            value=_best,
            sort=("scope_rank", "uses", "year", "pk"),
        ),
    ),
    row_url="recognition:creation",
    empty=Empty(
        gettext_lazy("Kho chưa có công trình nào."),
        gettext_lazy(
            "Sáng kiến được công nhận vào kho ngay khi có quyết định; mô hình, cách làm hay do đơn vị ghi."
        ),
    ),
    file_name="kho-sang-kien",
)


def _creation_url(row: Any) -> str:
    return reverse("recognition:creation", args=[row.creation_id])


def _figures(row: Adoption) -> str:
    return "; ".join(f"{one.name}: {one.change}" for one in row.figures.all())


CREATION = Column(
    "creation",
    gettext_lazy("Công trình"),
    value="creation.title",
    sort="creation__sort_key",
    card="title",
)

ADOPTIONS = Table(
    key="adoptions",
    title=gettext_lazy("Áp dụng ở đơn vị khác"),
    order="-since",
    filter=AdoptionFilter,
    columns=(
        CREATION,
        Column("maker", gettext_lazy("Nơi tạo ra"), value="creation.unit.name"),
        Column("unit", gettext_lazy("Đơn vị áp dụng"), value="unit.name", sort="unit__sort_key"),
        Column("since", gettext_lazy("Từ ngày"), sort=("since", "pk")),
        Column("people", gettext_lazy("Số người hưởng lợi"), sort="people", align="end"),
        Column("effect", gettext_lazy("Hiệu quả"), on_screen=False),
        Column("figures", gettext_lazy("Số liệu trước – sau"), value=_figures, on_screen=False),
        Column("state", gettext_lazy("Tình trạng"), value=adoption_state, sort="status"),
    ),
    row_url="recognition:adoption",
    empty=Empty(
        gettext_lazy("Chưa có đơn vị nào ghi việc áp dụng."),
        gettext_lazy("Mở một công trình trong kho rồi chọn “Đơn vị tôi áp dụng”."),
    ),
    file_name="ap-dung",
)

REPLICATIONS = Table(
    key="replications",
    title=gettext_lazy("Nhân rộng"),
    order="-proposed",
    filter=ReplicationFilter,
    columns=(
        CREATION,
        Column("kind", gettext_lazy("Loại"), value="creation.get_kind_display"),
        Column("unit", gettext_lazy("Nơi tạo ra"), value="creation.unit.name"),
        Column("owner", gettext_lazy("Cơ quan xem xét"), value="owner.name"),
        Column("uses", gettext_lazy("Nơi đang áp dụng"), sort="uses", align="end"),
        Column(
            "proposed",
            gettext_lazy("Đề nghị lúc"),
            value="proposed_at",
            sort=("proposed_at", "pk"),
        ),
        Column("reason", gettext_lazy("Vì sao nên nhân rộng"), on_screen=False),
        Column("document", gettext_lazy("Văn bản"), value="document.number", on_screen=False),
        Column("state", gettext_lazy("Tình trạng"), value=road_state, sort="status"),
    ),
    row_url="recognition:replication",
    empty=Empty(
        gettext_lazy("Chưa có công trình nào được đề nghị nhân rộng."),
        gettext_lazy("Đơn vị đề nghị từ trang của công trình; văn phòng chọn vào danh sách ngắn."),
    ),
    file_name="nhan-rong",
)

REQUESTS = Table(
    key="scope-requests",
    title=gettext_lazy("Đề nghị công nhận phạm vi"),
    order="-asked",
    filter=RequestFilter,
    columns=(
        CREATION,
        Column("unit", gettext_lazy("Đơn vị đề nghị"), value="creation.unit.name"),
        Column("scope", gettext_lazy("Phạm vi"), value="get_scope_display", sort="scope"),
        Column("owner", gettext_lazy("Nơi tiếp nhận"), value="owner.name"),
        Column("asked", gettext_lazy("Gửi lúc"), value="asked_at", sort=("asked_at", "pk")),
        Column("effect", gettext_lazy("Hiệu quả"), on_screen=False),
        Column(
            "reason", gettext_lazy("Lý do không công nhận"), value="refuse_reason", on_screen=False
        ),
        Column("state", gettext_lazy("Tình trạng"), value=request_state, sort="status"),
    ),
    row_url="recognition:request",
    empty=Empty(
        gettext_lazy("Chưa có đề nghị nào."),
        gettext_lazy("Đơn vị đề nghị từ trang của công trình, kèm hiệu quả đã có."),
    ),
    file_name="de-nghi-pham-vi",
)


def _ratio(row: Any) -> Decimal | None:
    return None if row.ratio is None else row.ratio.quantize(Decimal("0.1"))


def _missing(row: Any) -> State:
    if not row.staff:
        return State(_("Chưa có số người"), "neutral")
    if row.missing <= 0:
        return State(_("Đã đạt"), "done")
    return State(_("Còn thiếu %s") % format_number(row.missing), "due")


QUOTAS = Table(
    key="quotas",
    title=gettext_lazy("Chỉ tiêu sáng kiến theo đơn vị"),
    order="-missing",
    filter=QuotaFilter,
    columns=(
        Column("name", gettext_lazy("Đơn vị"), sort="sort_key", card="title"),
        Column("recognised", gettext_lazy("Được công nhận"), sort=("recognised", "sort_key"), align="end", total=Sum("recognised")),
        Column("wide", gettext_lazy("Từ cấp tỉnh trở lên"), sort=("wide", "sort_key"), align="end", total=Sum("wide")),
        Column("authors", gettext_lazy("Số tác giả"), sort=("authors", "sort_key"), align="end", total=Sum("authors")),
        Column("staff", gettext_lazy("Số người"), sort=("staff", "sort_key"), align="end", total=Sum("staff")),
        Column("ratio", gettext_lazy("Tỷ lệ (%)"), value=_ratio, sort=("ratio", "sort_key"), align="end"),
        Column("percent", gettext_lazy("Chỉ tiêu (%)"), on_screen=False),
        Column("missing", gettext_lazy("Chỉ tiêu"), value=_missing, sort=("missing", "sort_key")),
    ),
    row_url="recognition:unit_quota",
    empty=Empty(
        gettext_lazy("Chưa có đơn vị nào trong phạm vi của bạn."),
        gettext_lazy("Số người lấy từ vị trí công tác hoặc số đã khai ở trang của đơn vị."),
    ),
    file_name="chi-tieu-sang-kien",
)  # fmt: skip
