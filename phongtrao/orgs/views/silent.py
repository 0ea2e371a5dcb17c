"""Units without account: the rooms of a unit, and the register of outside bodies."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.orgs import access, queries
from phongtrao.orgs.access import keeps_clusters_of
from phongtrao.orgs.forms.silent import BodyFilter, BodyForm, NewBodyForm, RoomForm
from phongtrao.orgs.models import Unit
from phongtrao.orgs.services import silent as services
from phongtrao.orgs.tabs import tabs_of
from phongtrao.web.acts import Question, confirm
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "orgs"}
ROOMS = Table(
    key="rooms",
    title=gettext_lazy("Phòng, tổ"),
    order="name",
    columns=(
        Column("name", gettext_lazy("Tên"), sort="sort_key", card="title"),
        Column("type", gettext_lazy("Loại hình"), value="type_name"),
        Column("size", gettext_lazy("Số người"), sort="size", align="end"),
        Column("frontline", gettext_lazy("Trực tiếp chuyên môn"), sort="frontline", align="end"),
        Column("share", gettext_lazy("Tỉ lệ trực tiếp (%)"), sort="share", align="end"),
    ),
    row_url="orgs:unit",
    empty=Empty(
        gettext_lazy("Đơn vị chưa ghi phòng, tổ nào."),
        gettext_lazy("Thêm phòng, tổ để giao việc và đề nghị khen thưởng cho tập thể nhỏ."),
    ),
    file_name="phong-to",
)
BODIES = Table(
    key="bodies",
    title=gettext_lazy("Cơ quan ngoài ngành"),
    order="name",
    filter=BodyFilter,
    columns=(
        Column("name", gettext_lazy("Tên"), sort="sort_key", card="title"),
        Column("type", gettext_lazy("Loại hình"), value="type_name", sort="type__position"),
        Column("address", gettext_lazy("Địa chỉ"), value="contact_address"),
        Column("email", gettext_lazy("Thư điện tử"), value="contact_email"),
        Column("phone", gettext_lazy("Điện thoại"), value="contact_phone"),
    ),
    row_url="orgs:unit",
    empty=Empty(
        gettext_lazy("Chưa có cơ quan ngoài ngành nào."),
        gettext_lazy("Báo chí, bộ, Ban Thi đua – Khen thưởng, nhà cung cấp sẽ hiện ở đây."),
    ),
    file_name="co-quan-ngoai-nganh",
)


@require_GET
def room_list(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_house(pk)
    rows = queries.with_sizes(access.rooms_within(unit).with_names())
    context = {
        **NAV,
        "unit": unit,
        "may": access.can_keep_rooms(request.user, unit),
        "tabs": tabs_of(unit, request.user, "rooms"),
    }
    return respond(request, ROOMS.of(rows, request.GET), "orgs/room_list.html", context)


@require_GET
def body_list(request: SignedInRequest) -> HttpResponse:
    rows = queries.with_contacts(access.bodies().with_names())
    context = {**NAV, "may": access.can_keep_bodies(request.user)}
    return respond(request, BODIES.of(rows, request.GET), "orgs/body_list.html", context)


@require_http_methods(["GET", "POST"])
@once
def room_new(request: SignedInRequest, pk: int) -> HttpResponse:
    house = access.get_house(pk)
    if not access.can_keep_rooms(request.user, house):
        raise Http404
    form = RoomForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_room(house, form.silent(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã thêm."))
            return redirect("orgs:rooms", pk=pk)
    back = reverse("orgs:rooms", args=[pk])
    return render_page(request, "orgs/silent_form.html", {**NAV, "form": form, "back": back})


@require_http_methods(["GET", "POST"])
@once
def body_new(request: SignedInRequest) -> HttpResponse:
    keepers = keeps_clusters_of(request.user).filter(kind=Unit.Kind.DEPARTMENT)
    if not access.can_keep_bodies(request.user):
        raise Http404
    form = NewBodyForm(request.POST or None, keepers=keepers)
    if request.method == "POST" and form.is_valid():
        keeper = form.cleaned_data["keeper"]
        try:
            services.add_body(keeper, form.silent(), form.contact(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã thêm."))
            return redirect("orgs:body_list")
    back = reverse("orgs:body_list")
    return render_page(request, "orgs/silent_form.html", {**NAV, "form": form, "back": back})


@require_http_methods(["GET", "POST"])
@once
def silent_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_kept_silent(request.user, pk)
    is_body = unit.kind == Unit.Kind.BODY
    initial = queries.silent_initial(unit)
    form = (BodyForm if is_body else RoomForm)(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        contact = form.contact() if isinstance(form, BodyForm) else None
        try:
            services.change_silent(unit, form.silent(), contact, by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("orgs:unit", pk=pk)
    context = {**NAV, "form": form, "unit": unit, "back": reverse("orgs:unit", args=[pk])}
    return render_page(request, "orgs/silent_form.html", context)


@require_http_methods(["GET", "POST"])
@once
def silent_end(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_kept_silent(request.user, pk)
    question = Question(
        title=_("Thôi dùng “%s” từ hôm nay?") % unit,
        warning=_("Việc đã giao, văn bản đã gửi giữ nguyên tên này."),
        word=_("THÔI"),
        action=_("Thôi dùng"),
        back=reverse("orgs:unit", args=[pk]),
        nav="orgs",
    )
    deed = partial(services.end_silent, unit, by=request.user)
    return confirm(request, question, deed, _("Đã ghi thôi dùng."))
