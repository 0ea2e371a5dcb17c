"""Members of a council: their list, the page of one, coming, being replaced and leaving."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.councils.access import councils as access
from phongtrao.councils.access import setting_up
from phongtrao.councils.forms.members import LeaveForm, MemberForm, ReplaceForm, SeatForm
from phongtrao.councils.models import Council, Member
from phongtrao.councils.pages.councils import CouncilPage
from phongtrao.councils.services import members as services
from phongtrao.councils.views.councils import NAV
from phongtrao.lib.errors import DomainError
from phongtrao.lib.numbers import format_date
from phongtrao.web.components import State
from phongtrao.web.tables import Column, Empty, Table, respond


def state_of(member: Member) -> State:
    today = timezone.localdate()
    if member.last_day and member.last_day < today:
        return State(_("Đã thôi ngày %s") % format_date(member.last_day), "neutral")
    if member.days.lower > today:
        return State(_("Từ ngày %s") % format_date(member.days.lower), "due")
    return State(_("Đang là thành viên"), "running")


def fields_of(member: Member) -> str:
    return ", ".join(member.expertise)


MEMBERS = Table(
    key="council-members",
    title=gettext_lazy("Thành viên"),
    order="role",
    columns=(
        Column(
            "person",
            gettext_lazy("Họ và tên"),
            value="person.full_name",
            sort="person__sort_key",
            card="title",
        ),
        Column(
            "role",
            gettext_lazy("Vai trò"),
            value="get_role_display",
            sort=("rank", "person__sort_key"),
        ),
        Column("position", gettext_lazy("Chức vụ, đơn vị")),
        Column("union", gettext_lazy("Công đoàn"), value="is_of_union", card="hide"),
        Column("expertise", gettext_lazy("Chuyên môn"), value=fields_of),
        Column("since", gettext_lazy("Từ ngày"), value="days.lower", align="end"),
        Column("state", gettext_lazy("Tình trạng"), value=state_of),
    ),
    row_url="councils:member",
    empty=Empty(
        gettext_lazy("Hội đồng chưa có thành viên nào."),
        gettext_lazy(
            "Thêm chủ tịch trước; chương trình đối chiếu với quy tắc thành phần sau mỗi lần thêm."
        ),
    ),
    file_name="thanh-vien-hoi-dong",
)


@require_GET
def council(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page of a council opens with its members."""
    found = access.get_visible_council(request.user, pk)
    page = CouncilPage(found, request.user, "members")
    context = {**NAV, "council": found, "page": page}
    return respond(request, MEMBERS.of(page.members, request.GET), "councils/council.html", context)


@require_GET
def member(request: SignedInRequest, pk: int) -> HttpResponse:
    seats = Member.objects.filter(council__in=access.visible_councils(request.user).values("pk"))
    found = get_object_or_404(
        seats.select_related("council__unit", "person", "replaces__person"), pk=pk
    )
    page = CouncilPage(found.council, request.user, "members")
    context = {
        **NAV,
        "member": found,
        "council": found.council,
        "page": page,
        "state": state_of(found),
    }
    return render_page(request, "councils/member.html", context)


@require_http_methods(["GET", "POST"])
@once
def member_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add one after the other; what the composition still lacks stands above the form."""
    found = setting_up.get_own_council(request.user, pk)
    people = setting_up.people_to_seat(request.user)
    form = MemberForm(request.POST or None, council=found, people=people)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.add_member(
                found, said["person"], form.seat(), since=said["since"], by=request.user
            )
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã thêm %s vào hội đồng.") % said["person"])
            return redirect(
                "councils:member_new" if "next" in request.POST else "councils:council", pk=pk
            )
    page = CouncilPage(found, request.user, "members")
    context = {**NAV, "form": form, "council": found, "page": page}
    return render_page(request, "councils/member_form.html", context)


@require_http_methods(["GET", "POST"])
@once
def member_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = setting_up.get_own_member(request.user, pk)
    initial = {name: getattr(found, name) for name in ("role", "position", "is_of_union")}
    initial["expertise"] = fields_of(found)
    form = SeatForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_member(found, form.seat(), by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("councils:member", pk=pk)
    return _form(request, found, form, _("Sửa thông tin thành viên"))


@require_http_methods(["GET", "POST"])
@once
def member_replace(request: SignedInRequest, pk: int) -> HttpResponse:
    old = setting_up.get_own_member(request.user, pk)
    people = setting_up.people_to_seat(request.user)
    initial = {"role": old.role, "is_of_union": old.is_of_union}
    form = ReplaceForm(request.POST or None, council=old.council, people=people, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            new = services.replace_member(
                old,
                said["person"],
                form.seat(),
                on=said["since"],
                reason=said["reason"],
                by=request.user,
            )
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã thay %(old)s bằng %(new)s.") % {"old": old, "new": new})
            return redirect("councils:council", pk=old.council_id)
    return _form(request, old, form, _("Thay %s bằng người khác") % old)


@require_http_methods(["GET", "POST"])
@once
def member_end(request: SignedInRequest, pk: int) -> HttpResponse:
    found = setting_up.get_own_member(request.user, pk)
    form = LeaveForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            services.end_member(found, **form.cleaned_data, by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã ghi %s thôi tham gia hội đồng.") % found)
            return redirect("councils:council", pk=found.council_id)
    is_draft = found.council.status == Council.Status.DRAFT
    return _form(
        request,
        found,
        form,
        _("Bỏ %s khỏi hội đồng") % found if is_draft else _("%s thôi tham gia") % found,
    )


def _form(request: SignedInRequest, member: Member, form: object, heading: str) -> HttpResponse:
    context = {**NAV, "form": form, "council": member.council, "member": member, "heading": heading}
    return render_page(request, "councils/one_form.html", context)
