"""Score sheets that count no longer: a late conflict of interest, a dossier that changed, and those a member
left unfinished. What was finished by a member who left stays: else a score could be removed with its giver.

One verb for these three, called by whoever brings one of them about, and by a job that looks after what
happened unseen (a term that ended, a dossier changed by its app). Another for a case that was taken back.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.audit.services import Line, record_many
from phongtrao.base.http import addresses_of
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move_many
from phongtrao.councils.kinds import KINDS, dossiers_of
from phongtrao.councils.models import Case, Conflict, Member, ScoreSheet
from phongtrao.councils.services.sheets import TRANSITIONS
from phongtrao.notifications.models import Notice

S = ScoreSheet.Status
RECUSED = gettext_lazy("Thành viên không tham gia xét hồ sơ này.")
LEFT = gettext_lazy("Thành viên đã thôi tham gia hội đồng.")
CHANGED = gettext_lazy("Hồ sơ đã được sửa sau khi chấm.")
LONGEST_REASON = 200
DAYS_AGAIN = timedelta(days=7)  # for a sheet to be looked over once more whose day is past


@transaction.atomic
def void_lapsed(cases: QuerySet[Case], *, by: AbstractBaseUser | None) -> int:
    """Void the sheets of these undecided cases that count no longer; return how many.

    Who scored a dossier that changed gets a new sheet with what was filled in. Who is recused is told
    nothing: not even that there was a sheet.
    """
    open_cases = cases.filter(status__in=Case.Status.undecided, kind__in=KINDS)
    rows = ScoreSheet.objects.living().filter(case__in=open_cases.order_by().values("pk"))
    voided = _void(recused(rows), RECUSED, by=by) + _void(left(rows), LEFT, by=by)
    changed = _void(ScoreSheet.objects.filter(pk__in=_outdated(rows)), CHANGED, by=by)
    _give_again(changed, by=by)
    return len(voided) + len(changed)


def void_withdrawn(case: Case, reason: str, *, by: AbstractBaseUser) -> list[ScoreSheet]:
    """Sheets of a case that was taken back; returns those that stood."""
    return _void(ScoreSheet.objects.living().filter(case=case), reason, by=by)


def recused(rows: QuerySet[ScoreSheet]) -> QuerySet[ScoreSheet]:
    standing = Conflict.objects.filter(
        case=OuterRef("case"), member=OuterRef("member"), status=Conflict.Status.STANDING
    )
    return rows.filter(Exists(standing))


def left(rows: QuerySet[ScoreSheet]) -> QuerySet[ScoreSheet]:
    unfinished = rows.filter(status__in=S.unfinished)
    return unfinished.exclude(member__in=Member.objects.today().values("pk"))


def _outdated(rows: QuerySet[ScoreSheet]) -> list[int]:
    """Keys of final sheets of a dossier that is not the present one."""
    final = list(rows.filter(status=S.FINAL).select_related("case"))
    dossiers = dossiers_of(list({sheet.case_id: sheet.case for sheet in final}.values()))
    return [one.pk for one in final if one.dossier_hash != dossiers[one.case_id].hash]


def _void(
    rows: QuerySet[ScoreSheet], reason: str | Promise, *, by: AbstractBaseUser | None
) -> list[ScoreSheet]:
    with office_language():
        said = str(reason)[:LONGEST_REASON]
    asked = rows.order_by("pk")
    moved: list[int] = []
    for state in (S.ASSIGNED, S.DRAFT, S.FINAL):
        moved += move_many(asked, state, S.VOID, TRANSITIONS, void_reason=said)
    sheets = list(
        ScoreSheet.objects.filter(pk__in=moved).select_related("case", "member__person__user")
    )
    record_many(
        [Line(sheet, data={"reason": said}) for sheet in sheets], "councils.sheet_voided", by=by
    )
    return sheets


def _give_again(voided: Iterable[ScoreSheet], *, by: AbstractBaseUser | None) -> None:
    """A new sheet of the same rubric, to be looked over: nothing is final without the member."""
    today = timezone.localdate()
    with office_language():
        because = _("Hồ sơ đã được sửa sau khi chấm: xem lại điểm.")
    made = ScoreSheet.objects.bulk_create(
        ScoreSheet(
            case=old.case,
            member=old.member,
            rubric_id=old.rubric_id,
            status=S.DRAFT,
            due_on=_day_again(old.due_on, today),
            asked_because=because,
            scores=old.scores,
            notes=old.notes,
            comment=old.comment,
            assigned_by_id=old.assigned_by_id,
        )
        for old in voided
    )
    record_many([Line(sheet) for sheet in made], "councils.sheet_given_again", by=by)
    _tell(made)


def _day_again(due: date | None, today: date) -> date | None:
    return max(due, today + DAYS_AGAIN) if due else None


def _tell(sheets: Iterable[ScoreSheet]) -> None:
    address = addresses_of("councils:sheet")
    with office_language():
        words = _("Hồ sơ “%s” đã được sửa sau khi bạn chấm. Hãy xem lại điểm.")
    notices = [
        Notice(
            to=sheet.member.person.user,
            key=f"councils.sheet_again:{sheet.pk}",
            text=words % sheet.case,
            url=address(sheet.pk),
        )
        for sheet in sheets
        if sheet.member.person.user
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
