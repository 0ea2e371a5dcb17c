"""Relations one declares of oneself, out of “hồ sơ của tôi”."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.councils.forms.relations import RelationForm
from phongtrao.councils.models import Relation
from phongtrao.councils.services import relations as services
from phongtrao.lib.errors import DomainError
from phongtrao.orgs.access import get_own_person
from phongtrao.web.acts import do

NAV = {"nav": "record"}


@require_GET
def relation_list(request: SignedInRequest) -> HttpResponse:
    person = get_own_person(request.user)
    rows = Relation.objects.filter(person=person).select_related("other", "unit")
    context = {**NAV, "relations": rows.order_by("-declared_at", "-pk")}
    return render_page(request, "councils/relations.html", context)


@require_http_methods(["GET", "POST"])
@once
def relation_new(request: SignedInRequest) -> HttpResponse:
    person = get_own_person(request.user)
    form = RelationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            words = form.cleaned_data["words"]
            services.declare_relation(person, form.to(), words, by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã ghi. Bạn không tham gia xét hồ sơ liên quan."))
            return redirect("councils:relation_list")
    return render_page(request, "councils/relation_form.html", {**NAV, "form": form})


@require_POST
@once
def relation_end(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_own_person(request.user)
    relation = get_object_or_404(Relation.objects.select_related("person"), pk=pk, person=person)
    return do(
        request,
        lambda: services.end_relation(relation, by=request.user),
        _("Đã ghi là thôi từ hôm nay."),
        reverse("councils:relation_list"),
    )
