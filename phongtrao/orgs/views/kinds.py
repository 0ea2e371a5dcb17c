"""The lists of types and levels: everybody reads them, the office of the Sở keeps them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.orgs import access, queries
from phongtrao.orgs.forms.kinds import LevelForm, TermFilter, TermForm, TypeFilter, TypeForm
from phongtrao.orgs.models import SchoolLevel, Term, UnitType
from phongtrao.orgs.services import kinds as services
from phongtrao.web.acts import do
from phongtrao.web.components import State
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "orgs"}


def type_state(row: UnitType) -> State:
    if not row.is_in_force(timezone.localdate()):
        return State(_("Không còn dùng"), "neutral")
    if row.needs_check:
        return State(_("Cần kiểm tra"), "due", why=row.basis)
    return State(_("Đang dùng"), "done")


def level_state(row: SchoolLevel | Term) -> State:
    if row.needs_check:
        return State(_("Cần kiểm tra"), "due")
    return State(_("Đang dùng"), "done")


TYPES = Table(
    key="unit_types",
    title=gettext_lazy("Loại hình đơn vị"),
    order="place",
    filter=TypeFilter,
    columns=(
        Column("name", gettext_lazy("Tên loại hình"), sort="name", card="title"),
        Column("code", gettext_lazy("Mã"), sort="code"),
        Column("kind", gettext_lazy("Nhóm"), value="get_kind_display", sort="kind"),
        Column("levels", gettext_lazy("Cấp học"), value="levels_said"),
        Column("units", gettext_lazy("Số đơn vị"), value="standing", sort="standing", align="end"),
        Column("state", gettext_lazy("Tình trạng"), value=type_state),
        Column("place", gettext_lazy("Thứ tự"), value="position", sort="position", card="hide"),
    ),
    empty=Empty(gettext_lazy("Không có loại hình nào khớp.")),
    file_name="loai-hinh-don-vi",
)
LEVELS = Table(
    key="levels",
    title=gettext_lazy("Cấp học"),
    order="place",
    columns=(
        Column("name", gettext_lazy("Tên cấp học"), sort="name", card="title"),
        Column("code", gettext_lazy("Mã"), sort="code"),
        Column("contains", gettext_lazy("Gồm các cấp"), value="contains_said"),
        Column("state", gettext_lazy("Tình trạng"), value=level_state),
        Column("place", gettext_lazy("Thứ tự"), value="position", sort="position", card="hide"),
    ),
    file_name="cap-hoc",
)


TERMS = Table(
    key="terms",
    title=gettext_lazy("Xếp loại, nghỉ, kỷ luật"),
    order="place",
    filter=TermFilter,
    columns=(
        Column("name", gettext_lazy("Tên"), sort="name", card="title"),
        Column("of", gettext_lazy("Danh mục"), value="get_of_display", sort="of"),
        Column("basis", gettext_lazy("Căn cứ")),
        Column("state", gettext_lazy("Tình trạng"), value=level_state, sort="needs_check"),
        Column("place", gettext_lazy("Thứ tự"), value="position", sort="position", card="hide"),
    ),
    empty=Empty(gettext_lazy("Không có mục nào khớp.")),
    file_name="danh-muc-nguoi",
)


@require_GET
def type_list(request: SignedInRequest) -> HttpResponse:
    rows = queries.types_with_words(access.visible_types(request.user))
    table = _of(request, TYPES, "orgs:type_edit").of(rows, request.GET)
    context = {**NAV, "may": access.can_keep_kinds(request.user)}
    return respond(request, table, "orgs/type_list.html", context)


@require_GET
def level_list(request: SignedInRequest) -> HttpResponse:
    rows = queries.levels_with_words(access.visible_levels(request.user))
    table = _of(request, LEVELS, "orgs:level_edit").of(rows, request.GET)
    context = {**NAV, "may": access.can_keep_kinds(request.user)}
    return respond(request, table, "orgs/level_list.html", context)


@require_http_methods(["GET", "POST"])
@once
def type_new(request: SignedInRequest) -> HttpResponse:
    _insist(request)
    form = TypeForm(request.POST or None, initial={"position": 900})
    return _keep(request, form, lambda: services.add_type(form.data_given(), by=request.user))


@require_http_methods(["GET", "POST"])
@once
def type_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    row = access.get_kept_type(request.user, pk)
    initial = {name: getattr(row, name) for name in services.TypeData.__slots__}
    form = TypeForm(request.POST or None, initial=initial)
    return _keep(
        request, form, lambda: services.change_type(row, form.data_given(), by=request.user), row
    )


@require_http_methods(["GET", "POST"])
@once
def level_new(request: SignedInRequest) -> HttpResponse:
    _insist(request)
    form = LevelForm(request.POST or None, initial={"position": 900})
    return _keep(request, form, lambda: services.add_level(form.data_given(), by=request.user))


@require_http_methods(["GET", "POST"])
@once
def level_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    row = access.get_kept_level(request.user, pk)
    initial = {name: getattr(row, name) for name in services.LevelData.__slots__}
    initial["contains"] = [] if row.is_basic else row.contains
    form = LevelForm(request.POST or None, initial=initial, of=row.code)
    return _keep(
        request, form, lambda: services.change_level(row, form.data_given(), by=request.user), row
    )


@require_GET
def term_list(request: SignedInRequest) -> HttpResponse:
    table = _of(request, TERMS, "orgs:term_edit").of(Term.objects.all(), request.GET)
    return respond(request, table, "orgs/term_list.html", {**NAV})


@require_http_methods(["GET", "POST"])
@once
def term_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    row = access.get_kept_term(request.user, pk)
    initial = {name: getattr(row, name) for name in services.TermData.__slots__}
    form = TermForm(request.POST or None, initial=initial, of=row.of)
    if request.method == "POST" and form.is_valid():
        deed = partial(services.change_term, row, form.data_given(), by=request.user)
        return do(request, deed, _("Đã lưu danh mục."), reverse("orgs:term_list"))
    return render_page(request, "orgs/term_form.html", {**NAV, "form": form, "row": row})


# ------------------------------------------------------------------ pieces
def _insist(request: SignedInRequest) -> None:
    if not access.can_keep_kinds(request.user):
        raise Http404


def _of(request: SignedInRequest, table: Table, edit: str) -> Table:
    """Rows lead to their form for those who keep the list, and nowhere for others."""
    return replace(table, row_url=edit) if access.can_keep_kinds(request.user) else table


def _keep(
    request: SignedInRequest,
    form: TypeForm | LevelForm,
    deed: Callable[[], object],
    row: UnitType | SchoolLevel | None = None,
) -> HttpResponse:
    of_types = isinstance(form, TypeForm)
    if request.method == "POST" and form.is_valid():
        try:
            deed()
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lưu danh mục."))
            return redirect("orgs:type_list" if of_types else "orgs:level_list")
    context = {**NAV, "form": form, "row": row, "of_types": of_types}
    return render_page(request, "orgs/kind_form.html", context)
