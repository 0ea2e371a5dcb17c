"""Who reads what a unit hands in, and what somebody is nominated for; who writes it; who screens it."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.nominations.access.rounds import ASKS, READS, RUNS
from phongtrao.nominations.models import AwardRound, Nomination, Statement, Submission
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import at_offices, holds_at_office

S = Submission.Status
READS_OWN = ASKS | {Role.LEADER}
CONFIRMS = frozenset({Role.HEAD, Role.LEADER, Role.OFFICE})
SCREENED = frozenset(
    {"returned", "accepted", "passed", "awarded", "revoked", "refused", "failed"}
)  # the receiver has begun


def _handed_in(user: AbstractBaseUser, prefix: str = "") -> Q:
    """Of rounds one reads, once they were sent; what a unit still writes is read by nobody above."""
    own = at_offices(user, READS, f"{prefix}round__owner__")
    joined = Q(**{f"{prefix}status": S.JOINED, f"{prefix}first_sent_at": None})
    return own & ~Q(**{f"{prefix}status": S.WRITING}) & ~joined


def visible_submissions(user: AbstractBaseUser) -> QuerySet[Submission]:
    told = at_offices(user, READS_OWN, "unit__") | _handed_in(user)
    return Submission.objects.filter(told).select_related("unit", "round__owner")


def get_submission(user: AbstractBaseUser, pk: int) -> Submission:
    return get_object_or_404(visible_submissions(user), pk=pk)


def visible_nominations(user: AbstractBaseUser) -> QuerySet[Nomination]:
    """Those of submissions one reads; one's own."""
    told = at_offices(user, READS_OWN, "submission__unit__") | _handed_in(user, "submission__")
    told |= Q(person__user=user.pk)
    return Nomination.objects.filter(told).select_related(
        "submission__unit", "submission__round__owner", "form__honour", "person", "unit"
    )


def get_nomination(user: AbstractBaseUser, pk: int) -> Nomination:
    return get_object_or_404(visible_nominations(user), pk=pk)


def reads_whole(user: AbstractBaseUser, found: Nomination) -> bool:
    """With its verdict, marks, opinions and votes: not by the nominated, whose own page shows the report."""
    sent = found.submission
    if holds_at_office(user, sent.unit, *READS_OWN):
        return True
    return sent.status != S.WRITING and holds_at_office(user, sent.round.owner, *READS)


def can_prepare(user: AbstractBaseUser, sent: Submission) -> Answer:
    """Choose, list, record the meeting, send: while it is the unit's to write."""
    if not holds_at_office(user, sent.unit, *ASKS):
        said = _("Chỉ thủ trưởng, văn phòng, đầu mối của %s lập được hồ sơ này.")
        return no(said % sent.unit)
    if sent.status not in S.open_to_unit:
        return no(_("Hồ sơ đã gửi. Muốn sửa, hãy rút về hoặc chờ trả lại."))
    if sent.round.status == AwardRound.Status.ENDED:
        return no(_("Đợt đã kết thúc nên hồ sơ không sửa được nữa."))
    if sent.round.status != AwardRound.Status.OPEN and sent.status == S.WRITING:
        return no(_("Đợt này không còn nhận hồ sơ."))
    return YES


def can_add(user: AbstractBaseUser, sent: Submission) -> Answer:
    """Ask for one more. Where something came back after the round closed, only that is mended."""
    if not (answer := can_prepare(user, sent)):
        return answer
    if sent.round.status != AwardRound.Status.OPEN:
        return no(_("Đợt này không còn nhận hồ sơ: chỉ sửa được đề nghị bị trả lại."))
    return YES


def can_change(user: AbstractBaseUser, found: Nomination) -> Answer:
    """One line of the list: of what was handed in only what came back."""
    if not (answer := can_prepare(user, found.submission)):
        return answer
    if found.status not in Nomination.Status.open_to_unit:
        said = _("%s: đề nghị đã gửi và không bị trả lại nên không sửa được. Hãy liên hệ nơi nhận.")
        return no(said % found.name)
    return YES


def can_begin(user: AbstractBaseUser, found: AwardRound, unit: Unit) -> Answer:
    """Before there is a submission."""
    if found.status != AwardRound.Status.OPEN:
        return no(_("Đợt này chưa mở hoặc không còn nhận hồ sơ."))
    if not holds_at_office(user, unit, *ASKS):
        return no(_("Chỉ thủ trưởng, văn phòng, đầu mối của %s lập được hồ sơ này.") % unit)
    return YES


