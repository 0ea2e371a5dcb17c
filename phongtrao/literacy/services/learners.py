"""A learner's completion by name: written by the school that holds the consent, confirmed by its head.

Counts know nothing of it: a learner is in the unit's number whether named or not. It goes with the name.
"""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import nfc
from phongtrao.literacy.access.learners import can_confirm, can_drop
from phongtrao.literacy.models import LearnerResult
from phongtrao.literacy.models.learners import PURPOSES
from phongtrao.orgs.access import can_keep_learner
from phongtrao.orgs.models import Learner


@transaction.atomic
def add_learner_result(result: LearnerResult, *, by: AbstractBaseUser) -> LearnerResult:
    """Only of somebody whose name is kept for a purpose, with consent, and still on that day."""
    # Forgotten at this moment: the name is locked before anything is tied to it.
    learner = Learner.objects.select_for_update(of=("self",)).filter(pk=result.learner_id).first()
    if learner is None:
        raise WrongState(_("Tên người học này vừa được xóa. Hãy tải lại trang."))
    can_keep_learner(by, learner.unit).enforce()
    today = timezone.localdate()
    if learner.keep_until < today:
        raise WrongState(_("Thời hạn lưu tên người học này đã hết."))
    if result.done_on > today:
        raise BadInput(_("Ngày hoàn thành chưa đến. Hãy sửa lại ngày."))
    if learner.purpose not in PURPOSES:
        raise BadInput(
            _(
                "Tên này lưu cho việc khác: chỉ ghi kết quả cho người học được đề nghị khen thưởng, dự giải."
            )
        )
    if result.level is not None and result.level not in result.version.level_numbers:
        raise BadInput(_("Khung này không có mức đó. Hãy xem các mức của khung."))
    result.reference = nfc(result.reference).strip()
    result.full_clean()
    result.save()
    record(result, "literacy.learner_result_added", by=by)
    return result


@transaction.atomic
def confirm_learner_result(
    result: LearnerResult, day: date, *, by: AbstractBaseUser
) -> LearnerResult:
    can_confirm(by, result).enforce()
    if not result.done_on <= day <= timezone.localdate():
        raise BadInput(_("Ngày xác nhận phải từ ngày hoàn thành đến hôm nay."))
    rows = LearnerResult.objects.filter(pk=result.pk, confirmed_on=None)
    if not rows.update(confirmed_on=day, confirmed_by=by.pk):
        raise WrongState(_("Kết quả này đã được xác nhận hoặc đã xóa."))
    record(result, "literacy.learner_result_confirmed", by=by)
    result.refresh_from_db()
    return result


@transaction.atomic
def drop_learner_result(result: LearnerResult, *, by: AbstractBaseUser) -> None:
    """Written by mistake; the name itself is forgotten where it is kept."""
    # Confirmed at this moment: the door is that of what it is now.
    rows = LearnerResult.objects.select_for_update(of=("self",)).select_related("learner__unit")
    found = rows.filter(pk=result.pk).first()
    if found is None:
        raise WrongState(_("Kết quả này đã được xóa."))
    can_drop(by, found).enforce()
    record(result, "literacy.learner_result_dropped", by=by)
    result.delete()
