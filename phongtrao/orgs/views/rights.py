"""Who holds what where: the overview, roles of many at once, the yearly check."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib import sheets
from phongtrao.lib.errors import DomainError
from phongtrao.orgs import access, services
from phongtrao.orgs.forms.rights import (
    ExtendForm,
    GiveManyForm,
    RightsFilter,
    SignReviewForm,
    chosen,
    in_state,
)
from phongtrao.orgs.models import Grant, RightsReview
from phongtrao.orgs.scope import grants_of
from phongtrao.orgs.services import Done
from phongtrao.orgs.views.grants import first_day, grant_state
from phongtrao.web.forms import ConfirmForm
from phongtrao.web.tables import (
    BulkAction,
    Column,
    Empty,
    Table,
    respond,
    selected_rows,
    xlsx_response,
)

NAV = {"nav": "rights"}
MOST = 500  # each is a line of history and perhaps a notice of its own
CHECKS = ("sap", "khoa", "roi", "chua", "thay")

RIGHTS = Table(
    key="rights",
    title=gettext_lazy("Phân quyền"),
    order="user",
    filter=RightsFilter,
    columns=(
        Column("user", gettext_lazy("Người giữ"), sort="user__sort_key", card="title"),
        Column("username", gettext_lazy("Tên đăng nhập"), value="user.username", on_screen=False),
        Column("role", gettext_lazy("Vai trò"), value="get_role_display", sort="role"),
        Column("unit", gettext_lazy("Đơn vị"), sort="unit__sort_key"),
        Column("line", gettext_lazy("Tuyến"), value="get_line_display", on_screen=False),
        Column("kind", gettext_lazy("Chỉ loại đơn vị"), value="get_kind_display", on_screen=False),
        Column("level", gettext_lazy("Chỉ cấp học"), value="get_level_display", card="hide"),
        Column("capacity", gettext_lazy("Ký"), on_screen=False),
        Column("for", gettext_lazy("Làm thay"), value="acts_for"),
        Column("since", gettext_lazy("Từ ngày"), value=first_day, sort="days", align="end"),
        Column(
            "last",
            gettext_lazy("Đến hết ngày"),
            value="last_day",
            sort="days__endswith",
            align="end",
        ),
        Column("state", gettext_lazy("Tình trạng"), value=grant_state),
    ),
    row_url="orgs:grant_end",
    bulk=(
        BulkAction(gettext_lazy("Thu hồi"), "orgs:rights_end", icon="circle-x"),
        BulkAction(gettext_lazy("Gia hạn"), "orgs:rights_extend", icon="calendar-plus"),
    ),
    empty=Empty(
        gettext_lazy("Không có quyền nào như vậy."),
        gettext_lazy("Phân quyền ở trang của từng đơn vị, hoặc cho nhiều người một lúc."),
    ),
    file_name="phan-quyen",
)

REVIEWS = Table(
    key="reviews",
    title=gettext_lazy("Rà soát quyền"),
    order="-at",
    columns=(
        Column("unit", gettext_lazy("Đơn vị"), sort="unit__sort_key", card="title"),
        Column("at", gettext_lazy("Ký lúc"), value="signed_at", sort="signed_at", align="end"),
        Column("by", gettext_lazy("Người ký"), value="signed_by"),
        Column("count", gettext_lazy("Số quyền"), sort="count", align="end"),
        Column("note", gettext_lazy("Ghi chú")),
    ),
    row_url="orgs:rights_review",
    empty=Empty(
        gettext_lazy("Chưa rà soát lần nào."),
        gettext_lazy(
            "Mỗi năm một lần, hãy xem lại ai đang giữ quyền gì, thu hồi quyền thừa rồi ký."
        ),
    ),
    file_name="ra-soat-quyen",
)


def _enforce(request: SignedInRequest) -> None:
    if not access.is_administrator(request.user):
        raise Http404


def _rows(request: SignedInRequest) -> Any:
    return (
        access.visible_grants(request.user).with_names().select_related("user", "unit", "acts_for")
    )


@require_GET
def rights(request: SignedInRequest) -> HttpResponse:
    _enforce(request)
    soon = in_state(access.visible_grants(request.user), "sap").count()
    table = RIGHTS.of(_rows(request), request.GET)
    return respond(request, table, "orgs/rights.html", {**NAV, "soon": soon})


# ------------------------------------------------------------------ many at once
def _selected(request: SignedInRequest) -> QuerySet[Grant]:
    """First from the table, then from the page that asks: each row by its own key."""
    if "grant" in request.POST:
        return chosen(_rows(request), request.POST.getlist("grant"))
    return selected_rows(RIGHTS, _rows(request), request.POST)


@require_POST
@once
def end(request: SignedInRequest) -> HttpResponse:
    form = ConfirmForm(request.POST if "grant" in request.POST else None, word=_("thu hồi"))
    title, action = _("Thu hồi nhiều quyền"), _("Thu hồi")
    if (page := _ask(request, form, title, action)) is not None:
        return page
    done = services.end_roles(_selected(request), by=request.user)
    return _say(request, done, _("Đã thu hồi %s quyền."))


@require_POST
@once
def extend(request: SignedInRequest) -> HttpResponse:
    form = ExtendForm(request.POST if "grant" in request.POST else None)
    title, action = _("Gia hạn nhiều quyền"), _("Gia hạn")
    if (page := _ask(request, form, title, action)) is not None:
        return page
    last_day = form.cleaned_data["last_day"]
    done = services.extend_roles(_selected(request), last_day, by=request.user)
    return _say(request, done, _("Đã gia hạn %s quyền."))


def _ask(request: SignedInRequest, form: Any, title: str, action: str) -> HttpResponse | None:
    """The page with what was ticked; None once it is answered."""
    _enforce(request)
    grants = list(_selected(request)[: MOST + 1])
    if not grants or len(grants) > MOST:
        messages.error(request, _("Hãy chọn từ 1 đến %s quyền mỗi lần.") % MOST)
        return redirect("orgs:rights")
    if form.is_valid():
        return None
    context = {**NAV, "form": form, "grants": grants, "title": title, "action": action}
    return render_page(request, "orgs/rights_many.html", context)


def _say(request: SignedInRequest, done: Done, said: str) -> HttpResponse:
    if done.count:
        messages.success(request, said % done.count)
    if done.refused:
        messages.warning(request, " ".join(done.refused[:5]))
    return redirect("orgs:rights")


@require_http_methods(["GET", "POST"])
@once
def give(request: SignedInRequest) -> HttpResponse:
    _enforce(request)
    form = GiveManyForm(request.POST or None, initial={"since": localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            count = services.give_roles(form.people, form.new_role(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã phân quyền cho %s người.") % count)
            return redirect("orgs:rights")
    return render_page(request, "orgs/rights_give.html", {**NAV, "form": form})


# ------------------------------------------------------------------ the yearly check
@require_GET
def reviews(request: SignedInRequest) -> HttpResponse:
    _enforce(request)
    units = {grant.unit_id: grant.unit for grant in grants_of(request.user, access.ADMINISTERS)}
    rows = access.visible_reviews(request.user).select_related("unit", "signed_by").defer("rows")
    context = {**NAV, "units": units.values()}
    return respond(request, REVIEWS.of(rows, request.GET), "orgs/rights_reviews.html", context)


@require_http_methods(["GET", "POST"])
@once
def review_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """What should be looked at first, and the word under it."""
    unit = access.get_administered_unit(request.user, pk)
    form = SignReviewForm(request.POST or None, word=_("đã rà soát"))
    if request.method == "POST" and form.is_valid():
        review = services.sign_review(unit, form.cleaned_data["note"], by=request.user)
        messages.success(request, _("Đã ký rà soát %s quyền.") % review.count)
        return redirect("orgs:rights_review", pk=review.pk)
    held = access.reviewed_grants(request.user, unit)
    looks = [(state, in_state(held, state).count()) for state in CHECKS]
    words = dict(RightsFilter.base_fields["tinh_trang"].choices)  # type: ignore[attr-defined]  # a ChoiceField
    context = {
        **NAV,
        "unit": unit,
        "form": form,
        "count": held.count(),
        "looks": [(words[state], state, count) for state, count in looks if count],
    }
    return render_page(request, "orgs/rights_review_new.html", context)


HEADS = (
    ("account", gettext_lazy("Tên đăng nhập")),
    ("role", gettext_lazy("Vai trò")),
    ("unit", gettext_lazy("Đơn vị")),
    ("line", gettext_lazy("Tuyến")),
    ("kind", gettext_lazy("Chỉ loại đơn vị")),
    ("level", gettext_lazy("Chỉ cấp học")),
    ("capacity", gettext_lazy("Ký")),
    ("since", gettext_lazy("Từ ngày")),
    ("last", gettext_lazy("Đến hết ngày")),
    ("for", gettext_lazy("Làm thay")),
)
SHOWN = 50


@require_GET
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    """The list as it was signed; whole as a workbook."""
    rows = access.visible_reviews(request.user).select_related("unit", "signed_by")
    found = get_object_or_404(rows, pk=pk)
    if request.GET.get("xuat") == "xlsx":
        return xlsx_response(_workbook(found), f"ra-soat-quyen-{found.pk}")
    heads = [label for _key, label in HEADS]
    context = {
        **NAV,
        "review": found,
        "heads": heads,
        "rows": [zip(heads, _said(row), strict=True) for row in found.rows[:SHOWN]],
        "left": max(0, found.count - SHOWN),
    }
    return render_page(request, "orgs/rights_review.html", context)


def _said(row: list[Any]) -> list[Any]:
    """A frozen row with the words of today for its role and line."""
    grant = Grant(role=row[1], line=row[3])
    return [row[0], grant.get_role_display(), row[2], grant.get_line_display(), *row[4:]]


def _workbook(found: RightsReview) -> bytes:
    columns = [sheets.Column(key, str(label)) for key, label in HEADS]
    content = sheets.SheetContent(str(_("Rà soát quyền")), columns, map(_said, found.rows))
    return sheets.write_workbook([content], title=str(found))
