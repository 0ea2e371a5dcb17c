"""Who reads and writes an initiative.

Its authors write it, and alone read what is not handed in. Once it is, its round's office, the head and
office of its own unit and those above who oversee read the version. Members of a council read by the case
(``initiatives.access.council``): whoever judges a blind round reads it in no other way.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.councils.access.dossiers import judged_cases, readable_cases, withdrawn_cases
from phongtrao.councils.models import Case
from phongtrao.documents.models import StoredFile
from phongtrao.initiatives.access.rounds import RUNS, can_run
from phongtrao.initiatives.models import Authorship, Initiative, InitiativeFile, InitiativeRound
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.scope import READS_ALL_BELOW, at_offices, grants_of, unit_condition

S = Initiative.Status
READERS = READS_ALL_BELOW - {Role.AUDITOR}
SHOWN = ("round__owner", "round__form", "unit")  # what its pages name


def authored(user: AbstractBaseUser) -> Q:
    """Initiatives the user wrote or was asked to be an author of; who declined is none."""
    shares = Authorship.objects.filter(person__user=user.pk, status__in=("asked", "confirmed"))
    return Q(pk__in=shares.order_by().values("initiative")) | Q(started_by=user.pk)


def visible_initiatives(user: AbstractBaseUser) -> QuerySet[Initiative]:
    read = Q(status__in=S.read)
    below = unit_condition(grants_of(user, READERS), "unit__")
    runs = at_offices(user, RUNS, "round__owner__")
    leads = at_offices(user, frozenset({Role.LEADER}), "round__owner__")
    others = runs | ((below | leads) & ~_judged_blindly(user))
    rows = Initiative.objects.filter(authored(user) | (read & others))
    return rows.select_related(*SHOWN)


def _judged_blindly(user: AbstractBaseUser) -> Q:
    """Before a council the user sits in, or on its way back to one after it was taken out."""
    left = Initiative.earlier_cases.through.objects.filter(
        case__in=withdrawn_cases(user).order_by().values("pk")
    )
    waits_again = Q(status__in=(S.VALID, S.SUBMITTED, S.RETURNED), pk__in=left.values("initiative"))
    judged = Q(case__in=judged_cases(user).order_by().values("pk"))
    return Q(round__is_blind=True) & (judged | waits_again)


def veiled_initiatives(user: AbstractBaseUser) -> QuerySet[Initiative]:
    """Whose authors the user must not learn: judged without names, and of no round the user runs."""
    runs = at_offices(user, RUNS, "round__owner__")
    return Initiative.objects.filter(_judged_blindly(user)).exclude(runs).order_by()


def get_visible_initiative(user: AbstractBaseUser, pk: int) -> Initiative:
    return get_object_or_404(visible_initiatives(user), pk=pk)


def get_initiative_to_write(user: AbstractBaseUser, pk: int) -> Initiative:
    """The same, for pages of writing: one's own is found without asking for rights.

    Its authors save again and again, and hand in by hundreds in the last minutes of a round.
    """
    own = Initiative.objects.filter(authored(user), pk=pk).select_related(*SHOWN)
    return own.first() or get_visible_initiative(user, pk)


def is_author(user: AbstractBaseUser, initiative: Initiative) -> bool:
    """No query for whoever began it."""
    if initiative.started_by_id == user.pk:
        return True
    return Initiative.objects.filter(authored(user), pk=initiative.pk).exists()


def own_initiatives(user: AbstractBaseUser) -> QuerySet[Initiative]:
    """Those one is an author of, whatever became of them."""
    return Initiative.objects.filter(authored(user)).select_related("round__owner", "unit")


def own_authorships(user: AbstractBaseUser) -> QuerySet[Authorship]:
    """One's shares, also those one did not agree to."""
    rows = Authorship.objects.filter(person__user=user.pk)
    return rows.select_related("initiative__round", "initiative__unit", "person")


def get_own_authorship(user: AbstractBaseUser, initiative: int) -> Authorship:
    return get_object_or_404(own_authorships(user), initiative=initiative)


def reads_secrets(user: AbstractBaseUser, initiative: Initiative) -> bool:
    """What the authors keep secret is for them, for those who check it, and for the council that has it."""
    if is_author(user, initiative) or can_run(user, initiative.round.owner):
        return True
    return readable_cases(user).filter(initiative=initiative).exists()


