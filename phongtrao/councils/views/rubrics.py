"""Forms for scoring: the list, one as it is scored, a copy for one's unit, the editor, versions compared."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.councils.access import rubrics as access
from phongtrao.councils.access.setting_up import units_to_set_up
from phongtrao.councils.forms.rubrics import RubricEditor
from phongtrao.councils.models import Rubric
from phongtrao.councils.pages.rubrics import ComparePage, RubricPage, most_of
from phongtrao.councils.rubrics import BadRubric
from phongtrao.councils.services import rubrics as services
from phongtrao.documents.forms.shipped import CopyForm, ShippedFilter
from phongtrao.documents.pages.shipped import number_of, owner_of, state_of, version_of
from phongtrao.lib.errors import DomainError
from phongtrao.web.tables import Column, Empty, Table, respond

RUBRICS = Table(
    key="rubrics",
    title=gettext_lazy("Phiếu chấm"),
    order="title",
    filter=ShippedFilter,
    columns=(
        Column("title", gettext_lazy("Tên phiếu chấm"), sort="title", card="title"),
        Column("owner", gettext_lazy("Của"), value=owner_of, sort="owner__sort_key"),
        Column("most", gettext_lazy("Tổng điểm"), value=most_of, align="end"),
        Column("newest", gettext_lazy("Phiên bản"), sort="newest", align="end"),
        Column("basis", gettext_lazy("Căn cứ"), card="hide"),
        Column("state", gettext_lazy("Tình trạng"), value=state_of, sheet=str, sort="needs_check"),
    ),
    row_url="councils:rubric",
    empty=Empty(
        gettext_lazy("Không có phiếu chấm nào như vậy."),
        gettext_lazy("Phiếu chấm cho biết hồ sơ được chấm theo tiêu chí nào. Hãy bỏ bớt bộ lọc."),
    ),
    file_name="phieu-cham",
)


@require_GET
def rubric_list(request: SignedInRequest) -> HttpResponse:
    rows = access.visible_rubrics(request.user)
    to_check = rows.filter(needs_check=True).count()
    context = {"nav": "councils", "to_check": to_check, "all": rows.count()}
    return respond(request, RUBRICS.of(rows, request.GET), "councils/rubric_list.html", context)


@require_GET
def rubric(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_rubric(request.user, pk)
    page = RubricPage.build(request.user, found, number_of(request.GET.get("phien-ban")))
    return render_page(request, "councils/rubric.html", {"nav": "councils", "page": page})


@require_http_methods(["GET", "POST"])
@once
def rubric_copy(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_rubric(request.user, pk)
    units = units_to_set_up(request.user)
    form = CopyForm(
        request.POST or None, units=units, initial={"title": found.title, "unit": units.first()}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = services.copy_rubric(found, said["unit"], said["title"], by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã sao phiếu chấm về đơn vị. Hãy xem lại từng tiêu chí."))
            return redirect("councils:rubric_edit", made.pk)
    context = {"nav": "councils", "rubric": found, "form": form, "has_units": units.exists()}
    return render_page(request, "councils/rubric_copy.html", context)


@require_http_methods(["GET", "POST"])
@once
def rubric_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_rubric(request.user, pk)
    answer = access.can_edit_rubric(request.user, found)
    if not answer:
        messages.error(request, answer.reason)
        return redirect("councils:rubric", pk)
    editor = RubricEditor(found, found.data, request.POST or None)  # type: ignore[attr-defined]  # by access
    if request.method == "POST" and editor.is_valid() and _save(request, found, editor):
        return redirect("councils:rubric", pk)
    context = {"nav": "councils", "rubric": found, "editor": editor, "wide": True}
    return render_page(request, "councils/rubric_form.html", context)


@require_GET
def rubric_compare(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_rubric(request.user, pk)
    newest: int = found.newest  # type: ignore[attr-defined]  # annotated by access
    old = version_of(found, request.GET.get("tu", str(max(newest - 1, 1))))
    page = ComparePage(found, old, version_of(found, request.GET.get("den", str(newest))))
    return render_page(request, "councils/rubric_compare.html", {"nav": "councils", "page": page})


# ------------------------------------------------------------------ pieces


def _save(request: SignedInRequest, found: Rubric, editor: RubricEditor) -> bool:
    read = editor.whole.cleaned_data["read"]
    deed = partial(services.save_rubric, found, editor.whole.heading(), read=read, by=request.user)
    try:
        made = deed(editor.data())
    except BadRubric as error:
        editor.add_fault(error)
    except DomainError as error:
        add_refusal(editor.whole, error)
    else:
        messages.success(request, _("Đã lưu phiên bản %s.") % made.number)
        return True
    return False
