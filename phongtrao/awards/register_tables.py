"""Lists of the register, declared once."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from phongtrao.awards.forms.honours import HonourFilter
from phongtrao.awards.forms.register import AwardFilter, written_year
from phongtrao.awards.models import Award, Honour
from phongtrao.documents.pages.shipped import days_of
from phongtrao.lib.periods import parse_period
from phongtrao.web.components import State
from phongtrao.web.tables import BulkAction, Column, Empty, Table, roomy

S = Award.Status
KINDS = {S.WAITING: "due", S.CONFIRMED: "done", S.REFUSED: "refused", S.REVOKED: "refused"}


def state_of(award: Award) -> State:
    return State(award.get_status_display(), KINDS[S(award.status)], why=award.end_reason)  # type: ignore[arg-type]  # its own kinds


def year_of(award: Award) -> str:
    return parse_period(award.period).label


def short_year_of(award: Award) -> str:
    """As it is typed, so that the list comes in again as it went out."""
    return written_year(award.period)


def route_of(award: Award) -> str:
    """Nothing for a title: it is given by the year, as its name says."""
    is_title = award.honour.kind == Honour.Kind.TITLE
    return "" if is_title else str(award.get_route_display())


def name_of(award: Award) -> str:
    return award.person.full_name if award.person else award.unit.name


WHO = (
    Column("name", _("Cá nhân, tập thể"), value=name_of, sort=("person__sort_key", "unit__sort_key", "pk"), card="title"),
    Column("code", _("Mã người"), value="person.code", on_screen=False),
    Column("unit", _("Đơn vị"), value="unit.name", sort=("unit__sort_key", "pk"), show=roomy),
    Column("unit_code", _("Mã đơn vị"), value="unit.code", on_screen=False),
)  # fmt: skip
WHAT = (
    Column("honour", _("Danh hiệu, hình thức"), value="honour.title", sort=("honour__rank", "honour", "pk"), show=roomy),
    Column("year", _("Năm"), value=short_year_of, sort=("period", "pk")),
    Column("decision", _("Số quyết định"), sort=("decision", "pk")),
    Column("day", _("Ngày quyết định"), value="decided_on", sort=("decided_on", "pk"), align="end"),
    Column("by", _("Người quyết định"), value="decided_by", on_screen=False),
    Column("route", _("Loại khen thưởng"), value=route_of, on_screen=False),
    Column("reason", _("Thành tích"), on_screen=False),
    Column("state", _("Tình trạng"), value=state_of, sort=("status", "pk")),
)  # fmt: skip
NONE_YET = _("Chưa có khen thưởng nào trong sổ.")

REGISTER = Table(
    key="awards",
    title=_("Sổ khen thưởng"),
    order="-day",
    filter=AwardFilter,
    columns=(*WHO, *WHAT),
    row_url="awards:award",
    bulk=(
        BulkAction(_("Đối chiếu"), "awards:check", icon="check", counted=_("Đối chiếu %d dòng")),
    ),
    empty=Empty(
        NONE_YET,
        _("Ghi từng quyết định, hoặc nhập danh hiệu các năm trước từ Excel: khi xét tiêu chuẩn sẽ dựa vào sổ này."),
    ),
    file_name="so-khen-thuong",
)  # fmt: skip
READ_ONLY = Table(
    key="awards",
    title=REGISTER.title,
    order=REGISTER.order,
    filter=AwardFilter,
    columns=REGISTER.columns,
    row_url="awards:award",
    empty=REGISTER.empty,
    file_name=REGISTER.file_name,
)
OF_ONE = (replace(WHAT[0], card="title"), *WHO[2:3], *WHAT[1:])
OF_PERSON = Table(
    key="person-awards",
    title=_("Khen thưởng của một người"),
    order="-day",
    columns=OF_ONE,
    row_url="awards:award",
    empty=Empty(NONE_YET),
    file_name="khen-thuong-ca-nhan",
)
OF_UNIT = Table(
    key="unit-awards",
    title=_("Khen thưởng của một tập thể"),
    order="-day",
    columns=OF_ONE,
    row_url="awards:award",
    empty=Empty(NONE_YET),
    file_name="khen-thuong-tap-the",
)


def whom_of(honour: Honour) -> str:
    both = ((honour.for_people, _("Cá nhân")), (honour.for_units, _("Tập thể")))
    return ", ".join(str(word) for is_for, word in both if is_for)


HONOURS = Table(
    key="honours",
    title=_("Danh hiệu, hình thức khen thưởng"),
    order="-title",
    filter=HonourFilter,
    columns=(
        Column("title", _("Tên"), sort=("kind", "rank", "title", "pk"), card="title", show=roomy),
        Column("kind", _("Loại"), value="get_kind_display", on_screen=False),
        Column("whom", _("Tặng cho"), value=whom_of),
        Column("level", _("Cấp quyết định"), value="get_level_display", sort=("rank", "pk")),
        Column("by", _("Người quyết định"), value="decided_by", show=roomy),
        Column("owner", _("Của đơn vị"), value="owner.name", sort=("owner__sort_key", "pk")),
        Column("multiple", _("Thưởng cá nhân (lần lương cơ sở)"), on_screen=False),
        Column("unit_multiple", _("Thưởng tập thể (lần lương cơ sở)"), on_screen=False),
        Column("basis", _("Căn cứ"), on_screen=False),
        Column("days", _("Áp dụng"), value=days_of),
    ),
    row_url="awards:honour",
    empty=Empty(_("Không có danh hiệu, hình thức nào khớp với bộ lọc.")),
    file_name="danh-muc-khen-thuong",
)
