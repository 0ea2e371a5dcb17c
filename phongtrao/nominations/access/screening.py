"""What whoever runs a round may do with what came in, and until when something may be taken out. S0-56 S3-44"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.councils.models import Case
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.nominations.access.rounds import ASKS, get_run_round
from phongtrao.nominations.access.submissions import can_screen, visible_nominations
from phongtrao.nominations.models import AwardRound, Nomination, Opinion, Submission
from phongtrao.orgs.scope import holds_at_office

S, N, R = Submission.Status, Nomination.Status, AwardRound.Status
TAKEN = frozenset({S.TAKEN, S.RETURNED})
IN_SIGHT = frozenset(set(N.values) - {N.DRAFT})
CAN_GO = frozenset({N.DRAFT, N.SENT, N.RETURNED, N.ACCEPTED, N.PASSED})


def get_screened_round(user: AbstractBaseUser, pk: int) -> AwardRound:
    return get_run_round(user, pk)


def screened_nominations(user: AbstractBaseUser, found: AwardRound) -> QuerySet[Nomination]:
    """What was handed in for a round, whatever became of it."""
    rows = visible_nominations(user).filter(submission__round=found, status__in=IN_SIGHT)
    rows = rows.select_related("goes_on_as", "submission__unit", "submission__round__owner", "form__honour", "person", "unit")  # fmt: skip
    return rows.exclude(submission__status=S.WRITING)


def can_take(user: AbstractBaseUser, sent: Submission) -> Answer:
    if not (answer := _runs(user, sent.round)):
        return answer
    if sent.status != S.SENT:
        return no(_("Chỉ tiếp nhận được hồ sơ đã gửi đang chờ. Hãy tải lại trang."))
    return YES


def can_judge(user: AbstractBaseUser, found: Nomination) -> Answer:
    """Of one's own nomination somebody else decides."""
    if not (answer := _runs(user, found.submission.round)):
        return answer
    if found.person and found.person.user_id == user.pk:
        return no(_("Bạn không xét đề nghị cho chính mình. Hãy để người khác xét."))
    return YES


def can_accept(user: AbstractBaseUser, found: Nomination) -> Answer:
    if not (answer := can_judge(user, found)):
        return answer
    if found.status != N.SENT:
        return no(_gone_on(found))
    if found.submission.status not in TAKEN:
        return no(
            _("Hồ sơ của %s chưa được tiếp nhận. Hãy tiếp nhận trước.") % found.submission.unit
        )
    return YES


def can_return(user: AbstractBaseUser, found: Nomination) -> Answer:
    if not (answer := can_judge(user, found)):
        return answer
    if found.status not in {N.SENT, N.ACCEPTED}:
        return no(_gone_on(found))
    return still_here(found) and _of_no_council(found)


def can_refuse(user: AbstractBaseUser, found: Nomination) -> Answer:
    if not (answer := can_judge(user, found)):
        return answer
    if found.status not in {N.SENT, N.ACCEPTED}:
        return no(_gone_on(found))
    return still_here(found) and _of_no_council(found)


def can_withdraw(user: AbstractBaseUser, found: Nomination) -> Answer:
    """By its unit, or by whoever runs the round, until it is decided."""
    sent = found.submission
    if not holds_at_office(user, sent.unit, *ASKS) and not can_screen(user, sent.round):
        return no(
            _("Chỉ %(unit)s hoặc nơi tổ chức đợt rút được đề nghị này.") % {"unit": sent.unit}
        )
    if found.status not in CAN_GO:
        return no(_gone_on(found))
    return still_here(found) and _of_no_council(found)


def still_here(found: Nomination) -> Answer:
    """Neither gone on into the round above nor named by a decision, be it a draft."""
    if found.goes_on_as and found.goes_on_as.status in N.living:
        said = _("Đề nghị đã gửi tiếp lên “%s”. Hãy rút ở đợt đó trước.")
        return no(said % found.goes_on_as.submission.round)
    if hasattr(found, "decision_line"):
        return no(_("Đề nghị đã có trong danh sách của quyết định. Hãy bỏ khỏi danh sách trước."))
    return YES


def can_be_taken_out(found: Nomination) -> Answer:
    """After an objection that was right, wherever it waits."""
    if found.status not in {N.SENT, N.RETURNED, N.ACCEPTED}:
        return no(_gone_on(found))
    return still_here(found) and _of_no_council(found)


def can_ask_others(user: AbstractBaseUser, found: Nomination) -> Answer:
    """Opinions of other bodies are asked until the council has decided."""
    if not (answer := can_judge(user, found)):
        return answer
    return YES if found.status in {N.SENT, N.ACCEPTED} else no(_gone_on(found))


def get_opinion(user: AbstractBaseUser, pk: int) -> Opinion:
    """For whoever records what another body answered; 404 for all others."""
    rows = Opinion.objects.select_related(
        "nomination__submission__round__owner", "nomination__person"
    )
    found = get_object_or_404(rows.filter(nomination__in=visible_nominations(user)), pk=pk)
    get_run_round(user, found.nomination.submission.round_id)
    return found


def _runs(user: AbstractBaseUser, found: AwardRound) -> Answer:
    if not (answer := can_screen(user, found)):
        return answer
    if found.status not in R.running:
        return no(_("Đợt khen thưởng này đã kết thúc hoặc chưa mở."))
    return YES


def _of_no_council(found: Nomination) -> Answer:
    """``case``: loaded with the nomination."""
    if found.case and found.case.status in Case.Status.waiting and found.status == N.ACCEPTED:
        return no(_("Hội đồng đang xét đề nghị này. Hãy nhờ thư ký rút hồ sơ khỏi hội đồng trước."))
    return YES


def _gone_on(found: Nomination) -> str:
    said = _("Đề nghị này không còn làm được việc đó: %s. Hãy tải lại trang.")
    return said % found.get_status_display().lower()
