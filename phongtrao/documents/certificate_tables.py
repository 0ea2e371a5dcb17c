"""Lists of certificates, batches and books, declared once."""

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from phongtrao.documents.certificate_kinds import certificate_kind
from phongtrao.documents.forms.certificates import CertificateFilter
from phongtrao.documents.models import Certificate, CertificateBatch
from phongtrao.web.components import State, StateKind
from phongtrao.web.tables import Column, Empty, Table, roomy

S, B = Certificate.Status, CertificateBatch.Status
KINDS: dict[str, StateKind] = {
    S.READY: "due",
    S.ISSUED: "done",
    S.REVOKED: "refused",
    S.REPLACED: "neutral",
}
OUTDATED = State(gettext_lazy("Chờ cấp lại"), "due")
BATCH_KINDS: dict[str, StateKind] = {B.READY: "due", B.ISSUED: "done"}


def certificate_state(certificate: Certificate) -> State:
    if certificate.status == S.ISSUED and certificate.outdated_on:
        return OUTDATED
    return State(
        certificate.get_status_display(), KINDS[certificate.status], why=certificate.reason
    )


def batch_state(batch: CertificateBatch) -> State:
    return State(batch.get_status_display(), BATCH_KINDS[batch.status])


def kind_of(row: Any) -> str:
    return str(certificate_kind(row.kind).label)


NUMBER = Column(
    "number",
    gettext_lazy("Số, ký hiệu"),
    value="written",
    sort=("book__year", "number", "pk"),
    card="title",
)
NAME = Column("name", gettext_lazy("Cấp cho"), sort="name")
ABOUT = Column("about", gettext_lazy("Nội dung"), sort="about", show=roomy)
UNIT = Column("unit", gettext_lazy("Đơn vị"), value="workplace", sort="workplace")
ROLE = Column(
    "role", gettext_lazy("Vai trò"), value=lambda row: capfirst(row.role), on_screen=False
)
DAY = Column("day", gettext_lazy("Ngày cấp"), value="issued_on", sort="issued_on", align="end")
STATE = Column("state", gettext_lazy("Tình trạng"), value=certificate_state, sort="status")
REASON = Column("reason", gettext_lazy("Lý do thu hồi, cấp lại"), on_screen=False)
ISSUER = Column(
    "issuer", gettext_lazy("Cơ quan cấp"), value="batch.unit.name", sort="batch__unit__sort_key"
)
DECISION = Column("decision", gettext_lazy("Quyết định"), value="batch.document.number")
# Beside the issuer it would be a column too many: the certificate's own page says it.
PAPER = replace(DECISION, on_screen=False)


CERTIFICATES = Table(
    key="certificates",
    title=gettext_lazy("Giấy chứng nhận đã cấp"),
    order="-day",
    filter=CertificateFilter,
    columns=(NUMBER, NAME, ABOUT, ROLE, UNIT, ISSUER, PAPER, DAY, STATE, REASON),
    row_url="certificates:certificate",
    empty=Empty(
        gettext_lazy("Chưa có giấy chứng nhận nào."),
        gettext_lazy("Mở một quyết định công nhận đã ban hành rồi chọn “Cấp giấy chứng nhận”."),
    ),
    file_name="giay-chung-nhan",
)

# The register as it is kept: by number, whatever became of each.
BOOK = Table(
    key="certificate-book",
    title=gettext_lazy("Sổ cấp giấy chứng nhận"),
    order="number",
    filter=CertificateFilter,
    columns=(NUMBER, NAME, UNIT, ABOUT, ROLE, DECISION, DAY, STATE, REASON),
    row_url="certificates:certificate",
    empty=Empty(gettext_lazy("Sổ chưa cấp số nào.")),
    file_name="so-cap-giay-chung-nhan",
)

BATCH_LINES = Table(
    key="certificate-batch",
    title=gettext_lazy("Giấy chứng nhận của đợt"),
    order="place",
    filter=CertificateFilter,
    columns=(
        Column("name", gettext_lazy("Cấp cho"), sort="name", card="title"),
        Column("place", gettext_lazy("TT"), value="position", sort=("position", "pk"), align="end"),
        UNIT,
        ABOUT,
        ROLE,
        Column("number", gettext_lazy("Số, ký hiệu"), value="written", sort=("number", "pk")),
        STATE,
    ),
    row_url="certificates:certificate",
    empty=Empty(gettext_lazy("Không có giấy nào khớp bộ lọc.")),
    file_name="dot-cap-giay-chung-nhan",
)

BATCHES = Table(
    key="certificate-batches",
    title=gettext_lazy("Đợt cấp giấy chứng nhận"),
    order="-made",
    columns=(
        Column("document", gettext_lazy("Quyết định"), value="document.number", card="title"),
        Column("kind", gettext_lazy("Loại giấy"), value=kind_of),
        Column("unit", gettext_lazy("Cơ quan cấp"), value="unit.name", sort="unit__sort_key"),
        Column("count", gettext_lazy("Số giấy"), sort="count", align="end"),
        Column("day", gettext_lazy("Ngày cấp"), value="issued_on", sort="issued_on", align="end"),
        Column("state", gettext_lazy("Tình trạng"), value=batch_state, sort="status"),
        Column("made", gettext_lazy("Lập lúc"), value="prepared_at", sort=("prepared_at", "pk")),
    ),
    row_url="certificates:batch",
    empty=Empty(
        gettext_lazy("Chưa có đợt cấp nào."),
        gettext_lazy("Mở một quyết định công nhận đã ban hành rồi chọn “Cấp giấy chứng nhận”."),
    ),
    file_name="dot-cap-giay-chung-nhan",
)

BOOKS = Table(
    key="certificate-books",
    title=gettext_lazy("Sổ cấp giấy chứng nhận"),
    order="-year",
    columns=(
        Column("kind", gettext_lazy("Loại giấy"), value=kind_of, card="title"),
        Column("year", gettext_lazy("Năm"), sort=("year", "pk"), grouped=False, align="end"),
        Column("unit", gettext_lazy("Cơ quan cấp"), value="unit.name", sort="unit__sort_key"),
        Column("given", gettext_lazy("Đã cấp"), sort="given", align="end"),
        Column("ended", gettext_lazy("Thu hồi, cấp lại"), sort="ended", align="end"),
    ),
    row_url=lambda book: reverse("certificates:book", args=[book.pk]),
    empty=Empty(
        gettext_lazy("Chưa có sổ nào."),
        gettext_lazy("Sổ của mỗi loại giấy, mỗi năm tự mở khi cấp giấy đầu tiên."),
    ),
    file_name="so-cap-giay-chung-nhan",
)
