"""A further version of who signs what and what a movement may bring: for dossiers received from a day on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.awards.access.law import can_write_law
from phongtrao.awards.law import read_law
from phongtrao.awards.models import Honour, LawVersion
from phongtrao.awards.queries.law import version_on
from phongtrao.lib.errors import BadInput, Conflict
from phongtrao.lib.text import nfc


@dataclass(frozen=True, slots=True)
class LawWriting:
    """``data``: as ``awards.law.read_law`` reads it."""

    valid_from: date
    basis: str
    data: Mapping[str, Any]


@transaction.atomic
def write_law(said: LawWriting, *, read: int, by: AbstractBaseUser) -> LawVersion:
    """The whole of both tables anew; earlier versions stay for the days before.

    ``read``: the newest version when the form was opened. Conflict: somebody else wrote one meanwhile.
    """
    can_write_law(by).enforce()
    LawVersion.objects.select_for_update().order_by(
        "pk"
    ).first()  # two at once: one number after the other
    newest = LawVersion.objects.order_by("-number")[0]
    if newest.number != read:
        raise Conflict(_("Người khác vừa ghi phiên bản mới. Hãy tải lại trang rồi sửa tiếp."))
    _check(said)
    made = LawVersion(
        number=newest.number + 1,
        valid_from=said.valid_from,
        basis=nfc(said.basis).strip(),
        data=dict(said.data),
        made_by_id=by.pk,
    )
    made.full_clean()
    made.save()
    after = {"number": made.number, "valid_from": made.valid_from, "basis": made.basis}
    record(made, "awards.law_written", by=by, after=after)
    return made


def _check(said: LawWriting) -> None:
    law = read_law(said.data)
    if not law.signers or not law.ceilings:
        raise BadInput(_("Mỗi bảng phải còn ít nhất một dòng. Hãy thêm dòng hoặc bỏ đánh dấu xóa."))
    named = {key for one in law.signers for key in one.honours} | {
        one.honour for one in law.ceilings
    }
    known = set(Honour.objects.filter(owner=None, key__in=named).values_list("key", flat=True))
    if named - known:
        raise BadInput(
            _("Danh mục không có hình thức mang mã “%s”. Hãy chọn lại.") % min(named - known)
        )
    held = version_on(said.valid_from)
    if (read_law(held.data), held.basis) == (law, nfc(said.basis).strip()):
        raise BadInput(
            _("Chưa có gì thay đổi so với bảng đang áp dụng ngày ấy. Hãy sửa bảng hoặc căn cứ.")
        )
