"""Results of people and numbers of learners brought from files: upload, preview, import."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core import signing
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.accounts.models import Role
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import BadInput
from phongtrao.lib.sheets import open_workbook
from phongtrao.literacy.access.common import KEEPS, kept_units
from phongtrao.literacy.access.frameworks import visible_frameworks
from phongtrao.literacy.forms.results import ImportForm, ResultForm
from phongtrao.literacy.models import (
    Completion,
    FrameworkVersion,
    SkillFramework,
    TargetGroup,
)
from phongtrao.literacy.queries.board import groups_of
from phongtrao.literacy.result_sheets import (
    Counts,
    Found,
    count_workbook,
    read_counts,
    read_results,
    read_statements,
    read_typed,
    result_workbook,
)
from phongtrao.literacy.services.completions import Result, add_results
from phongtrao.literacy.services.counts import Declared, declare_counts
from phongtrao.literacy.tabs import NAV
from phongtrao.literacy.views.deeds import DeedPage, fill
from phongtrao.orgs.models import Person, Unit
from phongtrao.orgs.scope import at_offices, grants_of, unit_condition
from phongtrao.web.acts import do
from phongtrao.web.tables import xlsx_response

SALT_RESULTS, SALT_COUNTS = "literacy.result_import", "literacy.count_import"
HOUR, SHOWN = 3600, 50


def _units(request: SignedInRequest) -> Any:
    """Those one may bring results and numbers of."""
    offices = grants_of(request.user, frozenset({Role.OFFICE}))
    told = at_offices(request.user, KEEPS) | unit_condition(offices)
    if not kept_units(request.user).exists():
        raise Http404
    return Unit.objects.standing().with_account().filter(Q(told)).order_by("sort_key", "pk")


def _form(request: SignedInRequest) -> ImportForm:
    frameworks = visible_frameworks(request.user).order_by("pk")
    return ImportForm(request.POST or None, request.FILES or None, frameworks=frameworks)


@require_GET
def results_sheet(request: SignedInRequest) -> HttpResponse:
    """An empty table as the import takes it."""
    _units(request)
    return xlsx_response(result_workbook(_("Kết quả kỹ năng số")), "ket-qua-ky-nang-so-mau")


@require_http_methods(["GET", "POST"])
@once
def results_import(request: SignedInRequest) -> HttpResponse:
    units = _units(request)
    if "rows" in request.POST:
        return _write_results(request)
    form = _form(request)
    context: dict[str, Any] = NAV | {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            found = _read_results(
                form.cleaned_data["file"], set(units.values_list("pk", flat=True))
            )
            context |= _show_results(found, form.cleaned_data["framework"])
        except BadInput as error:
            form.add_error("file", str(error))
    return render_page(request, "literacy/results_import.html", context)


def _read_results(upload: Any, units: set[int]) -> Found:
    content = upload.read()
    if upload.name.lower().endswith(".json"):
        return read_statements(content, units)
    return read_results(open_workbook(content, upload.name), units)


@require_http_methods(["GET", "POST"])
@once
def result_new(request: SignedInRequest) -> HttpResponse:
    """One result typed by hand; like an imported one it waits for confirmation."""
    units = _units(request)
    frameworks = visible_frameworks(request.user).order_by("pk")
    form = ResultForm(request.POST or None, frameworks=frameworks)

    def deed() -> int:
        said = form.cleaned_data
        level = None if said["level"] is None else int(said["level"])
        keys = set(units.values_list("pk", flat=True))
        found = read_typed(said["code"], said["done_on"], level, said["reference"], units=keys)
        if found.errors:
            raise BadInput(capfirst(" ".join(str(one) for one in found.errors)))
        version, group = _version_and_group(said["framework"])
        (line,) = found.lines
        person, unit = Person.objects.get(pk=line.person), Unit.objects.get(pk=line.unit)
        result = Result(person, unit, version, group, line.done_on, level, line.reference)
        return add_results([result], Completion.Source.TYPED, by=request.user)

    lead = _(
        "Chỉ của cán bộ, giáo viên đang công tác. Kết quả chờ xác nhận như kết quả nhập từ tệp."
    )
    page = DeedPage(_("Ghi kết quả kỹ năng số"), lead, _("Ghi"), reverse("literacy:results"))
    return fill(request, form, deed, page=page, said=_("Đã ghi kết quả; kết quả chờ xác nhận."))


def _version_and_group(framework: SkillFramework) -> tuple[FrameworkVersion, TargetGroup]:
    """The newest version, and the group whose people have names."""
    version = framework.versions.first()
    group = groups_of(framework).filter(counted=TargetGroup.Counted.STAFF).first()
    if version is None or group is None:
        raise BadInput(_("Khung này không có nhóm tính theo tên. Hãy thêm nhóm rồi nhập lại."))
    return version, group


def _show_results(found: Found, framework: SkillFramework) -> dict[str, Any]:
    if found.errors:
        return {"errors": found.errors}
    version, group = _version_and_group(framework)
    lines = [
        [one.person, one.unit, one.done_on.isoformat(), one.level, one.reference]
        for one in found.lines
    ]
    given = {"version": version.pk, "group": group.pk, "lines": lines}
    return {
        "lines": found.lines[:SHOWN],
        "count": len(found.lines),
        "left": found.left,
        "rows": signing.dumps(given, salt=SALT_RESULTS, compress=True),
    }


def _write_results(request: SignedInRequest) -> HttpResponse:
    try:
        given = signing.loads(request.POST["rows"], salt=SALT_RESULTS, max_age=HOUR)
    except signing.BadSignature:
        messages.error(request, _("Bản xem trước đã quá một giờ. Hãy tải tệp lên lại."))
        return redirect("literacy:results_import")
    people = Person.objects.in_bulk({line[0] for line in given["lines"]})
    units = Unit.objects.in_bulk({line[1] for line in given["lines"]})
    group = TargetGroup.objects.get(pk=given["group"])
    version = group.frameworks.get(versions=given["version"]).versions.get(pk=given["version"])
    made = [
        Result(people[who], units[where], version, group, date.fromisoformat(day), level, reference)
        for who, where, day, level, reference in given["lines"]
    ]
    source = Completion.Source.IMPORT
    return do(
        request,
        lambda: add_results(made, source, by=request.user),
        _("Đã nhập các kết quả chưa có; chúng chờ xác nhận."),
        reverse("literacy:results"),
        refused_to=reverse("literacy:results_import"),
    )


# ------------------------------------------------------------------ numbers


@require_GET
def counts_sheet(request: SignedInRequest) -> HttpResponse:
    """A line for each unit and each group that is counted, to be filled in."""
    units = _units(request)
    rows = TargetGroup.objects.filter(frameworks__in=visible_frameworks(request.user))
    groups = rows.exclude(counted=TargetGroup.Counted.STAFF).filter(out_since=None).distinct()
    content = count_workbook(units, list(groups.order_by("position")), _("Số người đạt kỹ năng số"))
    return xlsx_response(content, "so-nguoi-dat-mau")


@require_http_methods(["GET", "POST"])
@once
def counts_import(request: SignedInRequest) -> HttpResponse:
    units = _units(request)
    if "rows" in request.POST:
        return _write_counts(request)
    form = _form(request)
    context: dict[str, Any] = NAV | {"form": form, "is_counts": True}
    if request.method == "POST" and form.is_valid():
        upload, framework = form.cleaned_data["file"], form.cleaned_data["framework"]
        try:
            book = open_workbook(upload.read(), upload.name)
            keys = set(units.values_list("pk", flat=True))
            found = read_counts(book, keys, list(groups_of(framework)), framework)
            context |= _show_counts(found, framework)
        except BadInput as error:
            form.add_error("file", str(error))
    return render_page(request, "literacy/counts_import.html", context)


def _show_counts(found: Counts, framework: SkillFramework) -> dict[str, Any]:
    if found.errors:
        return {"errors": found.errors}
    lines = [
        [one.unit.pk, one.group.pk, one.day.isoformat(), one.done, one.whole, one.reference]
        for one in found.rows
    ]
    given = {"framework": framework.pk, "lines": lines}
    return {
        "lines": found.rows[:SHOWN],
        "count": len(found.rows),
        "rows": signing.dumps(given, salt=SALT_COUNTS, compress=True),
    }


def _write_counts(request: SignedInRequest) -> HttpResponse:
    try:
        given = signing.loads(request.POST["rows"], salt=SALT_COUNTS, max_age=HOUR)
    except signing.BadSignature:
        messages.error(request, _("Bản xem trước đã quá một giờ. Hãy tải tệp lên lại."))
        return redirect("literacy:counts_import")
    units = Unit.objects.in_bulk({line[0] for line in given["lines"]})
    groups = TargetGroup.objects.in_bulk({line[1] for line in given["lines"]})
    framework = SkillFramework.objects.get(pk=given["framework"])
    rows = [
        Declared(units[u], groups[g], framework, date.fromisoformat(day), done, whole, reference)
        for u, g, day, done, whole, reference in given["lines"]
    ]
    return do(
        request,
        lambda: declare_counts(rows, by=request.user),
        _("Đã nhập số người đạt."),
        reverse("literacy:board"),
        refused_to=reverse("literacy:counts_import"),
    )
