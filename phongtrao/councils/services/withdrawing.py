"""Taking a case back before it is decided: its vote and its sheets are void, its app says what becomes of it.

Rows are locked in the order of counting, the item of an agenda before its case: who withdraws while
somebody counts waits, and is told that the case is decided. The app's own row comes before the sheets, as
where its dossier is sent back to be mended.
"""

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import move, move_many
from phongtrao.councils.access.councils import can_withdraw_case
from phongtrao.councils.kinds import KINDS
from phongtrao.councils.models import Case, Item, ScoreSheet
from phongtrao.councils.services.cases import TRANSITIONS
from phongtrao.councils.services.sittings import ITEMS
from phongtrao.councils.services.voiding import LONGEST_REASON, recused, void_withdrawn
from phongtrao.councils.services.voting import void_turn
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import nfc
from phongtrao.notifications.services import notify, withdraw

S, Stage = Case.Status, Item.Status
LONGEST_SAID = 300


@transaction.atomic
def withdraw_case(case: Case, reason: str, *, by: AbstractBaseUser) -> Case:
    """Take the case out of its council. NotAllowed once it is decided; ballots are gone unread."""
    said = nfc(reason).strip()[:LONGEST_SAID]
    if not said:
        raise BadInput(_("Hãy ghi lý do rút hồ sơ; thành viên được giao chấm và tác giả đọc được."))
    items = _lock_items(case)
    # Without FOR KEY: a conflict found meanwhile may point to it.
    rows = Case.objects.select_for_update(of=("self",), no_key=True)
    locked = rows.select_related("council__unit").get(pk=case.pk)
    can_withdraw_case(by, locked).enforce()
    _check_agenda(locked, items)
    # Names a blind council must not read may stand in it: from here on as its kind shows it.
    said = KINDS[locked.kind].on_withdrawn(locked, said, by)[:LONGEST_SAID]
    _take_off(items, said, by=by)
    move(locked, S.WITHDRAWN, TRANSITIONS, withdraw_reason=said)
    record(locked, "councils.case_withdrawn", by=by, reason=said)
    _void_sheets(locked, said, by=by)
    return locked


def _lock_items(case: Case) -> list[Item]:
    rows = _on_agenda(case).select_for_update(of=("self",)).select_related("case")
    return list(rows.order_by("pk"))


def _on_agenda(case: Case) -> QuerySet[Item]:
    """Where it stands on an agenda now."""
    return Item.objects.filter(case=case, status__in=(Stage.WAITING, Stage.VOTING))


def _check_agenda(case: Case, items: list[Item]) -> None:
    """Put on an agenda between the two locks, it would be voted on there though it is withdrawn."""
    if _on_agenda(case).exclude(pk__in=[item.pk for item in items]).exists():
        raise WrongState(_("Hồ sơ vừa được đưa vào chương trình họp. Hãy tải lại trang."))


def _take_off(items: list[Item], reason: str, *, by: AbstractBaseUser) -> None:
    """The agenda goes on showing it, as withdrawn and why."""
    if open_votes := [item for item in items if item.status == Stage.VOTING]:
        void_turn(open_votes, reason, by=by)
    rows = Item.objects.filter(pk__in=[item.pk for item in items])
    move_many(rows, Stage.WAITING, Stage.WITHDRAWN, ITEMS, void_reason=reason[:LONGEST_REASON])


def _void_sheets(case: Case, reason: str, *, by: AbstractBaseUser) -> None:
    with office_language():
        words = _("Hồ sơ đã rút khỏi hội đồng: %s") % reason
    living = ScoreSheet.objects.living().filter(case=case)
    tied = set(recused(living).values_list("pk", flat=True))
    voided = void_withdrawn(case, words, by=by)
    # Who is recused is told nothing: not even that there was a sheet.
    _tell([sheet for sheet in voided if sheet.pk not in tied], case, reason)


def _tell(sheets: Iterable[ScoreSheet], case: Case, reason: str) -> None:
    """Each reviewer once; what asked for the sheet is done with."""
    asked = [
        f"councils.sheet_{what}:{sheet.pk}" for sheet in sheets for what in ("assigned", "again")
    ]
    people = [user for sheet in sheets if (user := sheet.member.person.user)]
    withdraw(people, asked)
    with office_language():
        words = _("Hồ sơ “%(case)s” đã rút khỏi hội đồng, không phải chấm nữa. Lý do: %(reason)s")
        text = words % {"case": case, "reason": reason}
    url = reverse("councils:case", args=[case.pk])
    notify(people, text, key=f"councils.case_withdrawn:{case.pk}", url=url)
