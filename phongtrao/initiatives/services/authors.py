"""Who wrote an initiative, and in which shares: named by one of them, confirmed by each."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.initiatives.access.initiatives import can_write
from phongtrao.initiatives.models import Authorship, Initiative
from phongtrao.lib.errors import BadInput, Conflict, NotAllowed
from phongtrao.lib.shares import check_shares
from phongtrao.notifications.services import notify
from phongtrao.orgs.models import Person

A = Authorship.Status


@dataclass(frozen=True, slots=True)
class Share:
    """An author beside the first: who, how much of 100, which part of the work."""

    person: Person
    percent: Decimal
    part: str = ""


@transaction.atomic
def set_authors(
    initiative: Initiative, first: Decimal, others: Sequence[Share], *, by: AbstractBaseUser
) -> Initiative:
    """Name the co-authors and everybody's share; who is new or whose share changed is asked to confirm.

    BadInput unless all shares sum to 100.
    """
    can_write(by, initiative).enforce()
    check_shares([first, *(share.percent for share in others)])
    if len({share.person.pk for share in others}) < len(others):
        raise BadInput(_("Một người được ghi hai lần trong danh sách tác giả."))
    locked = Initiative.objects.select_for_update().get(pk=initiative.pk)
    had = {one.person_id: one for one in locked.authorships.all() if not one.is_first}
    chief = locked.authorships.get(is_first=True)
    if chief.person_id in {share.person.pk for share in others}:
        raise BadInput(_("Tác giả chính đã có trong danh sách."))
    _set_share(chief, first, chief.part, asks=chief.person.user_id != by.pk)
    for share in others:
        one = had.pop(share.person.pk, None) or Authorship(initiative=locked, person=share.person)
        _set_share(one, share.percent, share.part, asks=share.person.user_id != by.pk)
    for gone in had.values():
        gone.delete()
    record(locked, "initiatives.authors_set", by=by)
    _ask(locked)
    return locked


def _set_share(one: Authorship, share: Decimal, part: str, *, asks: bool) -> None:
    if one.pk and (one.share, one.part) == (share, part):
        return
    one.share, one.part = share, part
    one.status = A.ASKED if asks else A.CONFIRMED
    one.answered_at = None if asks else timezone.now()
    one.reason = ""
    one.full_clean()
    one.save()


def _ask(initiative: Initiative) -> None:
    waiting = initiative.authorships.filter(status=A.ASKED).select_related("person__user")
    people = [one.person.user for one in waiting if one.person.user]
    with office_language():
        said = _("Anh chị được mời xác nhận tỷ lệ đóng góp trong sáng kiến “%s”.")
    url = reverse("initiatives:share", args=[initiative.pk])
    # Once for each share asked: a corrected share asks again, resending the same form does not.
    asked = "-".join(f"{one.person_id}.{one.share}" for one in waiting)
    notify(
        people, said % initiative.title, key=f"initiative:{initiative.pk}:share:{asked}", url=url
    )


@transaction.atomic
def confirm_share(authorship: Authorship, *, by: AbstractBaseUser) -> Authorship:
    """A co-author agrees to the share as it stands now."""
    return _answer(authorship, A.CONFIRMED, "", by)


@transaction.atomic
def decline_share(authorship: Authorship, reason: str, *, by: AbstractBaseUser) -> Authorship:
    """A co-author does not agree: the initiative is not handed in before it is settled."""
    if not reason.strip():
        raise BadInput(_("Hãy ghi vì sao anh chị không đồng ý, để tác giả chính sửa lại."))
    return _answer(authorship, A.DECLINED, reason.strip(), by)


def _answer(authorship: Authorship, to: str, reason: str, by: AbstractBaseUser) -> Authorship:
    if authorship.person.user_id != by.pk:
        raise NotAllowed(_("Chỉ chính tác giả xác nhận tỷ lệ của mình."))
    # Under the condition of the share that was shown: it may have been changed a moment ago.
    rows = Authorship.objects.filter(pk=authorship.pk, share=authorship.share, status=A.ASKED)
    if not rows.update(status=to, reason=reason, answered_at=timezone.now()):
        raise Conflict(_("Tỷ lệ vừa được sửa hoặc đã trả lời. Hãy tải lại trang."))
    action = "initiatives.share_confirmed" if to == A.CONFIRMED else "initiatives.share_declined"
    record(authorship.initiative, action, by=by)
    authorship.refresh_from_db()
    return authorship
