"""Dossiers before a council, what is asked of their authors, and complaints against a refusal."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.councils.access.dossiers import readable_cases
from phongtrao.councils.models import Case
from phongtrao.initiatives.access.initiatives import is_author
from phongtrao.initiatives.access.rounds import can_run
from phongtrao.initiatives.models import Initiative, InitiativeRound, Question
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.recognition.models import Objection

S = Initiative.Status


def get_judged(user: AbstractBaseUser, case: int) -> Initiative:
    """The initiative of a case whose dossier the user reads; 404 for all others, authors too."""
    found = get_object_or_404(readable_cases(user), pk=case)
    rows = Initiative.objects.filter(Q(case=found) | Q(earlier_cases=found)).distinct()
    shown = rows.select_related("round__owner", "round__form", "unit", "case__council__unit")
    return get_object_or_404(shown.defer("values"))


def questions_for(user: AbstractBaseUser, initiative: Initiative) -> QuerySet[Question]:
    """For its authors and for who reads the dossier: of nobody else's business."""
    rows = Question.objects.filter(initiative=initiative).order_by("pk")
    reads = initiative.case_id and readable_cases(user).filter(pk=initiative.case_id).exists()
    return rows if reads or is_author(user, initiative) else rows.none()


def get_question(user: AbstractBaseUser, pk: int) -> Question:
    found = get_object_or_404(Question.objects.select_related("initiative__case__council"), pk=pk)
    return get_object_or_404(questions_for(user, found.initiative), pk=pk)


def complaints_for(user: AbstractBaseUser, initiative: Initiative) -> QuerySet[Objection]:
    """For its authors and the office that answers."""
    about = Q(case=initiative.case_id) if initiative.case_id else Q(pk__in=[])
    earlier = Q(case__in=initiative.earlier_cases.values("pk"))
    rows = Objection.objects.filter(about | earlier).select_related("raised_by").order_by("pk")
    if is_author(user, initiative) or can_run(user, initiative.round.owner):
        return rows
    return rows.none()


def can_complain(user: AbstractBaseUser, initiative: Initiative) -> Answer:
    if not is_author(user, initiative):
        return no(_("Chỉ tác giả được kiến nghị về kết quả xét."))
    if initiative.status != S.REFUSED:
        return no(_("Chỉ kiến nghị được khi sáng kiến không được công nhận."))
    if Objection.objects.filter(case=initiative.case_id, status=Objection.Status.OPEN).exists():
        return no(_("Đã có kiến nghị đang chờ trả lời."))
    return YES


def can_ask_back(user: AbstractBaseUser, initiative: Initiative) -> Answer:
    """An author asks for it once."""
    if not (answer := _can_leave(user, initiative)):
        return answer
    if initiative.asked_back:
        return no(_("Đã đề nghị rút; văn phòng đang xem."))
    return YES


def can_stop_asking(user: AbstractBaseUser, initiative: Initiative) -> Answer:
    if not (answer := _can_leave(user, initiative)):
        return answer
    if not initiative.asked_back:
        return no(_("Không có đề nghị rút nào. Hãy tải lại trang."))
    return YES


def _can_leave(user: AbstractBaseUser, initiative: Initiative) -> Answer:
    """An author, while a council has it and has not decided."""
    if not is_author(user, initiative):
        return no(_("Chỉ các tác giả được rút sáng kiến này."))
    if initiative.case is None:
        return no(_("Sáng kiến chưa ở hội đồng nào; tác giả tự rút được."))
    if initiative.case.status not in Case.Status.undecided:
        return no(_("Hội đồng đã có kết quả hoặc hồ sơ đã rút."))
    return YES


def can_answer_complaint(user: AbstractBaseUser, initiative: Initiative) -> Answer:
    """Whoever runs the round, but never an author."""
    if is_author(user, initiative):
        return no(_("Tác giả không trả lời kiến nghị về sáng kiến của mình."))
    return can_run(user, initiative.round.owner)


def can_send_from(user: AbstractBaseUser, round_: InitiativeRound) -> Answer:
    """Whether what the round recognised may go on to the round above today."""
    if not (answer := can_run(user, round_.owner)):
        return answer
    upper = round_.upper
    if upper is None:
        return no(_("Đợt xét chưa chọn đợt xét cấp trên. Hãy mở “Cách xét” để chọn."))
    if upper.status not in upper.Status.running:
        return no(_("Đợt xét cấp trên chưa mở hoặc đã kết thúc."))
    return YES


def can_send_up(user: AbstractBaseUser, initiative: Initiative) -> Answer:
    if not (answer := can_run(user, initiative.round.owner)):
        return answer
    is_sent = Initiative.objects.filter(sent_from=initiative).exists()
    if why := why_not_up(initiative, is_sent=is_sent):
        return no(why)
    return can_send_from(user, initiative.round)


def why_not_up(initiative: Initiative, *, is_sent: bool) -> str:
    """Why it stays in its round; empty where it may go."""
    if is_sent:
        return _("Sáng kiến đã được gửi lên.")
    if initiative.status != S.RECOGNISED:
        return _("Chỉ gửi lên được sáng kiến đã được công nhận.")
    return ""
