"""People within one's scope: the list, the page of one, the tab of a unit."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.accounts.access import visible_accounts
from phongtrao.accounts.views.administration import show_password
from phongtrao.audit.services import log_reads
from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.orgs import access, queries, services
from phongtrao.orgs.access import can_keep_discipline
from phongtrao.orgs.forms.people import EndPostForm, NewPersonForm, PersonFilter, StaffFilter
from phongtrao.orgs.imports.access import imports_anything
from phongtrao.orgs.kinds import leave_kinds
from phongtrao.orgs.models import Leave, Person, Post
from phongtrao.orgs.tabs import tabs_of
from phongtrao.orgs.views.ratings import level_of, year_of
from phongtrao.web.acts import Question, ask, do
from phongtrao.web.tables import Column, Empty, Table, respond

NAV = {"nav": "people"}


def positions_of(person: Person) -> str:
    return ", ".join(post.position for post in person.posts_today)  # type: ignore[attr-defined]  # with_posts


def units_of(person: Person) -> str:
    return ", ".join(str(post.unit) for post in person.posts_today)  # type: ignore[attr-defined]  # with_posts


def main_position(person: Person) -> str:
    return main.position if (main := _main_post(person)) else ""


def main_unit_code(person: Person) -> str:
    return (main.unit.code or "") if (main := _main_post(person)) else ""


def main_unit(person: Person) -> str:
    return str(main.unit) if (main := _main_post(person)) else ""


def _main_post(person: Person) -> Post | None:
    posts: list[Post] = person.posts_today  # type: ignore[attr-defined]  # with_posts
    return next((post for post in posts if post.is_full), next(iter(posts), None))


PEOPLE = Table(
    key="people",
    title=gettext_lazy("Cán bộ, giáo viên"),
    order="name",
    filter=PersonFilter,
    columns=(
        Column("name", gettext_lazy("Họ và tên"), value="full_name", sort="sort_key", card="title"),
        Column("code", gettext_lazy("Mã"), sort="code"),
        Column("positions", gettext_lazy("Chức vụ"), value=positions_of, in_export=False),
        Column("units", gettext_lazy("Đơn vị"), value=units_of, in_export=False),
        # The workbook can be imported again, so it tells one post and a unit that is found by it.
        Column("position", gettext_lazy("Chức vụ"), value=main_position, on_screen=False),
        Column("unit_code", gettext_lazy("Mã đơn vị"), value=main_unit_code, on_screen=False),
        Column("unit", gettext_lazy("Đơn vị"), value=main_unit, on_screen=False),
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
    filter=StaffFilter,
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
        Column("since", gettext_lazy("Từ ngày"), value="days.lower", sort="days", align="end"),
        Column("until", gettext_lazy("Đến hết ngày"), value="last_day", align="end"),
        Column("frontline", gettext_lazy("Trực tiếp chuyên môn"), value="is_frontline"),
        Column("full", gettext_lazy("Vị trí chính"), value="is_full"),
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
    context = {**NAV, "may_import": imports_anything(request.user)}
    context["may_merge"] = access.keeps_people(request.user)
    return respond(request, PEOPLE.of(rows, request.GET), "orgs/person_list.html", context)


@require_GET
def person_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    person = access.get_person(request.user, pk)
    posts = [(post, _may_end_or_correct(request, post)) for post in queries.posts_over_time(person)]
    keeps = bool(access.can_keep_person(request.user, person))
    context = {
        **NAV,
        "person": person,
        "posts": posts,
        "keeps": keeps,
        "leaves": _leaves(request, person) if keeps else (),
        "ratings": [(row, year_of(row), level_of(row)) for row in queries.ratings_of(person)],
        "keeps_discipline": bool(can_keep_discipline(request.user, person)),
        "sees_account": access.is_administrator(request.user),
        "opens_account": person.user in visible_accounts(request.user),
    }
    return render_page(request, "orgs/person.html", context)


def _may_end_or_correct(request: SignedInRequest, post: Post) -> dict[str, bool]:
    may = {"end": access.can_end_post, "correct": access.can_correct_post}
    return {deed: bool(can(request.user, post)) for deed, can in may.items()}


def _leaves(request: SignedInRequest, person: Person) -> list[tuple[Leave, str]]:
    """Of which kind a leave is, says something of one's health: a read that is logged."""
    rows = list(person.leaves.order_by("-days"))
    if rows:
        log_reads([person], "orgs.leave", by=request.user, why=_("Xem hồ sơ cán bộ"))
    kinds = leave_kinds()
    return [(row, kinds[row.kind].label) for row in rows]


@require_http_methods(["GET", "POST"])
@once
def post_end(request: SignedInRequest, pk: int) -> HttpResponse:
    post = access.get_post(request.user, pk)
    back = reverse("orgs:person", args=[post.person_id])
    if not (may := access.can_end_post(request.user, post)):
        messages.error(request, may.reason)
        return redirect(back)
    question = Question(
        title=_("Kết thúc vị trí “%(position)s” của %(person)s?")
        % {"person": post.person, "position": post.position},
        warning=_(
            "Tại %s. Việc đã làm vẫn giữ nguyên; trang của người này ghi lại khoảng thời gian."
        )
        % post.unit,
        word=_("kết thúc"),
        action=_("Kết thúc vị trí"),
        back=back,
        nav="people",
    )
    form = _end_form(request, post, question)
    if page := ask(request, question, form):
        return page
    on, grants = form.cleaned_data["on"], form.cleaned_data.get("grants", ())
    deed = partial(services.end_post, post, on, grants=grants, by=request.user)
    said = _("Đã ghi ngày kết thúc vị trí.")
    return do(request, deed, said, back, refused_to=request.path)


def _end_form(request: SignedInRequest, post: Post, question: Question) -> EndPostForm:
    """The roles at the very unit are ticked: as a rule they go with the post."""
    grants = access.endable_grants_of(request.user, [post.person.user_id]).select_related("unit")
    here = [grant.pk for grant in grants if grant.unit_id == post.unit_id]
    initial = {"on": localdate(), "grants": here}
    return EndPostForm(request.POST or None, grants=grants, word=question.word, initial=initial)


@require_GET
def unit_people(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_unit(pk)
    if not access.reads_people_of(request.user, unit):
        raise Http404
    context = {
        "nav": "orgs",
        "unit": unit,
        "may_add": access.can_keep_people(request.user, unit),
        "tabs": tabs_of(unit, request.user, "people"),
    }
    posts = queries.posts_of(unit, access.people_with_page(request.user))
    table = STAFF.of(posts, request.GET)
    return respond(request, table, "orgs/unit_people.html", context)


@require_http_methods(["GET", "POST"])
@once
def person_new(request: SignedInRequest, pk: int) -> HttpResponse:
    unit = access.get_staffed_unit(request.user, pk)
    form = NewPersonForm(
        request.POST or None, gives_accounts=bool(access.can_edit_unit(request.user, unit))
    )
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
