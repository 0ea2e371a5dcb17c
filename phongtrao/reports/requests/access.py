"""Who sees a request for reports, who answers it, who judges. Deny by default.

A draft request is its own office's. Once sent, those who oversee its owner read it with what the units
handed in; a unit reads the request and its own answer, never another's. What a unit is still writing
is read by those who act for it and by whom it gave it to write, and by nobody else.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.documents.access import visible_papers
from phongtrao.documents.models import Evidence
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import (
    ACTS_FOR_UNIT,
    OVERSEES,
    at_offices,
    at_units,
    grants_of,
    has_role,
    holds_at,
    holds_at_office,
    unit_condition,
)
from phongtrao.plans.queries.inside import is_place_of, places_of
from phongtrao.reports.models import (
    AnswerFile,
    AnswerQuerySet,
    ReportRequest,
    RequestAnswer,
    RequestReport,
    SavedForm,
)

S = ReportRequest.Status
A = RequestAnswer.Status
OFFICE = frozenset({Role.OFFICE})
DRAFT_READERS = frozenset({Role.OFFICE, Role.LEADER})


def sees_requests(user: AbstractBaseUser) -> bool:
    return has_role(user, *OVERSEES)


def answers_requests(user: AbstractBaseUser) -> bool:
    return has_role(user, *ACTS_FOR_UNIT)


# ------------------------------------------------------------------ requests


def asking_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units in whose name the user asks for reports: of one's office, of a Sở its rooms too. S2-23."""
    rows = Unit.objects.standing().filter(at_offices(user, OFFICE))
    return rows.exclude(kind__in=Unit.Kind.silent).order_by("admin_path")


def visible_requests(user: AbstractBaseUser) -> QuerySet[ReportRequest]:
    over = unit_condition(grants_of(user, OVERSEES), "owner__") & ~Q(status=S.DRAFT)
    drafts = at_offices(user, DRAFT_READERS, "owner__")
    return ReportRequest.objects.filter(over | drafts).select_related("owner", "document")


def get_visible_request(user: AbstractBaseUser, pk: int) -> ReportRequest:
    return get_object_or_404(visible_requests(user), pk=pk)


def visible_forms(user: AbstractBaseUser) -> QuerySet[SavedForm]:
    return SavedForm.objects.filter(at_offices(user, OFFICE, "owner__"))


def can_ask(user: AbstractBaseUser, owner: Unit) -> Answer:
    if not holds_at_office(user, owner, Role.OFFICE):
        return no(_("Chỉ văn phòng của %(unit)s được yêu cầu báo cáo.") % {"unit": owner})
    return YES


def can_edit(user: AbstractBaseUser, request: ReportRequest) -> Answer:
    """Words, boxes and day: while nobody has been asked."""
    if not (answer := can_ask(user, request.owner)):
        return answer
    if request.status != S.DRAFT:
        return no(
            _("Yêu cầu đã gửi nên không sửa được. Có thể gia hạn, cho mọi đơn vị hay từng đơn vị.")
        )
    return YES


def can_send(user: AbstractBaseUser, request: ReportRequest) -> Answer:
    """To the first units, or to more of them."""
    if not (answer := can_ask(user, request.owner)):
        return answer
    if request.status == S.CLOSED:
        return no(_("Yêu cầu đã kết thúc. Hãy mở lại trước khi gửi thêm."))
    if not request.fields:
        return no(_("Mẫu báo cáo chưa có ô nào. Hãy thêm ô cần báo cáo trước khi gửi."))
    return YES


def can_run(user: AbstractBaseUser, request: ReportRequest) -> Answer:
    """Urge, close: while reports come in."""
    if not (answer := can_ask(user, request.owner)):
        return answer
    if request.status != S.SENT:
        return no(_("Yêu cầu không ở trong thời gian thu báo cáo."))
    return YES


def can_reopen(user: AbstractBaseUser, request: ReportRequest) -> Answer:
    if not (answer := can_ask(user, request.owner)):
        return answer
    return YES if request.status == S.CLOSED else no(_("Yêu cầu chưa kết thúc."))


