"""The programme of a year, units chosen by risk, its issue; the checklists."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.activities.access import inspections as access
from phongtrao.activities.access.activities import keeps_kinds
from phongtrao.activities.forms.inspections import (
    ChecklistForm,
    ChooseForm,
    PaperFields,
    ProgrammeForm,
    write_items,
)
from phongtrao.activities.inspection_tables import CHOSEN, PROGRAMMES, programme_state
from phongtrao.activities.models import Checklist, Inspection
from phongtrao.activities.pages.inspection import with_head
from phongtrao.activities.queries.risk import risks_of
from phongtrao.activities.services import programmes as services
from phongtrao.activities.services.checklists import save_checklist
from phongtrao.activities.views.inspections import NAV, DeedPage, fill
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.base.words import office_language
from phongtrao.documents.access import insist
from phongtrao.lib.text import fold
from phongtrao.plans.finding_tabs import tabs_of
from phongtrao.web.acts import done
from phongtrao.web.tables import respond

SHOWN = 60  # units one chooses among; the others are found by name
TICKED = "don_vi"


@require_GET
def programmes(request: SignedInRequest) -> HttpResponse:
    if not access.reads_programmes(request.user):
        raise Http404
    counted = Count("inspections", filter=Q(inspections__status__in=Inspection.Status.done))
    rows = access.visible_programmes(request.user)
    rows = rows.annotate(units=Count("inspections"), done=counted)
    context = NAV | {
        "tabs": tabs_of("programmes", request.user),
        "may_plan": access.plans_inspections(request.user),
        "wide": True,
    }
    table = PROGRAMMES.of(rows, request.GET)
    return respond(request, table, "activities/inspections/programmes.html", context)


@require_http_methods(["GET", "POST"])
@once
def programme_new(request: SignedInRequest) -> HttpResponse:
    units = access.inspecting_units(request.user)
    if not units.exists():
        raise Http404
    form = ProgrammeForm(request.POST or None, units=units)
    page = DeedPage(
        _("Lập chương trình kiểm tra"),
        _("Dự thảo chỉ văn phòng và lãnh đạo đọc được; ban hành rồi thì không sửa."),
        _("Lập chương trình"),
        reverse("activities:programmes"),
    )
    return fill(
        request,
        form,
        lambda: services.draft_programme(**form.cleaned_data, by=request.user),
        page=page,
        said=_("Đã lập chương trình. Hãy chọn đơn vị."),
        to=lambda made: reverse("activities:choose_units", args=[made.pk]),
    )


@require_GET
def programme(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_programme(request.user, pk)
    rows = access.visible_inspections(request.user).filter(programme=found)
    context = NAV | {
        "programme": found,
        "state": programme_state(found),
        "may_draft": access.can_draft(request.user, found),
        "is_empty": not found.inspections.exists(),
        "wide": True,
    }
    table = CHOSEN.of(with_head(rows), request.GET)
    return respond(request, table, "activities/inspections/programme.html", context)


@require_http_methods(["GET", "POST"])
@once
def choose_units(request: SignedInRequest, pk: int) -> HttpResponse:
    """Units the most pressing first; the ticked ones, with month and team, into the programme."""
    found = access.get_programme(request.user, pk)
    insist(access.can_draft(request.user, found))
    units = access.inspectable_units(request.user, found.owner)
    units = units.exclude(pk__in=found.inspections.values("unit"))
    risks = risks_of(units, timezone.localdate())
    ticked = {int(key) for key in request.POST.getlist(TICKED) if key.isdecimal()}
    form = ChooseForm(request.POST or None)

    def deed() -> list[Inspection]:
        said = form.said(found.year, request.user)
        with office_language():  # reasons are kept
            pressing = risks_of(units.filter(pk__in=ticked), timezone.localdate())
            chosen = {one.unit: one.why for one in pressing}
        return services.choose_units(found, chosen, said, by=request.user)

    if (made := done(request, form, deed)) is not None:
        said = ngettext("Đã đưa %d đơn vị vào chương trình.", "Đã đưa %d đơn vị vào chương trình.", len(made))  # fmt: skip
        messages.success(request, said % len(made))
        return redirect("activities:programme", pk=pk)
    words = request.GET.get("q", "").strip()
    asked = [one for one in risks if fold(words) in one.unit.search_text] if words else risks
    kept = [one for one in risks if one.unit.pk in ticked]
    shown = kept + [one for one in asked[:SHOWN] if one.unit.pk not in ticked]
    context = NAV | {"programme": found, "form": form, "risks": shown, "ticked": ticked}
    context |= {"words": words, "count": len(asked), "is_cut": len(asked) > SHOWN, "most": SHOWN}
    return render_page(request, "activities/inspections/choose.html", context)


@require_http_methods(["GET", "POST"])
@once
def programme_issue(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_programme(request.user, pk)
    insist(access.can_draft(request.user, found))
    form = PaperFields(request.POST or None)
    page = DeedPage(
        _("Ban hành chương trình kiểm tra năm %s") % found.year,
        _("Ghi số và ngày của văn bản đã ký. Sau đó chương trình không sửa được nữa."),
        _("Ban hành"),
        reverse("activities:programme", args=[pk]),
    )
    return fill(
        request,
        form,
        lambda: services.issue_programme(found, form.paper(request.user), by=request.user),
        page=page,
        said=_("Đã ban hành chương trình kiểm tra."),
    )


# ------------------------------------------------------------------ checklists


@require_GET
def checklists(request: SignedInRequest) -> HttpResponse:
    if not keeps_kinds(request.user):
        raise Http404
    rows = Checklist.objects.order_by("out_since", "title", "pk")
    context = NAV | {"tabs": tabs_of("checklists", request.user), "checklists": rows}
    return render_page(request, "activities/inspections/checklists.html", context)


@require_http_methods(["GET", "POST"])
@once
def checklist_new(request: SignedInRequest) -> HttpResponse:
    made = Checklist(valid_from=timezone.localdate())
    return _write(request, made, _("Thêm danh mục kiểm tra"))


@require_http_methods(["GET", "POST"])
@once
def checklist_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    if not keeps_kinds(request.user):
        raise Http404
    found = get_object_or_404(Checklist, pk=pk)
    return _write(request, found, _("Sửa “%s”") % found)


def _write(request: SignedInRequest, checklist: Checklist, title: str) -> HttpResponse:
    if not keeps_kinds(request.user):
        raise Http404
    names = ("title", "basis", "valid_from", "to_check")
    initial = {name: getattr(checklist, name) for name in names}
    initial |= {"lines": write_items(checklist), "is_out": bool(checklist.out_since)}
    form = ChecklistForm(request.POST or None, initial=initial)

    def deed() -> None:
        given = form.cleaned_data
        for name in names:
            setattr(checklist, name, given[name])
        today = timezone.localdate()
        checklist.out_since = (checklist.out_since or today) if given["is_out"] else None
        save_checklist(checklist, form.items(), by=request.user)

    lead = _("Cuộc kiểm tra đã có quyết định giữ nguyên các mục của mình.")
    page = DeedPage(title, lead, _("Lưu"), reverse("activities:checklists"))
    return fill(request, form, deed, page=page, said=_("Đã lưu danh mục kiểm tra."))
