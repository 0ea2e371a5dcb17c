"""Awards written down, corrected, refused, revoked; since when the register is whole."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.awards.access import register as access
from phongtrao.awards.forms.register import AwardForm, CompleteForm, EndForm, PaperForm, ReasonForm
from phongtrao.awards.models import Award
from phongtrao.awards.services import register as services
from phongtrao.awards.services.completeness import FACTS, say_complete
from phongtrao.awards.services.register import Given
from phongtrao.awards.views.pieces import NAV, fill, tabs_of
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.councils.queries.people import find_person
from phongtrao.documents.access import insist
from phongtrao.documents.models import Evidence
from phongtrao.documents.services.evidence import add_evidence
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date
from phongtrao.lib.periods import parse_period
from phongtrao.orgs.access.people import visible_people
from phongtrao.orgs.models import Person, Post, Unit
from phongtrao.orgs.queries.bearers import bearers_within
from phongtrao.orgs.scope import grants_of
from phongtrao.web.deeds import DeedPage


@require_http_methods(["GET", "POST"])
@once
def new_of_person(request: SignedInRequest) -> HttpResponse:
    lead = _("Theo quyết định đã có. Dòng này chờ một người khác của văn phòng đối chiếu.")
    return _new(request, DeedPage(_("Ghi khen thưởng cá nhân"), lead, _("Ghi"), reverse("awards:register")), is_person=True)  # fmt: skip


@require_http_methods(["GET", "POST"])
@once
def new_of_unit(request: SignedInRequest) -> HttpResponse:
    lead = _("Theo quyết định đã có. Dòng này chờ một người khác của văn phòng đối chiếu.")
    return _new(request, DeedPage(_("Ghi khen thưởng tập thể"), lead, _("Ghi"), reverse("awards:register")), is_person=False)  # fmt: skip


def _new(request: SignedInRequest, page: DeedPage, *, is_person: bool) -> HttpResponse:
    if not access.records_awards(request.user):
        raise Http404
    form = _form(request, {"unit": _usual_unit(request)}, is_person=is_person)

    def deed() -> Award:
        given = _given(request, form, None)
        return services.record_award(given, _evidence(request, form, given.unit), by=request.user)

    said = _("Đã ghi vào sổ; dòng này chờ đối chiếu.")
    return fill(request, form, deed, page=page, said=said, to=_address)


@require_http_methods(["GET", "POST"])
@once
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_award(request.user, pk)
    insist(access.can_correct(request.user, found))
    initial = AwardForm.initial_of(found)
    form = _form(request, initial, is_person=found.person_id is not None)
    lead = _("Sổ giữ cả điều đã ghi trước. Sửa xong, dòng này chờ một người khác đối chiếu lại.")
    page = DeedPage(_("Sửa khen thưởng"), lead, _("Lưu"), _address(found))

    def deed() -> Award:
        given = _given(request, form, found)
        evidence = _evidence(request, form, given.unit)
        return services.correct_award(found, given, evidence, by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã sửa; dòng này chờ đối chiếu lại."))


def _form(request: SignedInRequest, initial: dict[str, Any], *, is_person: bool) -> AwardForm:
    return AwardForm(
        request.POST or None,
        request.FILES or None,
        initial=initial,
        honours=access.offered_honours(request.user),
        is_person=is_person,
    )


def _usual_unit(request: SignedInRequest) -> str:
    """That of who keeps one unit only."""
    units = {grant.unit for grant in grants_of(request.user, access.KEEPS)}
    return units.pop().name if len(units) == 1 else ""


def _given(request: SignedInRequest, form: AwardForm, old: Award | None) -> Given:
    asked = form.cleaned_data
    year = parse_period(asked["period"])
    unit = Unit.objects.get(pk=bearers_within(year.start, year.end).one(asked["unit"]).pk)
    access.can_record(request.user, unit).enforce()
    return form.given(unit, _person(request, asked.get("person", ""), unit, old))


def _person(request: SignedInRequest, text: str, unit: Unit, old: Award | None) -> Person | None:
    """Somebody one reads, or who once worked at that very unit; whom the row already names stays."""
    if not text:
        return None
    if old and old.person and text in {old.person.code, old.person.full_name}:
        return old.person
    once_there = Post.objects.filter(unit=unit).order_by().values("person")
    among = visible_people(request.user) | Person.objects.filter(pk__in=once_there)
    found = find_person(text, among)
    if not among.filter(pk=found.pk).exists():
        said = _("“%s” không làm việc trong phạm vi của bạn. Hãy kiểm tra mã.")
        raise BadInput(said % text)
    return found


def _evidence(request: SignedInRequest, form: AwardForm, unit: Unit) -> Evidence | None:
    file = form.cleaned_data["file"]
    return add_evidence(unit, by=request.user, file=file) if file else None


def _address(award: Award) -> str:
    return reverse("awards:award", args=[award.pk])


@require_http_methods(["GET", "POST"])
@once
def refuse(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_award(request.user, pk)
    insist(access.can_check(request.user, found))
    form = ReasonForm(request.POST or None)
    lead = _("Dòng này không được tính. Người ghi được báo kèm lý do và có thể sửa lại.")
    page = DeedPage(_("Không đúng với quyết định"), lead, _("Ghi không đúng"), _address(found))

    def deed() -> Award:
        return services.refuse_award(found, form.cleaned_data["reason"], by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi; người ghi dòng này được báo."))


@require_http_methods(["GET", "POST"])
@once
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_award(request.user, pk)
    insist(access.can_revoke(request.user, found))
    form = EndForm(request.POST or None, initial={"revoked_on": timezone.localdate()})
    lead = _("Theo quyết định thu hồi. Khen thưởng này không còn được tính vào ngày nào nữa; sổ vẫn giữ dòng này.")  # fmt: skip
    page = DeedPage(_("Thu hồi khen thưởng"), lead, _("Thu hồi"), _address(found))

    def deed() -> Award:
        asked = form.cleaned_data
        told = (asked["decision"], asked["revoked_on"], asked["reason"])
        return services.revoke_award(found, *told, by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi thu hồi."))


@require_http_methods(["GET", "POST"])
@once
def tie(request: SignedInRequest, pk: int) -> HttpResponse:
    """To the paper of the register; where it has none of that number and day, it says what to do."""
    found = access.get_award(request.user, pk)
    insist(access.can_tie(request.user, found))
    papers = access.tying_papers(request.user, found)
    if not papers:
        said = _("Sổ văn bản bạn đọc được không có số %(number)s ngày %(day)s. Hãy đăng ký văn bản ấy trước, hoặc sửa số và ngày của dòng này.")  # fmt: skip
        numbers = {"number": found.decision, "day": format_date(found.decided_on)}
        messages.warning(request, said % numbers)
        return redirect(_address(found))
    form = PaperForm(request.POST or None, papers=papers)
    lead = _("Văn bản cùng số và ngày với quyết định. Ai đọc được văn bản thì mở được từ dòng này.")
    page = DeedPage(_("Gắn văn bản đã đăng ký"), lead, _("Gắn"), _address(found))

    def deed() -> Award:
        chosen = next(one for one in papers if str(one.pk) == form.cleaned_data["paper"])
        return services.tie_paper(found, chosen, by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã gắn văn bản."))


# ------------------------------------------------------------------ since when it is whole


@require_GET
def completeness(request: SignedInRequest) -> HttpResponse:
    user = request.user
    if not access.reads_register(user):
        raise Http404
    context: dict[str, Any] = NAV | {
        "tabs": tabs_of("completeness", user),
        "lines": [(one, dict(FACTS)[one.fact]) for one in access.visible_statements(user)],
        "may_say": access.saying_offices(user).exists(),
    }
    return render_page(request, "awards/completeness.html", context)


@require_http_methods(["GET", "POST"])
@once
def say(request: SignedInRequest) -> HttpResponse:
    offices = access.saying_offices(request.user)
    if not offices.exists():
        raise Http404
    form = CompleteForm(request.POST or None, offices=offices)
    lead = _("Trước ngày này, không thấy trong sổ không có nghĩa là không có: tiêu chuẩn hỏi về thời gian ấy chưa kết luận được.")  # fmt: skip
    page = DeedPage(_("Sổ đầy đủ từ ngày"), lead, _("Ghi"), reverse("awards:completeness"))

    def deed() -> object:
        asked = form.cleaned_data
        return say_complete(asked["office"], asked["fact"], asked["since"], by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi."))
