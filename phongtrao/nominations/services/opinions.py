"""What other bodies say of somebody nominated: tax, police, the union, the Party committee. S0-40"""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import nfc
from phongtrao.nominations.access.screening import can_ask_others
from phongtrao.nominations.models import Nomination, Opinion


@dataclass(frozen=True, slots=True)
class Said:
    agrees: bool
    words: str
    on: date
    document: OfficialDocument | None = None


@transaction.atomic
def ask_opinion(found: Nomination, body: str, on: date, *, by: AbstractBaseUser) -> Opinion:
    can_ask_others(by, found).enforce()
    _refuse_to_come(on)
    name = nfc(body).strip()
    if not name:
        raise BadInput(_("Hãy ghi cơ quan, tổ chức được hỏi."))
    asked = Opinion.objects.create(nomination=found, body=name, asked_on=on, recorded_by_id=by.pk)
    record(found, "nominations.opinion_asked", by=by, body=name)
    return asked


@transaction.atomic
def answer_opinion(asked: Opinion, said: Said, *, by: AbstractBaseUser) -> Opinion:
    """Written down once; a body that says something else is asked anew."""
    can_ask_others(by, asked.nomination).enforce()
    if said.on < asked.asked_on:
        raise BadInput(_("Ngày trả lời không thể trước ngày hỏi."))
    _refuse_to_come(said.on)
    rows = Opinion.objects.filter(pk=asked.pk, answered_on=None)
    changed = rows.update(
        agrees=said.agrees,
        words=nfc(said.words).strip(),
        answered_on=said.on,
        document=said.document,
    )
    if not changed:
        raise WrongState(_("Ý kiến này đã được ghi. Hãy tải lại trang."))
    asked.refresh_from_db()
    record(asked.nomination, "nominations.opinion_answered", by=by, body=asked.body)
    return asked


def _refuse_to_come(on: date) -> None:
    if on > timezone.localdate():
        raise BadInput(_("Ngày ghi chưa đến. Hãy sửa lại ngày."))
