"""Clusters: their list, the page of one, and who is in it year by year."""

from functools import partial
from typing import Any

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
from phongtrao.orgs import access, queries, services
from phongtrao.orgs.cluster_page import ClusterPage, outside_count
from phongtrao.orgs.forms.clusters import (
    ClusterFilter,
    ClusterForm,
    CopyForm,
    NewClusterForm,
    SeatsForm,
    seats_initial,
)
from phongtrao.web.acts import Question, confirm
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "orgs"}

CLUSTERS = Table(
    key="clusters",
    title=gettext_lazy("Cụm, khối thi đua"),
    order="name",
    filter=ClusterFilter,
    columns=(
        Column("name", gettext_lazy("Tên"), sort="name", card="title"),
        Column("code", gettext_lazy("Mã"), sort="code"),
        Column("kind", gettext_lazy("Là"), value="get_kind_display", sort="kind"),
        Column("basis", gettext_lazy("Tính"), value="get_basis_display", sort="basis"),
        Column("members", gettext_lazy("Thành viên năm nay"), sort="members", align="end"),
        Column("head_name", gettext_lazy("Trưởng năm nay"), sort="head_name"),
        Column("owner", gettext_lazy("Đơn vị tổ chức"), sort="owner__sort_key", card="hide"),
    ),
    row_url="orgs:cluster",
    empty=Empty(
        gettext_lazy("Chưa có cụm, khối thi đua nào."),
        gettext_lazy("Lập cụm, khối rồi ghi thành viên từng năm, hoặc nhập một bảng Excel."),
    ),
    file_name="cum-thi-dua",
)


@require_GET
def cluster_list(request: SignedInRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = queries.with_seats_of(access.visible_clusters(request.user), today)
    owners = list(access.keeps_clusters_of(request.user))
    context = {**NAV, "may": owners, "outside": outside_count(owners)}
    return respond(request, CLUSTERS.of(rows, request.GET), "orgs/cluster_list.html", context)


@require_GET
def cluster_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    cluster = access.get_cluster(request.user, pk)
    page = ClusterPage.build(cluster, request.GET.get("nam", ""), request.user)
    return render_page(request, "orgs/cluster.html", {**NAV, "page": page, "cluster": cluster})


@require_http_methods(["GET", "POST"])
@once
def cluster_new(request: SignedInRequest) -> HttpResponse:
    form = NewClusterForm(request.POST or None, owners=_owners(request))
    if request.method == "POST" and form.is_valid():
        owner = form.cleaned_data["owner"]
        try:
            made = services.add_cluster(owner, form.data_given(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lập. Hãy ghi thành viên của năm nay."))
            return redirect("orgs:cluster_seats", pk=made.pk, year=made.this_year)
    return render_page(request, "orgs/cluster_form.html", {**NAV, "form": form})


@require_http_methods(["GET", "POST"])
@once
def cluster_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    cluster = access.get_kept_cluster(request.user, pk)
    initial = {name: getattr(cluster, name) for name in services.ClusterData.__slots__}
    form = ClusterForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_cluster(cluster, form.data_given(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("orgs:cluster", pk=pk)
    return render_page(request, "orgs/cluster_form.html", {**NAV, "form": form, "cluster": cluster})


@require_http_methods(["GET", "POST"])
@once
def cluster_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    cluster = access.get_kept_cluster(request.user, pk)
    question = Question(
        title=_("Bỏ “%s”?") % cluster,
        warning=_("Chỉ bỏ được khi chưa năm nào có thành viên."),
        word=_("BỎ"),
        action=_("Bỏ cụm, khối"),
        back=reverse("orgs:cluster", args=[pk]),
        nav="orgs",
    )
    deed = partial(services.drop_cluster, cluster, by=request.user)
    return confirm(request, question, deed, _("Đã bỏ."), to=reverse("orgs:cluster_list"))


@require_http_methods(["GET", "POST"])
@once
def cluster_seats(request: SignedInRequest, pk: int, year: int) -> HttpResponse:
    """Who is in it in one year."""
    cluster = access.get_kept_cluster(request.user, pk)
    form = SeatsForm(request.POST or None, initial=seats_initial(queries.seats_of(cluster, year)))
    if request.method == "POST" and form.is_valid():
        try:
            services.seat_members(cluster, year, form.seats(), by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lưu thành viên."))
            return redirect(f"{reverse('orgs:cluster', args=[pk])}?nam={year}")
    context: dict[str, Any] = {**NAV, "form": form, "cluster": cluster, "year": year}
    context["period"] = cluster.period(year).label
    return render_page(request, "orgs/cluster_seats.html", context)


@require_http_methods(["GET", "POST"])
@once
def cluster_copy(request: SignedInRequest) -> HttpResponse:
    """Members of last year into every cluster that has none yet in the year."""
    form = CopyForm(request.POST or None, owners=_owners(request))
    if request.method == "POST" and form.is_valid():
        try:
            owner = form.cleaned_data["owner"]
            done = services.copy_members(owner, form.year_given(), by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _copied_words(done))
            return redirect("orgs:cluster_list")
    return render_page(request, "orgs/cluster_copy.html", {**NAV, "form": form})


def _copied_words(done: services.Copied) -> str:
    said = _(
        "Đã chép %(seats)s thành viên của %(clusters)s cụm, khối; trưởng, phó ghi lại sau."
    ) % {
        "seats": done.seats,
        "clusters": done.clusters,
    }
    if not done.left:
        return said
    return f"{said} " + _("%s đơn vị không chép: đã chấm dứt hoặc ở cụm khác.") % done.left


def _owners(request: SignedInRequest) -> Any:
    owners = access.keeps_clusters_of(request.user)
    if not owners.exists():
        raise Http404
    return owners
