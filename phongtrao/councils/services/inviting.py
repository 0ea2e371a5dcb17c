"""One more reviewer for a case whose sheets lie apart."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.councils.access import sheets as access
from phongtrao.councils.models import Case, Member, ScoreSheet
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import nfc
from phongtrao.notifications.services import notify


@transaction.atomic
def invite_reviewer(
    case: Case, member: Member, due_on: date, *, reason: str = "", by: AbstractBaseUser
) -> ScoreSheet:
    """A sheet by the rubric the case was given first. WrongState when the member may not or has one."""
    locked = (
        Case.objects.select_for_update(of=("self",)).select_related("council__unit").get(pk=case.pk)
    )
    access.can_invite(by, locked).enforce()
    if due_on < timezone.localdate():
        raise BadInput(_("Hạn chấm đã qua. Hãy chọn ngày từ hôm nay trở đi."))
    if not access.members_to_invite(locked).filter(pk=member.pk).exists():
        raise WrongState(
            _("Thành viên này không chấm được hồ sơ, hoặc đã được giao chấm. Hãy chọn người khác.")
        )
    first = (
        ScoreSheet.objects.living().filter(case=locked).order_by("pk").select_related("rubric")[0]
    )
    with office_language():
        because = nfc(reason).strip() or _("Các phiếu đã chấm chênh lệch nhiều.")
    made = ScoreSheet.objects.create(
        case=locked,
        member=member,
        rubric=first.rubric,
        due_on=due_on,
        asked_because=because,
        assigned_by_id=by.pk,
    )
    record(made, "councils.reviewer_invited", by=by)
    _tell(made, due_on)
    return made


def _tell(sheet: ScoreSheet, due_on: date) -> None:
    if user := sheet.member.person.user:
        with office_language():
            said = _("Bạn được mời chấm hồ sơ “%(case)s”, hạn %(due)s.")
            text = said % {"case": sheet.case, "due": date_format(due_on, "d/m/Y")}
        url = reverse("councils:sheet", args=[sheet.pk])
        notify([user], text, key=f"councils.sheet_assigned:{sheet.pk}", url=url)
