"""Who reads what was found to agree with other texts, who asks the authors about it, and who decides.

Whoever checks or judges an initiative reads its check; its authors once they are asked, and then only their
own side of it (``similarity.pages.report.Reader``).
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.councils.access import councils
from phongtrao.councils.access.dossiers import readable_cases, reads_dossier
from phongtrao.initiatives.access.initiatives import authored, can_check, is_author
from phongtrao.initiatives.access.rounds import RUNS
from phongtrao.initiatives.models import Explanation, Initiative
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.scope import at_offices

S, X = Initiative.Status, Explanation.Status
OPEN = (X.ASKED, X.ANSWERED, X.DISPUTED)
UNDECIDED = frozenset({S.SUBMITTED, S.RETURNED, S.VALID})


def sees_check(user: AbstractBaseUser, initiative: Initiative) -> bool:
    """On the page of the initiative; a council reads it by its case."""
    if is_author(user, initiative):
        return Explanation.objects.filter(initiative=initiative).exists()
    return bool(can_check(user, initiative))


def explanations_for(user: AbstractBaseUser, initiative: Initiative) -> QuerySet[Explanation]:
    rows = Explanation.objects.filter(initiative=initiative).order_by("pk")
    if is_author(user, initiative) or _judges(user, initiative):
        return rows
    return rows.none()


def get_explanation(user: AbstractBaseUser, pk: int) -> Explanation:
    rows = Explanation.objects.select_related(
        "check_made", "initiative__round__owner", "initiative__case__council__unit"
    )
    found = get_object_or_404(rows, pk=pk)
    get_object_or_404(explanations_for(user, found.initiative), pk=pk)
    return found


def can_ask_why(user: AbstractBaseUser, initiative: Initiative) -> Answer:
    """Whoever checks it, or reads its dossier in a council; while nothing is decided and nothing open."""
    if not _judges(user, initiative):
        return no(_("Bạn không xét sáng kiến này."))
    if initiative.status not in UNDECIDED:
        return no(_("Sáng kiến đã có kết quả hoặc đã rút nên không hỏi tác giả nữa."))
    if Explanation.objects.filter(initiative=initiative, status__in=OPEN).exists():
        return no(_("Đang có một đề nghị giải trình chưa xong."))
    return YES


def can_explain(user: AbstractBaseUser, explanation: Explanation) -> Answer:
    if not is_author(user, explanation.initiative):
        return no(_("Chỉ tác giả giải trình."))
    if explanation.status != X.ASKED:
        return no(_("Giải trình này đã gửi hoặc đã có kết luận."))
    return YES


def can_judge(user: AbstractBaseUser, explanation: Explanation) -> Answer:
    """Also without an answer: who is asked may stay silent, and the round goes on."""
    if not _decides(user, explanation.initiative):
        return no(_("Chỉ nơi tổ chức đợt xét hoặc thư ký hội đồng kết luận về giải trình."))
    if explanation.status not in {X.ASKED, X.ANSWERED}:
        return no(_("Giải trình này đã có kết luận."))
    return YES


def can_dispute(user: AbstractBaseUser, explanation: Explanation) -> Answer:
    if not is_author(user, explanation.initiative):
        return no(_("Chỉ tác giả được kiến nghị."))
    if explanation.status != X.REJECTED:
        return no(_("Chỉ kiến nghị được một lần, khi giải trình không được chấp nhận."))
    if explanation.initiative.status not in UNDECIDED:
        return no(_("Sáng kiến đã có kết quả. Hãy kiến nghị về kết quả xét."))
    return YES


def can_reply(user: AbstractBaseUser, explanation: Explanation) -> Answer:
    """Somebody of the round's office or its head, but not who came to the verdict."""
    if not can_check(user, explanation.initiative):
        return no(_("Chỉ nơi tổ chức đợt xét trả lời kiến nghị."))
    if explanation.judged_by_id == user.pk:
        return no(_("Người đã kết luận không trả lời kiến nghị. Hãy nhờ người khác trong đơn vị."))
    if explanation.status != X.DISPUTED:
        return no(_("Không có kiến nghị nào chờ trả lời. Hãy tải lại trang."))
    return YES


def explanations_to_judge(user: AbstractBaseUser) -> QuerySet[Explanation]:
    """Answered or disputed, of rounds the user runs, not one's own; a council finds them in its dossiers."""
    of_round = at_offices(user, RUNS, "initiative__round__owner__")
    mine = Initiative.objects.filter(authored(user)).values("pk")
    waits = Q(status=X.ANSWERED) | (Q(status=X.DISPUTED) & ~Q(judged_by=user.pk))
    rows = Explanation.objects.filter(of_round, waits, initiative__status__in=UNDECIDED)
    return rows.exclude(initiative__in=mine)


def _judges(user: AbstractBaseUser, initiative: Initiative) -> bool:
    if initiative.case_id and readable_cases(user).filter(pk=initiative.case_id).exists():
        return True
    return bool(can_check(user, initiative))


def _decides(user: AbstractBaseUser, initiative: Initiative) -> bool:
    if can_check(user, initiative):
        return True
    case = initiative.case
    return (
        case is not None
        and bool(councils.can_run(user, case.council))
        and reads_dossier(user, case)
    )
