"""People within one's scope: the list, the page of one, the tab of a unit."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.accounts.views.administration import show_password
from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.orgs import access, queries, services
from phongtrao.orgs.forms import NewPersonForm, PersonFilter
from phongtrao.orgs.models import Person
from phongtrao.orgs.tabs import tabs_of
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "people"}


def positions_of(person: Person) -> str:
    return ", ".join(post.position for post in person.posts_today)  # type: ignore[attr-defined]  # with_posts


def units_of(person: Person) -> str:
    return ", ".join(str(post.unit) for post in person.posts_today)  # type: ignore[attr-defined]  # with_posts


PEOPLE = Table(
    key="people",
    title=gettext_lazy("Cán bộ, giáo viên"),
    order="name",
    filter=PersonFilter,
    columns=(
        Column("name", gettext_lazy("Họ và tên"), value="full_name", sort="sort_key", card="title"),
        Column("code", gettext_lazy("Mã"), sort="code"),
        Column("positions", gettext_lazy("Chức vụ"), value=positions_of),
        Column("units", gettext_lazy("Đơn vị"), value=units_of),
    ),
    row_url="orgs:person",
    empty=Empty(
        gettext_lazy("Chưa có ai trong phạm vi của bạn."),
        gettext_lazy("Quản trị viên thêm người ở trang của từng đơn vị."),
    ),
    file_name="can-bo",
)

STAFF = Table(
    key="staff",
    title=gettext_lazy("Người của đơn vị"),
    order="name",
    columns=(
        Column(
            "name",
            gettext_lazy("Họ và tên"),
            value="person.full_name",
            sort="person__sort_key",
            card="title",
        ),
        Column("position", gettext_lazy("Chức vụ"), sort="position"),
        Column(
            "category", gettext_lazy("Đối tượng"), value="get_category_display", sort="category"
        ),
        Column("frontline", gettext_lazy("Trực tiếp chuyên môn"), value="is_frontline"),
        Column("account", gettext_lazy("Tên đăng nhập"), value="person.user.username"),
    ),
    row_url=lambda post: reverse("orgs:person", args=[post.person_id]),
    empty=Empty(
        gettext_lazy("Đơn vị chưa có ai."),
        gettext_lazy("Thêm người để giao việc và phân quyền cho họ."),
    ),
    file_name="nguoi-cua-don-vi",
)


@require_GET
def person_list(request: SignedInRequest) -> HttpResponse:
    if not access.reads_people(request.user):
        raise Http404
    rows = queries.with_posts(access.visible_people(request.user))
    return respond(request, PEOPLE.of(rows, request.GET), "orgs/person_list.html", {**NAV})


@require_GET
def person_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    person = access.get_person(request.user, pk)
    context = {
        **NAV,
        "person": person,
        "posts": queries.posts_over_time(person),
        "sees_account": access.is_administrator(request.user),
    }
    return render_page(request, "orgs/person.html", context)


@require_GET
def unit_people(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_unit(pk)
    if not access.reads_people_of(request.user, unit):
        raise Http404
    context = {
        "nav": "orgs",
        "unit": unit,
        "may_add": access.administers(request.user, unit),
        "tabs": tabs_of(unit, request.user, "people"),
    }
    table = STAFF.of(queries.posts_of(unit), request.GET)
    return respond(request, table, "orgs/unit_people.html", context)


@require_http_methods(["GET", "POST"])
@once
def person_new(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_administered_unit(request.user, pk)
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            hired = services.hire(form.new_person(), unit, by=request.user)
        except ValidationError as error:
            add_refusal(form, error)
        else:
            return _hired(request, hired)
    return render_page(
        request, "orgs/person_form.html", {"nav": "orgs", "form": form, "unit": unit}
    )


def _hired(request: SignedInRequest, hired: services.Hired) -> HttpResponse:
    if hired.issued is None:
        messages.success(request, _("Đã thêm %s.") % hired.person)
        return redirect("orgs:person", pk=hired.person.pk)
    return show_password(request, hired.issued, nav="orgs")
