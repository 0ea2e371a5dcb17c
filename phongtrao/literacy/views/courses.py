"""The library of courses and materials."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.literacy.access.common import can_keep, kept_units
from phongtrao.literacy.access.courses import get_course, visible_courses
from phongtrao.literacy.access.frameworks import visible_groups, visible_versions
from phongtrao.literacy.forms.courses import CourseForm
from phongtrao.literacy.models import Course
from phongtrao.literacy.services import courses as services
from phongtrao.literacy.tables import COURSES
from phongtrao.literacy.tabs import NAV, tabs_of
from phongtrao.literacy.views.deeds import DeedPage, fill
from phongtrao.orgs.models import Unit
from phongtrao.web.acts import do
from phongtrao.web.tables import respond

FIELDS = ("title", "about", "kind", "address", "holder", "licence", "is_free", "is_public")


@require_GET
def courses(request: SignedInRequest) -> HttpResponse:
    rows = visible_courses(request.user)
    named = visible_groups(request.user).order_by("position").values_list("name", flat=True)
    given = {"groups": [(name, name) for name in dict.fromkeys(named)]}
    context = NAV | {
        "tabs": tabs_of("courses", request.user),
        "free": rows.free_and_public().count(),
        "may_add": kept_units(request.user).exists(),
        "wide": True,
    }
    table = COURSES.of(rows, request.GET, given)
    return respond(request, table, "literacy/courses.html", context)


@require_GET
def course(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_course(request.user, pk)
    context = NAV | {
        "course": found,
        "competences": found.competences.all(),
        "may_keep": can_keep(request.user, found.owner),
    }
    return render_page(request, "literacy/course.html", context)


@require_http_methods(["GET", "POST"])
@once
def course_new(request: SignedInRequest) -> HttpResponse:
    owners = kept_units(request.user)
    if not owners.exists():
        raise Http404
    page = DeedPage(
        _("Giới thiệu khóa học, học liệu"),
        _("Mọi người của đơn vị và các đơn vị bên dưới tìm thấy trong danh sách."),
        _("Giới thiệu"),
        reverse("literacy:courses"),
    )
    return _write(request, Course(), owners, page, said=_("Đã đưa vào danh sách."))


@require_http_methods(["GET", "POST"])
@once
def course_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_course(request.user, pk)
    insist(can_keep(request.user, found.owner))
    owners = Unit.objects.filter(pk=found.owner_id)
    back = reverse("literacy:course", args=[pk])
    page = DeedPage(_("Sửa “%s”") % found, "", _("Lưu"), back)
    return _write(request, found, owners, page, said=_("Đã lưu."))


def _write(
    request: SignedInRequest, course: Course, owners: Any, page: DeedPage, *, said: str
) -> HttpResponse:
    form = CourseForm(
        request.POST or None,
        request.FILES or None,
        owners=owners,
        versions=visible_versions(request.user),
        groups=visible_groups(request.user).filter(out_since=None),
        initial=_given(course) if course.pk else None,
    )

    def deed() -> Course:
        given = form.cleaned_data
        for name in (*FIELDS, "owner", "version"):
            setattr(course, name, given[name])
        return services.save_course(
            course, given["groups"], given["competences"], by=request.user, upload=given["file"]
        )

    return fill(request, form, deed, page=page, said=said)


def _given(course: Course) -> dict[str, Any]:
    given: dict[str, Any] = {name: getattr(course, name) for name in FIELDS}
    codes = course.competences.values_list("code", flat=True)
    return given | {
        "owner": course.owner_id,
        "version": course.version_id,
        "groups": list(course.groups.values_list("pk", flat=True)),
        "competences": ", ".join(codes),
    }


@require_POST
def course_out(request: SignedInRequest, pk: int) -> HttpResponse:
    found, to = get_course(request.user, pk), reverse("literacy:course", args=[pk])
    said = _("Đã thôi giới thiệu khóa học.")
    return do(request, lambda: services.take_out(found, by=request.user), said, to)


@require_POST
def course_back(request: SignedInRequest, pk: int) -> HttpResponse:
    found, to = get_course(request.user, pk), reverse("literacy:course", args=[pk])
    said = _("Khóa học được giới thiệu lại.")
    return do(request, lambda: services.take_back(found, by=request.user), said, to)
