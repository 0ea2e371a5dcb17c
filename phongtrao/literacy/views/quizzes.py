"""Tests of a bank: prepared, opened, closed."""

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest
from phongtrao.base.idempotency import once
from phongtrao.literacy.access.banks import get_bank, get_kept_quiz
from phongtrao.literacy.access.frameworks import visible_groups
from phongtrao.literacy.forms.banks import QuizForm
from phongtrao.literacy.law import shipped_rules
from phongtrao.literacy.models import Quiz, TargetGroup
from phongtrao.literacy.services import quizzes as services
from phongtrao.literacy.views.deeds import DeedPage, fill
from phongtrao.web.acts import do

NUMBERS = ("count", "minutes", "pass_mark", "days_between", "attempts", "valid_months")


@require_http_methods(["GET", "POST"])
@once
def quiz_new(request: SignedInRequest, pk: int) -> HttpResponse:
    bank = get_bank(request.user, pk)
    lead = _("Số câu, điểm đạt và thời hạn gợi ý là mặc định, cần kiểm tra với văn bản.")
    page = DeedPage(_("Lập bài tự kiểm tra"), lead, _("Lập"), reverse("literacy:bank", args=[pk]))
    return _write(request, Quiz(bank=bank), asdict(shipped_rules()), page)


@require_http_methods(["GET", "POST"])
@once
def quiz_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    quiz = get_kept_quiz(request.user, pk)
    given = {name: getattr(quiz, name) for name in (*NUMBERS, "title", "level", "confirmed_by")}
    back = reverse("literacy:bank", args=[quiz.bank_id])
    page = DeedPage(_("Sửa bài tự kiểm tra"), str(quiz), _("Lưu"), back)
    return _write(request, quiz, given | {"group": quiz.group_id}, page)


def _write(
    request: SignedInRequest, quiz: Quiz, given: dict[str, Any], page: DeedPage
) -> HttpResponse:
    groups = visible_groups(request.user).filter(out_since=None, counted=TargetGroup.Counted.STAFF)
    levels = [(one["number"], one["name"]) for one in quiz.bank.version.levels]
    form = QuizForm(request.POST or None, groups=groups, levels=levels, initial=given)

    def deed() -> Quiz:
        said = form.cleaned_data
        for name in NUMBERS:
            setattr(quiz, name, int(said[name]))
        quiz.title, quiz.group = said["title"], said["group"]
        quiz.level, quiz.confirmed_by = said.get("level"), said["confirmed_by"]
        return services.save_quiz(quiz, by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã lưu bài tự kiểm tra."))


@require_POST
def quiz_open(request: SignedInRequest, pk: int) -> HttpResponse:
    quiz = get_kept_quiz(request.user, pk)
    to = reverse("literacy:bank", args=[quiz.bank_id])
    said = _("Đã mở bài tự kiểm tra. Mọi người thấy bài ở “Học và tự kiểm tra”.")
    return do(request, lambda: services.open_quiz(quiz, by=request.user), said, to)


@require_POST
def quiz_close(request: SignedInRequest, pk: int) -> HttpResponse:
    quiz = get_kept_quiz(request.user, pk)
    to, said = reverse("literacy:bank", args=[quiz.bank_id]), _("Đã đóng bài tự kiểm tra.")
    return do(request, lambda: services.close_quiz(quiz, by=request.user), said, to)