def can_bring_in(user: AbstractBaseUser, found: AwardRound, unit: Unit) -> Answer:
    """A list of whom to ask for: of one's own unit, or as the office of the round of any below it."""
    if found.status == AwardRound.Status.OPEN and holds_at_office(user, found.owner, *RUNS):
        return YES
    return can_begin(user, found, unit)


def can_confirm(user: AbstractBaseUser, one: Statement) -> Answer:
    """Whom the rule names; the office of the round answers for the superior. Never of oneself."""
    found, sent, Confirmer = one.nomination, one.nomination.submission, Statement.Confirmer  # noqa: N806 -- as everywhere
    if found.person and found.person.user_id == user.pk:
        return no(_("Không ai tự xác nhận cho mình. Nơi tổ chức đợt sẽ xác nhận."))
    if found.status not in Nomination.Status.living - {"passed", "awarded"}:
        return no(_("Đề nghị này đã có kết quả nên không xác nhận nữa."))
    runs = sent.status != S.WRITING or sent.unit_id == sent.round.owner_id
    runs = runs and holds_at_office(user, sent.round.owner, *RUNS)
    if one.confirmer in Confirmer.of_unit:
        own = sent.status in S.open_to_unit and found.status in Nomination.Status.open_to_unit
        own = own and holds_at_office(user, sent.unit, *CONFIRMS)
        said = _("Thủ trưởng đơn vị xác nhận khi lập hồ sơ; nơi tổ chức đợt xác nhận khi đã nhận.")
        return YES if own or runs else no(said)
    if one.confirmer == Confirmer.SUPERIOR:
        return YES if runs else no(_("Điều này cấp trên xác nhận: nơi tổ chức đợt ghi khi đã nhận hồ sơ."))  # fmt: skip
    if runs and (found.case_id or not found.form.voting_id):
        return YES
    return no(_("Điều này hội đồng xác nhận: nơi tổ chức đợt ghi khi đã đưa đề nghị ra hội đồng."))


def can_ask_again(user: AbstractBaseUser, found: Nomination) -> Answer:
    """Whoever has the dossier in hand: the unit while it writes, the office of the round after."""
    sent = found.submission
    if found.status not in Nomination.Status.living - {"awarded"}:
        return no(_("Đề nghị này đã có kết quả nên không xét lại tiêu chuẩn nữa."))
    if sent.status in S.open_to_unit and found.status in Nomination.Status.open_to_unit:
        return can_prepare(user, sent)
    return can_screen(user, sent.round)


def can_write(user: AbstractBaseUser, found: Nomination) -> Answer:
    """The report: by whoever prepares the dossier, and by the nominated."""
    if found.status not in Nomination.Status.open_to_unit:
        return no(_("Hồ sơ đã gửi nên báo cáo không sửa được nữa."))
    if found.person and found.person.user_id == user.pk:
        return YES
    return can_prepare(user, found.submission)


def can_screen(user: AbstractBaseUser, found: AwardRound) -> Answer:
    """Take, return, accept, refuse, publish, bring before a council."""
    if holds_at_office(user, found.owner, *RUNS):
        return YES
    return no(_("Chỉ văn phòng hoặc thủ trưởng của %s xét hồ sơ của đợt này.") % found.owner)


def can_call_back(user: AbstractBaseUser, sent: Submission) -> Answer:
    """Until it is taken, while the round still lets it be sent again."""
    if not holds_at_office(user, sent.unit, *ASKS):
        said = _("Chỉ thủ trưởng, văn phòng, đầu mối của %s rút được hồ sơ này về.")
        return no(said % sent.unit)
    if sent.status != S.SENT:
        return no(_("Chỉ rút được hồ sơ đã gửi mà chưa được tiếp nhận."))
    if sent.round.status != AwardRound.Status.OPEN:
        return no(_("Đợt đã khóa nhận nên không rút về được nữa. Hãy liên hệ nơi nhận."))
    if sent.nominations.filter(status__in=SCREENED).exists():
        return no(_("Nơi nhận đã bắt đầu xét hồ sơ. Hãy liên hệ nơi nhận."))
    return YES