def can_repeat(user: AbstractBaseUser, request: ReportRequest) -> Answer:
    if not (answer := can_ask(user, request.owner)):
        return answer
    if request.status == S.DRAFT:
        return no(_("Hãy gửi đợt này trước khi soạn đợt sau."))
    if ReportRequest.objects.filter(earlier=request).exists():
        return no(_("Đợt sau đã được soạn."))
    return YES


def can_consolidate(user: AbstractBaseUser, request: ReportRequest) -> Answer:
    if not (answer := can_ask(user, request.owner)):
        return answer
    if not request.answers.handed().exists():
        return no(_("Chưa đơn vị nào nộp nên chưa có gì để tổng hợp."))
    return YES


# ------------------------------------------------------------------ answers


def own_answers(user: AbstractBaseUser) -> AnswerQuerySet:
    """Of the units the user acts for, and those handed to the user to write."""
    return _answers().filter(_own(user))


def visible_answers(user: AbstractBaseUser) -> AnswerQuerySet:
    """One's own, and those to requests one sees: of these only ``handed_in`` may be shown."""
    return _answers().filter(
        _own(user) | Q(request__in=visible_requests(user).order_by().values("pk"))
    )


def get_visible_answer(user: AbstractBaseUser, pk: int) -> RequestAnswer:
    return get_object_or_404(visible_answers(user), pk=pk)


def answers_to_judge(user: AbstractBaseUser) -> QuerySet[RequestAnswer]:
    """Handed in to one's office and waiting for this very user: not what one handed in oneself."""
    office = at_offices(user, OFFICE, "request__owner__")
    rows = _answers().filter(office, status=A.SUBMITTED, request__status=S.SENT)
    return rows.exclude(submitted_by=user.pk)


def is_own(user: AbstractBaseUser, answer: RequestAnswer) -> bool:
    """Whether the user reads what the unit is writing: acts for it, or was given it to write."""
    return acts_for(user, answer) or is_writer(user, answer)


def acts_for(user: AbstractBaseUser, answer: RequestAnswer) -> bool:
    """No query."""
    return holds_at(user, answer.unit, *ACTS_FOR_UNIT)


def is_writer(user: AbstractBaseUser, answer: RequestAnswer) -> bool:
    """As long as the user is of the unit."""
    return answer.writer_id == user.pk and answer.unit_id in places_of(user)


def answers_to_write(user: AbstractBaseUser) -> AnswerQuerySet:
    """Given to the user to write and not given back; not those of units the user acts for anyway."""
    rows = _answers().owed().filter(_given(user), written_at=None)
    return rows.exclude(at_units(user, ACTS_FOR_UNIT, "unit__"))


def may_prove(user: AbstractBaseUser, unit: Unit) -> bool:
    """Whether the user adds evidence of the unit because its answer was given to the user to write."""
    return answers_to_write(user).filter(unit=unit).exists()


def can_write(user: AbstractBaseUser, answer: RequestAnswer) -> Answer:
    if not is_own(user, answer):
        return no(_("Chỉ thủ trưởng hoặc đầu mối của %(unit)s được viết.") % {"unit": answer.unit})
    if not (may := _is_open(answer)):
        return may
    if answer.written_at and not acts_for(user, answer):
        return no(_("Bạn đã viết xong. Muốn sửa thêm, hãy đề nghị thủ trưởng giao lại."))
    return _in_hand(user, answer)


def can_submit(user: AbstractBaseUser, answer: RequestAnswer) -> Answer:
    if not acts_for(user, answer):
        return no(_("Chỉ thủ trưởng hoặc đầu mối của %(unit)s được nộp.") % {"unit": answer.unit})
    if not (may := _is_open(answer)):
        return may
    return _in_hand(user, answer)


def can_hand_on(user: AbstractBaseUser, answer: RequestAnswer) -> Answer:
    if not acts_for(user, answer):
        return no(
            _("Chỉ thủ trưởng hoặc đầu mối của %(unit)s được giao viết.") % {"unit": answer.unit}
        )
    return _is_open(answer)


