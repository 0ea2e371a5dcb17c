"""Index sets: the list, one with its editions, a copy for one's unit, the draft written and issued."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.assessments.access import campaigns as campaign_access
from phongtrao.assessments.access import sets as access
from phongtrao.assessments.forms.moving import MoveForm
from phongtrao.assessments.forms.sets import (
    CriterionForm,
    DropForm,
    RulesEditor,
    SetCopyForm,
    initial_row,
)
from phongtrao.assessments.levels import BadLevels
from phongtrao.assessments.models import Edition
from phongtrao.assessments.pages.sets import SetPage
from phongtrao.assessments.rows import BadRow, Row, block_at, moved, without
from phongtrao.assessments.services import sets as services
from phongtrao.assessments.services.moving import move_campaign, same_codes, steps_of
from phongtrao.assessments.services.sets import Writing
from phongtrao.assessments.tables import SETS
from phongtrao.assessments.views.shared import NAV, tabs_of
from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.lib.errors import DomainError
from phongtrao.web.acts import Question, ask, confirm, do
from phongtrao.web.tables import respond

DROP, UP, DOWN = "bo", "len", "xuong"


@require_GET
def set_list(request: SignedInRequest) -> HttpResponse:
    context = NAV | {"tabs": tabs_of(request.user, "set_list")}
    rows = access.visible_sets(request.user)
    return respond(request, SETS.of(rows, request.GET), "assessments/list.html", context)


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_set(request.user, pk)
    asked = request.GET.get("phien-ban", "")
    page = SetPage.build(request.user, found, int(asked) if asked.isdecimal() else None)
    return render_page(request, "assessments/set.html", NAV | {"page": page, "index_set": found})


@require_http_methods(["GET", "POST"])
@once
def copy(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_set(request.user, pk)
    units = access.running_units(request.user)
    if not units.exists():
        raise Http404
    initial = {"title": found.title, "unit": units.first()}
    form = SetCopyForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = services.copy_set(found, said["unit"], said["title"], by=request.user)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã sao bộ chỉ số về đơn vị. Hãy xem lại rồi ban hành."))
            return redirect("assessments:set", made.pk)
    words = {"heading": _("Sao bộ chỉ số về đơn vị"), "action": _("Sao và sửa tiếp")}
    return render_page(request, "assessments/one_form.html", NAV | words | {"form": form, "index_set": found})  # fmt: skip


@require_POST
@once
def draft(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.get_visible_set(request.user, pk)
    deed = partial(services.draft_edition, found, by=request.user)
    to = reverse("assessments:set", args=[pk])
    return do(request, deed, _("Đã mở bản soạn: sửa rồi ban hành thành phiên bản mới."), to)


# ------------------------------------------------------------------ the draft


@require_http_methods(["GET", "POST"])
@once
def rules(request: SignedInRequest, pk: int) -> HttpResponse:
    edition = draft_of(request, pk)
    editor = RulesEditor(edition, request.POST or None)
    if request.method == "POST" and editor.is_valid():
        said = editor.whole.cleaned_data
        writing = Writing(
            edition.rows,
            editor.data(),
            said["valid_from"],
            said["valid_to"],
            editor.whole.heading(),
        )
        try:
            services.save_edition(edition, writing, read=said["read"], by=request.user)
        except (DomainError, ValidationError) as error:
            add_refusal(editor.whole, error)
        else:
            messages.success(request, _("Đã lưu cách xếp mức."))
            return redirect("assessments:set", edition.index_set_id)
    context = NAV | {"editor": editor, "edition": edition, "index_set": edition.index_set}
    return render_page(request, "assessments/rules.html", context)


@require_http_methods(["GET", "POST"])
@once
def row_edit(request: SignedInRequest, pk: int, place: int) -> HttpResponse:
    edition = draft_of(request, pk)
    rows = edition.rows
    if place >= len(rows):
        raise Http404
    form = CriterionForm(request.POST or None, initial=initial_row(rows[place], edition.saved))
    if request.method == "POST" and form.is_valid():
        wanted = [*rows[:place], form.row(), *rows[place + 1 :]]
        if _save_row(request, edition, form, wanted):
            return redirect("assessments:set", edition.index_set_id)
    words = {"heading": _("Sửa tiêu chí"), "action": _("Lưu tiêu chí"), "form": form}
    return render_page(request, "assessments/one_form.html", NAV | words | {"index_set": edition.index_set})  # fmt: skip


@require_http_methods(["GET", "POST"])
@once
def row_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """After the row that the address names (“sau=3”), as deep as that one; else at the end."""
    edition = draft_of(request, pk)
    rows = edition.rows
    asked = request.GET.get("sau", "")
    after = int(asked) if asked.isdecimal() and int(asked) < len(rows) else len(rows) - 1
    like = rows[after] if rows else Row("", "")
    blank = replace(Row("", ""), depth=like.depth)
    form = CriterionForm(request.POST or None, initial=initial_row(blank, edition.saved))
    if request.method == "POST" and form.is_valid():
        row = form.row()
        end = after + 1 if row.depth > like.depth or not rows else block_at(rows, after)
        if _save_row(request, edition, form, [*rows[:end], row, *rows[end:]]):
            return redirect("assessments:set", edition.index_set_id)
    words = {"heading": _("Thêm tiêu chí"), "action": _("Thêm tiêu chí"), "form": form}
    return render_page(request, "assessments/one_form.html", NAV | words | {"index_set": edition.index_set})  # fmt: skip


@require_POST
@once
def row_move(request: SignedInRequest, pk: int, place: int) -> HttpResponse:
    """Up, down or out, with what stands below it; asked first where that would go too."""
    edition = draft_of(request, pk)
    rows, what, read = edition.rows, request.POST.get("viec"), request.POST.get("read", "")
    if place >= len(rows) or what not in {DROP, UP, DOWN}:
        raise Http404
    if what == DROP and (page := _ask_to_drop(request, edition, place)):
        return page
    wanted = without(rows, place) if what == DROP else moved(rows, place, -1 if what == UP else 1)
    shown = int(read) if read.isdecimal() else -1
    writing = _same_rules(edition, wanted)
    deed = partial(services.save_edition, edition, writing, read=shown, by=request.user)
    said = _("Đã bỏ tiêu chí.") if what == DROP else _("Đã chuyển tiêu chí.")
    return do(request, deed, said, reverse("assessments:set", args=[edition.index_set_id]))


def _ask_to_drop(request: SignedInRequest, edition: Edition, place: int) -> HttpResponse | None:
    """None where nothing stands below, or once it is answered with yes."""
    below = block_at(edition.rows, place) - place - 1
    if not below:
        return None
    question = Question(
        title=_("Bỏ “%s” và mọi tiêu chí bên dưới?") % edition.tree[place],
        consequences=[(below, _("tiêu chí bên dưới cũng bị bỏ"))],
        word=_("bỏ"),
        action=_("Bỏ tiêu chí"),
        back=reverse("assessments:set", args=[edition.index_set_id]),
        nav="assessments",
    )
    said = request.POST
    form = DropForm(said if "confirm" in said else None, initial=said, word=question.word)
    return ask(request, question, form)


@require_http_methods(["GET", "POST"])
def issue(request: SignedInRequest, pk: int) -> HttpResponse:
    edition = draft_of(request, pk)
    question = Question(
        title=_("Ban hành phiên bản %(number)s của “%(title)s”?")
        % {"number": edition.number, "title": edition.index_set},
        warning=_("Phiên bản đã ban hành không sửa được nữa; muốn sửa thì soạn phiên bản sau."),
        consequences=[(len(edition.leaves), _("tiêu chí được chấm"))],
        word=_("ban hành"),
        action=_("Ban hành"),
        back=reverse("assessments:set", args=[edition.index_set_id]),
        nav="assessments",
    )
    deed = partial(services.issue_edition, edition, by=request.user)
    return confirm(request, question, deed, _("Đã ban hành phiên bản bộ chỉ số."))


@require_POST
@once
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    edition = edition_of(request, pk)
    deed = partial(services.end_edition, edition, by=request.user)
    to = reverse("assessments:set", args=[edition.index_set_id])
    return do(request, deed, _("Đã thôi dùng phiên bản; đợt đang chạy vẫn theo phiên bản ấy."), to)


@require_POST
@once
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    edition = draft_of(request, pk)
    deed = partial(services.drop_draft, edition, by=request.user)
    return do(request, deed, _("Đã bỏ bản soạn."), reverse("assessments:set_list"))


# ------------------------------------------------------------------ a campaign moves on


@require_http_methods(["GET", "POST"])
@once
def move(request: SignedInRequest, pk: int, edition: int) -> HttpResponse:
    """What goes where, criterion by criterion; then the whole campaign at once."""
    campaign = campaign_access.get_visible_campaign(request.user, pk)
    insist(campaign_access.can_move_edition(request.user, campaign))
    editions = access.visible_editions(request.user, campaign.edition.index_set)
    to = get_object_or_404(editions.filter(status=Edition.Status.ISSUED), pk=edition)
    steps = steps_of(campaign, to, same_codes(campaign.edition, to))
    initial = {"read": campaign.edition_id}
    form = MoveForm(request.POST or None, steps=steps, edition=to, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            move_campaign(
                campaign, to, form.pairs(), read=form.cleaned_data["read"], by=request.user
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã đổi phiên bản; điểm đã chuyển theo bảng."))
            return redirect("assessments:campaign", pk)
    context = NAV | {"campaign": campaign, "edition": to, "form": form}
    return render_page(request, "assessments/move.html", context)


# ------------------------------------------------------------------ pieces


def edition_of(request: SignedInRequest, pk: int) -> Edition:
    edition = get_object_or_404(Edition.objects.select_related("index_set__owner"), pk=pk)
    found = access.get_visible_set(request.user, edition.index_set_id)
    return get_object_or_404(access.visible_editions(request.user, found), pk=pk)


def draft_of(request: SignedInRequest, pk: int) -> Edition:
    """A draft one may write; what is issued is 403 with the sentence."""
    edition = edition_of(request, pk)
    insist(access.can_edit(request.user, edition.index_set))
    insist(access.is_open(edition))
    return edition


def _same_rules(edition: Edition, rows: Sequence[Row]) -> Writing:
    return Writing(rows, edition.rules, edition.valid_from, edition.valid_to)


def _save_row(
    request: SignedInRequest, edition: Edition, form: CriterionForm, rows: Sequence[Row]
) -> bool:
    writing, read = _same_rules(edition, rows), form.cleaned_data["read"]
    try:
        services.save_edition(edition, writing, read=read, by=request.user)
    except BadRow as error:
        is_here = error.code == form.cleaned_data["code"] and error.field in form.fields
        form.add_error(error.field if is_here else None, str(error))
    except (BadLevels, DomainError, ValidationError) as error:
        add_refusal(form, error)
    else:
        messages.success(request, _("Đã lưu tiêu chí %s.") % form.cleaned_data["code"])
        return True
    return False