def initiatives_to_check(user: AbstractBaseUser) -> QuerySet[Initiative]:
    """Handed in to rounds the user runs, not one's own."""
    of_round = at_offices(user, RUNS, "round__owner__")
    mine = Initiative.objects.filter(authored(user)).values("pk")
    return Initiative.objects.filter(of_round, status=S.SUBMITTED).exclude(pk__in=mine)


def initiatives_asked_back(user: AbstractBaseUser) -> QuerySet[Initiative]:
    """Their authors ask to have them back from the council; of rounds the user runs, not one's own."""
    of_round = at_offices(user, RUNS, "round__owner__")
    mine = Initiative.objects.filter(authored(user)).values("pk")
    asked = Initiative.objects.filter(of_round, case__status__in=Case.Status.undecided)
    return asked.exclude(asked_back="").exclude(pk__in=mine)


def sees_file(user: AbstractBaseUser, file: StoredFile) -> bool:
    """Of one's own; else what was handed in with the last version, and is not kept secret."""
    cited = InitiativeFile.objects.filter(file=file)
    if cited.filter(initiative__in=own_initiatives(user).order_by().values("pk")).exists():
        return True
    read = visible_initiatives(user).filter(files__file=file)
    judged = Initiative.objects.filter(
        round__is_blind=False, case__in=readable_cases(user).order_by().values("pk")
    )
    sat_over = judged.filter(versions__data__files__contains=[{"file": file.pk}])
    rows = [*read, *sat_over.select_related("round__owner").distinct()]
    return any(_handed_file(user, one, file) for one in rows)


def _handed_file(user: AbstractBaseUser, initiative: Initiative, file: StoredFile) -> bool:
    newest = initiative.versions.order_by("-number").first()
    rows = [row for row in newest.data["files"] if row["file"] == file.pk] if newest else []
    return any(not row["secret"] for row in rows) or (
        bool(rows) and reads_secrets(user, initiative)
    )


def can_write(user: AbstractBaseUser, initiative: Initiative) -> Answer:
    if not is_author(user, initiative):
        return no(_("Chỉ các tác giả được sửa sáng kiến này."))
    if initiative.status not in S.written:
        return no(_("Sáng kiến đã nộp nên không sửa được. Hãy rút về nếu chưa được kiểm tra."))
    return YES


def can_submit(user: AbstractBaseUser, initiative: Initiative) -> Answer:
    """A returned one may come back after the round has closed: its authors were asked to mend it."""
    if not (answer := can_write(user, initiative)):
        return answer
    taken = initiative.round
    if taken.status not in InitiativeRound.Status.running:
        return no(_("Đợt xét chưa mở hoặc đã kết thúc."))
    today = timezone.localdate()
    if initiative.status == S.DRAFT and not taken.opens_on <= today <= taken.closes_on:
        said = _("Đợt xét nhận hồ sơ từ %(from)s đến hết %(to)s.")
        days = {"from": f"{taken.opens_on:%d/%m/%Y}", "to": f"{taken.closes_on:%d/%m/%Y}"}
        return no(said % days)
    return YES


def can_withdraw(user: AbstractBaseUser, initiative: Initiative) -> Answer:
    if not is_author(user, initiative):
        return no(_("Chỉ các tác giả được rút sáng kiến này."))
    if initiative.status in {S.RECOGNISED, S.REFUSED, S.WITHDRAWN}:
        return no(_("Sáng kiến đã có kết quả hoặc đã rút."))
    if initiative.case_id:
        return no(_("Sáng kiến đã ở hội đồng. Hãy đề nghị văn phòng rút."))
    return YES


def why_not_checked(initiative: Initiative, *, is_own: bool) -> str:
    """Why it is not accepted as valid now; empty where it may be."""
    if is_own:
        return _("Tác giả không kiểm tra sáng kiến của mình. Hãy nhờ người khác trong văn phòng.")
    if initiative.status != S.SUBMITTED:
        return _("Chỉ xác nhận được hồ sơ đang chờ kiểm tra.")
    return ""


def can_check(user: AbstractBaseUser, initiative: Initiative) -> Answer:
    """Whoever runs the round; nobody checks one's own."""
    if is_author(user, initiative):
        return no(
            _("Tác giả không kiểm tra sáng kiến của mình. Hãy nhờ người khác trong văn phòng.")
        )
    return can_run(user, initiative.round.owner)
