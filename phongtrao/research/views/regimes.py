"""Regimes of research tasks: the list, one as it is read, a copy for one's office, the editor, versions compared."""

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
from phongtrao.documents.forms.shipped import CopyForm, ShippedFilter
from phongtrao.documents.pages.shipped import days_of, number_of, owner_of, version_of
from phongtrao.lib.errors import DomainError
from phongtrao.research.access import regimes as access
from phongtrao.research.access.tasks import managing_units
from phongtrao.research.forms.regimes import WHOLE, CheckForm, RegimeEditor
from phongtrao.research.models import Regime, RegimeVersion
from phongtrao.research.pages.regimes import ComparePage, RegimePage, regime_state
from phongtrao.research.services import regimes as services
from phongtrao.research.stages import read_regime
from phongtrao.research.tabs import NAV, tabs_of
from phongtrao.research.views.deeds import DeedPage, fill
from phongtrao.web.tables import Column, Empty, Table, respond

REGIMES = Table(
    key="regimes",
    title=gettext_lazy("Quy trình nhiệm vụ KH&CN"),
    order="days",
    filter=ShippedFilter,
    columns=(
        Column("title", gettext_lazy("Tên quy trình"), sort="title", card="title"),
        Column("owner", gettext_lazy("Của"), value=owner_of, sort="owner__sort_key"),
        Column("days", gettext_lazy("Nhiệm vụ đề xuất"), value=days_of, sort=("valid_from", "pk")),
        Column("newest", gettext_lazy("Phiên bản"), sort="newest", align="end"),
        Column("tasks", gettext_lazy("Nhiệm vụ"), sort="tasks", align="end"),
        Column("basis", gettext_lazy("Căn cứ"), on_screen=False),
        Column("state", gettext_lazy("Tình trạng"), value=regime_state, sheet=str, sort="needs_check"),
    ),
    row_url="research:regime",
    empty=Empty(gettext_lazy("Không có quy trình nào như vậy."), gettext_lazy("Hãy bỏ bớt bộ lọc.")),
    file_name="quy-trinh-nhiem-vu-khcn",
)  # fmt: skip


@require_GET
def regimes(request: SignedInRequest) -> HttpResponse:
    table = REGIMES.of(access.visible_regimes(request.user), request.GET)
    context = NAV | {"tabs": tabs_of("regimes", request.user)}
    return respond(request, table, "research/regimes.html", context)


@require_GET
def regime(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_regime(request.user, pk)
    page = RegimePage.build(request.user, found, number_of(request.GET.get("phien-ban")))
    return render_page(request, "research/regime.html", NAV | {"page": page, "regime": found})


@require_http_methods(["GET", "POST"])
@once
def regime_copy(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_regime(request.user, pk)
    units = managing_units(request.user)
    if not units.exists():
        raise Http404
    form = CopyForm(
        request.POST or None, units=units, initial={"title": found.title, "unit": units.first()}
    )
    form.fields["title"].label = _("Tên quy trình")
    page = DeedPage(
        _("Sao quy trình về đơn vị"),
        _("Bản sao là của đơn vị; nhiệm vụ đề xuất với đơn vị từ nay theo bản sao ấy."),
        _("Sao và sửa tiếp"),
        reverse("research:regime", args=[pk]),
    )

    def deed() -> Regime:
        said = form.cleaned_data
        return services.copy_regime(found, said["unit"], said["title"], by=request.user)

    return fill(
        request,
        form,
        deed,
        page=page,
        said=_("Đã sao quy trình về đơn vị. Hãy xem lại từng bước."),
        to=lambda made: reverse("research:regime_edit", args=[made.pk]),
    )


@require_http_methods(["GET", "POST"])
@once
def regime_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_own_regime(request.user, pk)
    editor = RegimeEditor(found, found.data, request.POST or None)  # type: ignore[attr-defined]  # by access
    if request.method == "POST" and editor.is_valid() and _save(request, found, editor):
        return redirect("research:regime", pk)
    context = NAV | {"regime": found, "editor": editor, "wide": True}
    return render_page(request, "research/regime_form.html", context)


@require_http_methods(["GET", "POST"])
@once
def regime_check(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_own_regime(request.user, pk)
    rules = read_regime(found.data)  # type: ignore[attr-defined]  # by access
    form = CheckForm(request.POST or None, regime=found, rules=rules)
    page = DeedPage(
        _("Ghi đã kiểm tra"),
        _("%s. Chỉ đánh dấu phần đã đối chiếu với văn bản đang có hiệu lực; nhãn “cần kiểm tra” được bỏ.") % found,
        _("Ghi đã kiểm tra"),
        reverse("research:regime", args=[pk]),
    )  # fmt: skip

    def deed() -> RegimeVersion:
        said = form.cleaned_data
        deed = partial(services.confirm_regime, found, said["keys"], said["ground"])
        return deed(whole=WHOLE in said["keys"], read=said["read"], by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi phần đã kiểm tra, kèm căn cứ."))


@require_GET
def regime_compare(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_regime(request.user, pk)
    newest: int = found.newest  # type: ignore[attr-defined]  # annotated by access
    old = version_of(found, request.GET.get("tu", str(max(newest - 1, 1))))
    page = ComparePage(found, old, version_of(found, request.GET.get("den", str(newest))))
    return render_page(request, "research/regime_compare.html", NAV | {"page": page})


# ------------------------------------------------------------------ pieces


def _save(request: SignedInRequest, found: Regime, editor: RegimeEditor) -> bool:
    read = editor.whole.cleaned_data["read"]
    deed = partial(services.save_regime, found, read=read, by=request.user)
    try:
        made = deed(editor.writing())
    except (DomainError, ValidationError) as error:
        add_refusal(editor.whole, error)
    else:
        messages.success(request, _("Đã lưu phiên bản %s.") % made.number)
        return True
    return False
