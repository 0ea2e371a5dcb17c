"""One project of a contest of students: its page, what is written of it, its prize, names with consent."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.activities.access.activities import visible_activities
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.councils.queries.people import find_person
from phongtrao.documents.access import insist
from phongtrao.lib.answers import no
from phongtrao.orgs import access as orgs
from phongtrao.orgs.models import Learner, Post
from phongtrao.research.access.contests import (
    can_enter,
    can_keep_contest,
    can_name,
    contests_onward,
    entering_units,
    get_contest,
    get_project,
    names_read,
)
from phongtrao.research.contest_tables import field_of, prize_of
from phongtrao.research.forms.contests import NamesForm, PrizeForm, ProjectForm
from phongtrao.research.models import Contest, ContestProject
from phongtrao.research.models.contests import PURPOSES
from phongtrao.research.services.contests import (
    ProjectData,
    change_project,
    drop_project,
    enter_project,
    give_prize,
    name_students,
)
from phongtrao.research.tabs import NAV
from phongtrao.research.views.contests import address_of, of_contest, the_list
from phongtrao.research.views.deeds import DeedPage, fill
from phongtrao.web.acts import Question, confirm


@require_GET
def project(request: SignedInRequest, pk: int) -> HttpResponse:
    found, user = get_project(request.user, pk), request.user
    idea = found.idea and visible_activities(user).filter(pk=found.idea_id or 0).first()
    context: dict[str, Any] = NAV | {
        "project": found,
        "facts": _facts(found),
        "idea": idea,
        "onward": contests_onward(user, found),
        "names": [row.learner.full_name for row in names_read(user, found)],
        "may_enter": bool(can_enter(user, found)),
        "may_judge": bool(can_keep_contest(user, found.contest.owner)),
        "may_name": bool(can_name(user, found)),
    }
    return render_page(request, "research/project.html", context)


def _facts(found: ContestProject) -> list[tuple[str, Any]]:
    return [
        (_("Trường"), found.unit.name),
        (_("Lĩnh vực"), field_of(found)),
        (_("Số học sinh"), found.students),
        (_("Giáo viên hướng dẫn"), found.teacher and found.teacher.full_name),
        (_("Giải"), prize_of(found)),
    ]


@require_http_methods(["GET", "POST"])
@once
def project_new(request: SignedInRequest, pk: int) -> HttpResponse:
    contest = get_contest(request.user, pk)
    units = entering_units(request.user, contest)
    if not units.exists():
        insist(no(_("Chỉ trường dự thi và nơi ghi cuộc thi ghi được dự án.")))
    form = _form(request, contest, initial=_given(request))
    page = of_contest(contest, _("Ghi dự án dự thi"), "", _("Ghi"))

    def deed() -> ContestProject:
        return enter_project(contest, _said(form, request), by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi dự án."))


@require_http_methods(["GET", "POST"])
@once
def project_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_project(request.user, pk)
    insist(can_enter(request.user, found))
    form = _form(request, found.contest, found, initial=_written(found))
    page = _of_project(found, _("Sửa dự án"), "", _("Lưu"))

    def deed() -> ContestProject:
        return change_project(found, _said(form, request, found), by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã lưu."))


@require_http_methods(["GET", "POST"])
@once
def prize(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_project(request.user, pk)
    insist(can_keep_contest(request.user, found.contest.owner))
    form = PrizeForm(request.POST or None, initial={"prize": found.prize})
    page = _of_project(found, _("Ghi giải"), found.title, _("Ghi giải"))

    def deed() -> ContestProject:
        return give_prize(found, form.cleaned_data["prize"], by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi giải."))


@require_http_methods(["GET", "POST"])
@once
def names(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ticks among the names the school keeps with consent."""
    found = get_project(request.user, pk)
    insist(can_name(request.user, found))
    learners = Learner.objects.living(timezone.localdate()).filter(
        unit=found.unit, purpose__in=PURPOSES
    )
    given = {"learners": list(found.named.values_list("learner", flat=True))}
    form = NamesForm(request.POST or None, learners=learners, initial=given)
    lead = _(
        "Dự án có %s học sinh. Học sinh chưa có trong danh sách thì trường ghi ở mục Người học trước, kèm sự đồng ý."
    )
    page = _of_project(found, _("Tên học sinh của dự án"), lead % found.students, _("Lưu"))

    def deed() -> None:
        name_students(found, list(form.cleaned_data["learners"]), by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã lưu tên học sinh."))


@require_http_methods(["GET", "POST"])
@once
def project_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_project(request.user, pk)
    insist(can_enter(request.user, found))
    question = Question(
        title=_("Xóa dự án “%s”?") % found,
        warning=_("Chỉ xóa khi ghi nhầm. Số liệu của trường và giải, nếu có, cũng mất."),
        word=_("xóa"),
        action=_("Xóa dự án"),
        back=address_of(found.contest),
        nav=NAV["nav"],
    )
    deed = partial(drop_project, found, by=request.user)
    return confirm(request, question, deed, _("Đã xóa dự án."))


def _given(request: SignedInRequest) -> dict[str, Any]:
    """What the project tells that goes on from a contest below (``tu``)."""
    said = request.GET.get("tu", "")
    return _written(get_project(request.user, int(said))) if said.isdecimal() else {}


def _written(found: ContestProject) -> dict[str, Any]:
    names = ("unit", "title", "field", "students", "idea")
    teacher = (found.teacher.code or found.teacher.full_name) if found.teacher else ""
    return {name: getattr(found, name) for name in names} | {"teacher": teacher}


def _form(
    request: SignedInRequest, contest: Contest, found: ContestProject | None = None, **more: Any
) -> ProjectForm:
    return ProjectForm(
        request.POST or None,
        contest=contest,
        units=entering_units(request.user, contest, found),
        activities=visible_activities(request.user),
        idea=found.idea if found else None,
        **more,
    )


def _said(
    form: ProjectForm, request: SignedInRequest, found: ContestProject | None = None
) -> ProjectData:
    """BadInput where the teacher is nobody of the school, or one of several."""
    given = form.cleaned_data
    unit, named = given["unit"], given["teacher"]
    if found and "teacher" not in form.changed_data:
        teacher = found.teacher
    else:
        here = Post.objects.today().filter(unit=unit).values("person")
        people = orgs.visible_people(request.user).filter(pk__in=here)
        teacher = find_person(named, people) if named else None
    # What is hidden is of the school as it was: it does not follow to another.
    hidden = form.hidden if found and unit == found.unit else None
    said = {name: given[name] for name in ("title", "field")}
    return ProjectData(
        unit=unit,
        students=int(given["students"]),
        teacher=teacher,
        idea=given.get("idea") or hidden,
        **said,
    )


def _of_project(found: ContestProject, title: str, lead: str, action: str) -> DeedPage:
    contest = found.contest
    way = (the_list(), (contest, address_of(contest)), (found, _address(found)))
    return DeedPage(title, lead, action, _address(found), way)


def _address(found: ContestProject) -> str:
    return reverse("research:project", args=[found.pk])
