"""Groups of texts that share one text: the list, one of them, and finding them anew."""

from django.contrib import messages
from django.db.models import Case, CharField, OuterRef, Subquery, Value, When
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.similarity.access.groups import RUNS, groups_within, looks_at_groups
from phongtrao.similarity.access.index import tends_index
from phongtrao.similarity.forms.groups import NoteForm
from phongtrao.similarity.models import GroupMember
from phongtrao.similarity.pages.groups import GroupPage
from phongtrao.similarity.queries.thresholds import linked_percent
from phongtrao.similarity.seen_groups import get_group, visible_groups
from phongtrao.similarity.services.grouping import note_group, start_grouping
from phongtrao.similarity.tables import GROUPS
from phongtrao.similarity.tabs import NAV, tabs_of
from phongtrao.web.tables import respond


@require_GET
def groups(request: SignedInRequest) -> HttpResponse:
    """Titles for who runs the checks below; the inspector reads numbers and units."""
    if not looks_at_groups(request.user):
        raise Http404
    seen = visible_groups(request.user)
    first = GroupMember.objects.filter(group=OuterRef("pk"), is_source=False).order_by("place")
    runs = groups_within(request.user, RUNS).order_by().values("pk")
    title = Case(
        When(pk__in=runs, then=Subquery(first.values("title")[:1])),
        default=Value(""),
        output_field=CharField(),
    )
    years = [day.year for day in seen.dates("last_day", "year", order="DESC")]
    context = NAV | {
        "tabs": tabs_of("groups", request.user),
        "percent": linked_percent(timezone.localdate()),
        "may_find": tends_index(request.user),
        "wide": True,
    }
    table = GROUPS.of(seen.annotate(title=title), request.GET, {"years": years})
    return respond(request, table, "similarity/groups.html", context)


@require_http_methods(["GET", "POST"])
@once
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_group(request.user, pk)
    page = GroupPage.build(found, request.user)
    form = NoteForm(request.POST or None, initial={"note": found.note}) if page.may_note else None
    if request.method == "POST" and form and form.is_valid():
        try:
            note_group(found, form.cleaned_data["note"], by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã ghi nhận xét."))
            return redirect("similarity:group", pk=pk)
    return render_page(request, "similarity/group.html", NAV | {"page": page, "form": form})


@require_POST
def find(request: SignedInRequest) -> HttpResponse:
    if not tends_index(request.user):
        raise Http404
    try:
        work = start_grouping(by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(reverse("similarity:groups"))
    return redirect("web:work", pk=work.pk)
