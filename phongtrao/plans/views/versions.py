"""The versions of a plan: their timeline, any two compared, one as it was."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.plans.access import plans as plan_access
from phongtrao.plans.amending.task_words import TaskWords
from phongtrao.plans.difference_sheet import difference_workbook
from phongtrao.plans.forms.amending import CompareForm
from phongtrao.plans.models import Plan, PlanVersion
from phongtrao.plans.pages.amending import DifferencePage
from phongtrao.plans.queries.amendments import version_on
from phongtrao.web.tables import EXPORT, xlsx_response

NAV = {"nav": "plans"}


@require_GET
def plan_versions(request: SignedInRequest, pk: int) -> HttpResponse:
    """``?tu=…&den=…``: numbers of versions to compare; else the last two. ``?ngay=…``: that of a day."""
    plan = plan_access.get_visible(request.user, pk)
    versions = _versions(plan)
    if day := parse_date(request.GET.get("ngay", "")[:10]):
        found = version_on(plan, day)
        if found is None:
            raise Http404
        return redirect("plans:plan_version", pk=pk, number=found.number)
    page, form = _difference(versions, request.GET)
    if request.GET.get(EXPORT) == "xlsx" and page:
        return xlsx_response(difference_workbook(page), f"thay-doi-ke-hoach-{plan.pk}")
    context = NAV | {"plan": plan, "versions": versions, "page": page, "form": form}
    return render_page(request, "plans/plan_versions.html", context)


@require_GET
def plan_version(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    plan = plan_access.get_visible(request.user, pk)
    versions = _versions(plan)
    version = next((row for row in versions if row.number == number), None)
    if version is None:
        raise Http404
    later = next((row for row in versions if row.number == number + 1), None)
    tasks = [TaskWords.from_json(row) for row in version.tasks]
    context = NAV | {"plan": plan, "version": version, "later": later, "tasks": tasks, "wide": True}
    return render_page(request, "plans/plan_version.html", context)


def _versions(plan: Plan) -> list[PlanVersion]:
    rows = plan.versions.select_related("document", "amendment").order_by("-number")
    return list(rows)


def _difference(
    versions: list[PlanVersion], params: Any
) -> tuple[DifferencePage | None, CompareForm | None]:
    if len(versions) < 2:  # noqa: PLR2004 -- two to compare
        return None, None
    last = {"tu": versions[1].number, "den": versions[0].number}
    asked = params if "tu" in params else last
    form = CompareForm(asked, versions=versions)
    if not form.is_valid():
        return None, form
    by_number = {version.number: version for version in versions}
    before, after = sorted((form.cleaned_data["tu"], form.cleaned_data["den"]))
    return DifferencePage.build(by_number[before], by_number[after]), form
