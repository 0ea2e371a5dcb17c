"""Passages that agree with other texts: side by side, asked about, answered, decided."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.initiatives.access.council import get_judged
from phongtrao.initiatives.access.explanations import (
    can_ask_why,
    can_dispute,
    can_explain,
    can_judge,
    can_reply,
    get_explanation,
    sees_check,
)
from phongtrao.initiatives.access.initiatives import (
    can_check,
    can_write,
    get_initiative_to_write,
    get_visible_initiative,
    is_author,
)
from phongtrao.initiatives.forms.council import WordsForm
from phongtrao.initiatives.forms.explanations import VerdictForm
from phongtrao.initiatives.models import Explanation, Initiative
from phongtrao.initiatives.pages.copies import CopiesPage, OwnCheckPage, done_check
from phongtrao.initiatives.pages.explanations import explanation_views
from phongtrao.initiatives.services.copies import check_again, check_own
from phongtrao.initiatives.services.explaining import ask_why, dispute, explain, judge, reply
from phongtrao.initiatives.views.council import COUNCIL, is_done
from phongtrao.initiatives.views.mine import NAV
from phongtrao.lib.answers import Answer
from phongtrao.web.acts import do

PRINT = "in"


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    """For who checks the dossier; for its authors once they were asked."""
    initiative = _seen(request, pk)
    current = _current(request)
    if is_author(request.user, initiative):
        page = CopiesPage.for_author(initiative, request.user, current=current)
    else:
        page = CopiesPage.for_judge(initiative, request.user, is_blind=False, current=current)
    return _shown(request, initiative, page, NAV)


@require_GET
def dossier(request: SignedInRequest, pk: int) -> HttpResponse:
    """For the council that has the case."""
    initiative = get_judged(request.user, pk)
    page = CopiesPage.for_judge(
        initiative,
        request.user,
        is_blind=initiative.round.is_blind,
        current=_current(request),
    )
    return _shown(request, initiative, page, COUNCIL | {"case": pk})


def _shown(
    request: SignedInRequest, initiative: Initiative, page: CopiesPage, context: dict[str, Any]
) -> HttpResponse:
    template = (
        "initiatives/copies_printed.html" if PRINT in request.GET else "initiatives/copies.html"
    )
    return render_page(request, template, context | {"page": page, "initiative": initiative})


def _seen(request: SignedInRequest, pk: int) -> Initiative:
    initiative = get_visible_initiative(request.user, pk)
    if not sees_check(request.user, initiative):
        raise Http404
    return initiative


def _current(request: SignedInRequest) -> int:
    said = request.GET.get("nguon", "1")
    return int(said) if said.isdecimal() else 1


@require_POST
@once
def again(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = get_visible_initiative(request.user, pk)
    insist(can_check(request.user, initiative))
    deed = partial(check_again, initiative, by=request.user)
    said = _("Sẽ đối chiếu lại trong ít phút; kết quả trước vẫn xem được.")
    return do(request, deed, said, reverse("initiatives:copies", args=[pk]))


@require_http_methods(["GET", "POST"])
@once
def own(request: SignedInRequest, pk: int) -> HttpResponse:
    """An author's own draft."""
    initiative = get_initiative_to_write(request.user, pk)
    insist(can_write(request.user, initiative))
    if request.method == "POST":
        deed = partial(check_own, initiative, by=request.user)
        return do(request, deed, "", reverse("initiatives:own_check", args=[pk]))
    page = OwnCheckPage.build(initiative, request.user, current=_current(request))
    context = NAV | {"page": page, "initiative": initiative}
    return render_page(request, "initiatives/own_check.html", context)


# ------------------------------------------------------------------ asked and answered


@require_http_methods(["GET", "POST"])
@once
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = _seen(request, pk)
    return _ask(request, initiative, reverse("initiatives:copies", args=[pk]))


