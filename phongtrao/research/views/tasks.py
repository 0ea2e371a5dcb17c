"""The list of tasks, one task, and the dossier a council reads."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.councils.access.dossiers import readable_cases
from phongtrao.documents.access import insist
from phongtrao.lib.errors import BadInput, DomainError
from phongtrao.orgs.imports.access import can_import
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries.bearers import bearers_of
from phongtrao.research.access.tasks import (
    can_keep,
    get_task,
    hosting_units,
    managers_of,
    visible_tasks,
)
from phongtrao.research.forms.tasks import TaskForm
from phongtrao.research.models import ResearchTask, TaskCase
from phongtrao.research.pages.task import TaskPage
from phongtrao.research.queries.tasks import with_standing
from phongtrao.research.services.proposing import change_task, propose_task
from phongtrao.research.tables import TASKS
from phongtrao.research.tabs import NAV, tabs_of
from phongtrao.research.views.deeds import DeedPage, address_of, fill, of_task
from phongtrao.web.tables import respond


@require_GET
def tasks(request: SignedInRequest) -> HttpResponse:
    rows = visible_tasks(request.user)
    context = NAV | {
        "tabs": tabs_of("tasks", request.user),
        "going": rows.going().count(),
        "may_import": bool(can_import(request.user, "research")),
        "may_propose": hosting_units(request.user).exists(),
        "wide": True,
    }
    table = TASKS.of(with_standing(rows), request.GET)
    return respond(request, table, "research/tasks.html", context)


@require_GET
def task(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(with_standing(visible_tasks(request.user)), pk=pk)
    page = TaskPage.build(found, request.user)
    return render_page(request, "research/task.html", NAV | {"page": page, "task": found})


@require_GET
def dossier(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a council reads, by the key of its case."""
    case = get_object_or_404(readable_cases(request.user), pk=pk)
    links = TaskCase.objects.select_related("task__host", "task__owner", "task__regime__regime")
    link = get_object_or_404(links, case=case)
    row = with_standing(
        ResearchTask.objects.select_related("host", "owner", "regime__regime", "minder")
    )
    page = TaskPage.build(row.get(pk=link.task_id), request.user)
    context = NAV | {"page": page, "task": page.task, "case": case, "link": link}
    return render_page(request, "research/dossier.html", context)


@require_http_methods(["GET", "POST"])
@once
def task_new(request: SignedInRequest) -> HttpResponse:
    hosts = hosting_units(request.user)
    if not hosts.exists():
        raise Http404
    form = TaskForm(request.POST or None, hosts=hosts, owners=managers_of(hosts))
    page = DeedPage(
        _("Đề xuất nhiệm vụ KH&CN"),
        _("Sau khi đề xuất, trang của nhiệm vụ cho biết bước tiếp theo, hồ sơ cần có và hạn."),
        _("Đề xuất"),
        reverse("research:tasks"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            found = propose_task(form.said(), _partners(form), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(
                request, _("Đã đề xuất nhiệm vụ. Hãy ghi chủ nhiệm và hồ sơ của bước này.")
            )
            return redirect(address_of(found))
    return render_page(request, "research/deed.html", NAV | {"form": form, "page": page})


@require_http_methods(["GET", "POST"])
@once
def task_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_task(request.user, pk)
    insist(can_keep(request.user, found))
    hosts = Unit.objects.filter(pk=found.host_id)
    names = ("code", "title", "about", "level", "orientation", "proposed_on")
    given = {name: getattr(found, name) for name in names} | {
        "host": found.host_id,
        "owner": found.owner_id,
        "fields_said": found.fields,
        "partners": "; ".join(unit.name for unit in found.partners.all()),
    }
    owners = managers_of(hosts, found.owner_id)
    form = TaskForm(request.POST or None, hosts=hosts, owners=owners, initial=given)

    def deed() -> ResearchTask:
        return change_task(found, form.said(found.minder), _partners(form), by=request.user)

    page = of_task(found, _("Sửa nhiệm vụ"), "", _("Lưu"))
    return fill(request, form, deed, page=page, said=_("Đã lưu."))


def _partners(form: TaskForm) -> list[Unit]:
    """Units as they are typed; BadInput names the one nobody can tell."""
    said = [one.strip() for one in form.cleaned_data["partners"].split(";") if one.strip()]
    if not said:
        return []
    known = bearers_of(said)
    for name in said:
        if refusal := known.refusal(name):
            raise BadInput(_("Đơn vị phối hợp: %s") % refusal)
    keys = [known.meant(name)[0].pk for name in said]
    return list(Unit.objects.filter(pk__in=keys))