def can_take_back(user: AbstractBaseUser, answer: RequestAnswer) -> Answer:
    if not (may := can_hand_on(user, answer)):
        return may
    return YES if answer.writer_id else no(_("Báo cáo chưa giao ai viết. Hãy tải lại trang."))


def can_finish_writing(user: AbstractBaseUser, answer: RequestAnswer) -> Answer:
    if not is_writer(user, answer):
        return no(_("Chỉ người được giao viết gửi lại thủ trưởng."))
    return can_write(user, answer)


def _in_hand(user: AbstractBaseUser, answer: RequestAnswer) -> Answer:
    """One writes at a time: what was given to a person and has not come back is with that person."""
    if answer.writer is None or answer.written_at or answer.writer_id == user.pk:
        return YES
    return no(
        _("Báo cáo đang ở người viết (%(who)s). Hãy lấy lại, hoặc đợi người viết gửi lại.")
        % {"who": answer.writer}
    )


def _is_open(answer: RequestAnswer) -> Answer:
    if answer.request.status != S.SENT:
        return no(_("Đợt báo cáo đã kết thúc. Nếu cần nộp, hãy đề nghị văn phòng mở lại."))
    if answer.status not in A.owed:
        return no(_("Báo cáo đã nộp nên không sửa được. Hãy rút báo cáo nếu cần sửa."))
    return YES


def can_withdraw(user: AbstractBaseUser, answer: RequestAnswer) -> Answer:
    if not acts_for(user, answer):
        return no(_("Chỉ thủ trưởng hoặc đầu mối của %(unit)s được rút.") % {"unit": answer.unit})
    if answer.status != A.SUBMITTED or answer.request.status != S.SENT:
        return no(_("Chỉ rút được báo cáo đã nộp mà chưa duyệt."))
    return YES


def can_judge(user: AbstractBaseUser, answer: RequestAnswer) -> Answer:
    request = answer.request
    if not holds_at_office(user, request.owner, Role.OFFICE):
        return no(_("Chỉ văn phòng của %(unit)s được duyệt báo cáo này.") % {"unit": request.owner})
    if answer.status != A.SUBMITTED or request.status != S.SENT:
        return no(_("Báo cáo không chờ duyệt. Hãy tải lại trang."))
    if answer.submitted_by_id == user.pk:
        return no(_("Bạn đã nộp báo cáo này nên người khác phải duyệt."))
    return YES


def can_put_off(user: AbstractBaseUser, answer: RequestAnswer) -> Answer:
    if not (may := can_run(user, answer.request)):
        return may
    if answer.status not in A.owed:
        return no(_("Đơn vị đã nộp nên không cần gia hạn."))
    return YES


def cited_evidence(user: AbstractBaseUser) -> QuerySet[Evidence]:
    """Files of the answers the user sees; of others' answers only those handed in."""
    own = Q(answer__in=own_answers(user).order_by().values("pk"))
    seen = Q(answer__in=visible_answers(user).order_by().values("pk"), is_handed_in=True)
    return Evidence.objects.filter(answer_files__in=AnswerFile.objects.filter(own | seen))


def _own(user: AbstractBaseUser) -> Q:
    return at_units(user, ACTS_FOR_UNIT, "unit__") | _given(user)


def _given(user: AbstractBaseUser) -> Q:
    return Q(writer=user.pk) & is_place_of(user, "unit")


def _answers() -> AnswerQuerySet:
    rows = RequestAnswer.objects.exclude(request__status=S.DRAFT)
    return rows.select_related(
        "request__owner", "request__document", "unit", "submitted_by", "writer"
    )


# ------------------------------------------------------------------ papers


def visible_request_reports(user: AbstractBaseUser) -> QuerySet[RequestReport]:
    """Of the requests one sees, as far as the paper may be read: drafts are not for inspectors."""
    seen = visible_requests(user).order_by().values("pk")
    rows = RequestReport.objects.filter(
        request__in=seen, paper__in=visible_papers(user).values("pk")
    )
    return rows.select_related("request", "paper")