@require_http_methods(["GET", "POST"])
@once
def dossier_ask(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = get_judged(request.user, pk)
    return _ask(request, initiative, reverse("initiatives:dossier_copies", args=[pk]))


def _ask(request: SignedInRequest, initiative: Initiative, back: str) -> HttpResponse:
    insist(can_ask_why(request.user, initiative))
    check = done_check(initiative, request.GET.get("lan", ""))
    if check is None:
        messages.error(request, _("Chưa có kết quả đối chiếu để hỏi tác giả."))
        return redirect(back)
    first = _(
        "Hãy cho biết vì sao các đoạn được đánh dấu trùng với văn bản khác, nguồn và phần đóng góp mới."
    )
    form = WordsForm(request.POST or None, label=_("Điều cần giải trình"), initial={"words": first})
    deed = partial(ask_why, initiative, check, by=request.user)
    said = {
        "heading": _("Đề nghị giải trình"),
        "lead": _(
            "Tác giả thấy các đoạn trùng trong bài của mình, không thấy chữ của văn bản khác."
        ),
        "action": _("Gửi đề nghị"),
        "done": _("Đã gửi; các tác giả được báo."),
    }
    return _one_box(request, form, deed, said | {"back": back})


@require_http_methods(["GET", "POST"])
@once
def explain_(request: SignedInRequest, pk: int) -> HttpResponse:
    explanation = _explanation(request, pk, can_explain)
    form = WordsForm(request.POST or None, label=_("Giải trình"))
    deed = partial(explain, explanation, by=request.user)
    said = {
        "heading": _("Giải trình"),
        "lead": explanation.words,
        "action": _("Gửi giải trình"),
        "done": _("Đã gửi giải trình; người xét đọc được ngay."),
    }
    return _one_box(request, form, deed, said | {"back": _back_of(request, explanation)})


@require_http_methods(["GET", "POST"])
@once
def judge_(request: SignedInRequest, pk: int) -> HttpResponse:
    explanation = _explanation(request, pk, can_judge)
    initiative = explanation.initiative
    is_blind = initiative.round.is_blind and not can_check(request.user, initiative)
    views = explanation_views(initiative, request.user, is_blind=is_blind)
    answer = next(one.answer for one in views if one.explanation.pk == pk)
    form = VerdictForm(
        request.POST or None,
        label=_("Giải trình"),
        yes=_("Chấp nhận"),
        no=_("Không chấp nhận"),
        words=_("Lý do, gửi tác giả"),
    )

    def deed(words: str) -> None:
        judge(explanation, words, is_accepted=form.says_yes, by=request.user)

    said = {
        "heading": _("Kết luận về giải trình"),
        "lead": answer or _("Tác giả chưa trả lời."),
        "action": _("Ghi kết luận"),
        "done": _("Đã ghi kết luận; các tác giả được báo."),
    }
    return _one_box(request, form, deed, said | {"back": _back_of(request, explanation)})


@require_http_methods(["GET", "POST"])
@once
def dispute_(request: SignedInRequest, pk: int) -> HttpResponse:
    explanation = _explanation(request, pk, can_dispute)
    form = WordsForm(request.POST or None, label=_("Nội dung kiến nghị"))
    deed = partial(dispute, explanation, by=request.user)
    said = {
        "heading": _("Kiến nghị về kết luận"),
        "lead": _("Lý do không chấp nhận: %s") % explanation.verdict,
        "action": _("Gửi kiến nghị"),
        "done": _("Đã gửi kiến nghị; một người khác của nơi tổ chức đợt xét sẽ trả lời."),
    }
    return _one_box(request, form, deed, said | {"back": _back_of(request, explanation)})


@require_http_methods(["GET", "POST"])
@once
def reply_(request: SignedInRequest, pk: int) -> HttpResponse:
    explanation = _explanation(request, pk, can_reply)
    form = VerdictForm(
        request.POST or None,
        label=_("Kiến nghị"),
        yes=_("Đúng: chấp nhận giải trình"),
        no=_("Không đúng: giữ kết luận"),
        words=_("Trả lời tác giả"),
    )

    def deed(words: str) -> None:
        reply(explanation, words, is_right=form.says_yes, by=request.user)

    said = {
        "heading": _("Trả lời kiến nghị"),
        "lead": explanation.complaint,
        "action": _("Gửi trả lời"),
        "done": _("Đã trả lời; các tác giả được báo."),
    }
    return _one_box(request, form, deed, said | {"back": _back_of(request, explanation)})


# ------------------------------------------------------------------ pieces


def _explanation(
    request: SignedInRequest, pk: int, may: Callable[[Any, Explanation], Answer]
) -> Explanation:
    found = get_explanation(request.user, pk)
    insist(may(request.user, found))
    return found


def _one_box(
    request: SignedInRequest, form: Any, deed: Callable[[str], object], said: dict[str, str]
) -> HttpResponse:
    """``said``: the words of the page, where it came from (``back``), and of the message (``done``)."""
    if is_done(request, form, deed, said["done"]):
        return redirect(said["back"])
    context = NAV | said | {"form": form, "of": _("Đối chiếu nội dung")}
    return render_page(request, "initiatives/one_form.html", context)


def _back_of(request: SignedInRequest, explanation: Explanation) -> str:
    """A council by its case, where it may be blind; all others by the initiative."""
    initiative = explanation.initiative
    if not is_author(request.user, initiative) and not can_check(request.user, initiative):
        return reverse("initiatives:dossier_copies", args=[initiative.case_id])
    return reverse("initiatives:copies", args=[initiative.pk])
