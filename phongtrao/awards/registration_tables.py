"""Lists of calls, of the units they ask, of registrations, of pledges; declared once."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.awards.forms.registrations import CalledFilter, RegistrationFilter
from phongtrao.awards.models import CalledUnit, Registration, RegistrationCall
from phongtrao.lib.numbers import format_date
from phongtrao.lib.periods import parse_period
from phongtrao.web.components import State
from phongtrao.web.tables import Column, Empty, Table, roomy

S = Registration.Status
KINDS = {S.WAITING: "due", S.CONFIRMED: "done", S.RETURNED: "due", S.WITHDRAWN: "refused"}


def state_of(one: Registration) -> State:
    return State(one.get_status_display(), KINDS[S(one.status)], why=one.remark or one.late_reason)  # type: ignore[arg-type]  # its own kinds


def titles_of(one: Registration) -> str:
    """``titles`` prefetched with their honours, the highest first."""
    return "; ".join(title.honour.title for title in one.titles.all())


def name_of(one: Registration) -> str:
    return one.person.full_name if one.person else _("Tập thể %s") % one.unit.name


def call_state(call: RegistrationCall) -> State:
    today = timezone.localdate()
    if call.status == RegistrationCall.Status.CANCELLED:
        return State(_("Đã hủy"), "refused")
    if today < call.opens_on:
        return State(_("Chưa đến ngày"), "neutral")
    return State(_("Đang nhận"), "running") if today <= call.closes_on else State(_("Đã hết hạn"), "done")  # fmt: skip


def called_state(row: CalledUnit) -> State:
    if row.said_on:
        return State(_("Đã xác nhận"), "done", why=_("Xác nhận ngày %s.") % format_date(row.said_on))  # fmt: skip
    if row.due_on < timezone.localdate():
        return State(_("Quá hạn"), "late", why=_("Hạn %s.") % format_date(row.due_on))
    return State(_("Chưa xác nhận"), "due")


def collective_words(row: Any) -> str:
    """Of what the unit itself registered."""
    return str(S(row.collective).label) if row.collective else ""


def unit_page(unit: int, period: str) -> str:
    """The registrations of a unit in that year."""
    return f"{reverse('awards:unit_registrations', args=[unit])}?nam={period}"


def year_words(row: Any) -> str:
    return parse_period(row.period).label


CALLS = Table(
    key="calls",
    title=gettext_lazy("Đợt đăng ký thi đua"),
    order="-closes",
    columns=(
        Column("title", gettext_lazy("Đợt đăng ký"), sort=("title", "pk"), card="title", show=roomy),
        Column("office", gettext_lazy("Đơn vị tổ chức"), value="office.name", sort=("office__sort_key", "pk"), show=roomy),
        Column("year", gettext_lazy("Đăng ký cho"), value=year_words, sort=("period", "pk")),
        Column("closes", gettext_lazy("Đến hết ngày"), value="closes_on", sort=("closes_on", "pk"), align="end"),
        Column("state", gettext_lazy("Tình trạng"), value=call_state),
    ),
    row_url="awards:registration_call",
    empty=Empty(
        gettext_lazy("Chưa có đợt đăng ký nào."),
        gettext_lazy("Đầu năm, văn phòng mở đợt để mọi đơn vị, mọi người đăng ký danh hiệu và việc làm cụ thể."),
    ),
    file_name="dot-dang-ky",
)  # fmt: skip


def called_table(period: str) -> Table:
    """Rows of ``queries.units_called`` of one call."""
    return Table(
        key="called",
        title=gettext_lazy("Đơn vị trong đợt đăng ký"),
        order="unit",
        filter=CalledFilter,
        columns=(
            Column("unit", gettext_lazy("Đơn vị"), value="unit.name", sort=("unit__sort_key", "pk"), card="title", show=roomy),
            Column("collective", gettext_lazy("Đăng ký của tập thể"), value=collective_words),
            Column("confirmed", gettext_lazy("Người đã xác nhận"), sort=("confirmed", "pk"), align="end"),
            Column("waiting", gettext_lazy("Người chờ xác nhận"), sort=("waiting", "pk"), align="end"),
            Column("people", gettext_lazy("Số người"), sort=("people", "pk"), align="end"),
            Column("state", gettext_lazy("Tình trạng"), value=called_state, sort=("said_on", "pk")),
            Column("said", gettext_lazy("Xác nhận ngày"), value="said_on", on_screen=False),
        ),
        row_url=lambda row: unit_page(row.unit_id, period),
        empty=Empty(gettext_lazy("Không có đơn vị nào.")),
        file_name="dang-ky-theo-don-vi",
    )  # fmt: skip


OF_UNIT = Table(
    key="unit-registrations",
    title=gettext_lazy("Đăng ký thi đua của đơn vị"),
    order="name",
    filter=RegistrationFilter,
    columns=(
        Column("name", gettext_lazy("Ai đăng ký"), value=name_of, sort=("person__sort_key", "pk"), card="title"),
        Column("code", gettext_lazy("Mã người"), value="person.code", on_screen=False),
        Column("titles", gettext_lazy("Danh hiệu"), value=titles_of, show=roomy),
        Column("actions", gettext_lazy("Việc làm cụ thể"), show=roomy),
        Column("day", gettext_lazy("Đăng ký ngày"), value="registered_on", sort=("registered_on", "pk"), align="end"),
        Column("late", gettext_lazy("Lý do sau hạn"), value="late_reason", on_screen=False),
        Column("remark", gettext_lazy("Ý kiến của thủ trưởng"), on_screen=False),
        Column("state", gettext_lazy("Tình trạng"), value=state_of, sort=("status", "pk")),
    ),
    row_url="awards:registration",
    empty=Empty(
        gettext_lazy("Chưa có đăng ký nào cho năm này."),
        gettext_lazy("Mỗi người tự đăng ký, hoặc thủ trưởng, đầu mối đăng ký cho tập thể và mọi người."),
    ),
    file_name="dang-ky-thi-dua",
)  # fmt: skip


def pledge_state(row: Any) -> State:
    """Of a seat's cluster and year: ``signed`` of ``members``; None: nothing written."""
    if row.pledge is None:
        return State(_("Chưa ghi"), "due")
    if row.signed_on is None:
        return State(_("Chưa ký"), "running")
    return State(_("Đã ký"), "done", why=_("Ký ngày %s.") % format_date(row.signed_on))


PLEDGES = Table(
    key="pledges",
    title=gettext_lazy("Giao ước thi đua"),
    order="name",
    columns=(
        Column("name", gettext_lazy("Cụm, khối thi đua"), sort=("name", "pk"), card="title", show=roomy),
        Column("owner", gettext_lazy("Đơn vị tổ chức"), value="owner.name", sort=("owner__sort_key", "pk"), show=roomy),
        Column("year", gettext_lazy("Năm"), value=lambda row: row.period(row.this_year).label),
        Column("members", gettext_lazy("Thành viên"), sort=("members", "pk"), align="end"),
        Column("signed", gettext_lazy("Đã ký"), sort=("signed", "pk"), align="end"),
        Column("state", gettext_lazy("Tình trạng"), value=pledge_state),
    ),
    row_url=lambda row: reverse("awards:pledge", args=[row.pk, row.this_year]),
    empty=Empty(
        gettext_lazy("Chưa có cụm, khối thi đua nào."),
        gettext_lazy("Văn phòng lập cụm, khối và ghi thành viên ở mục Đơn vị; giao ước của từng cụm ghi ở đây."),
    ),
    file_name="giao-uoc",
)  # fmt: skip
