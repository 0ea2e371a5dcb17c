"""Checklists are the office's own words; an inspection keeps the lines it began with. S1-47"""

from collections.abc import Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.activities.access.activities import can_keep_kinds
from phongtrao.activities.models import Checklist, Item
from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import nfc

MOST_LINES = 100


@transaction.atomic
def save_checklist(
    checklist: Checklist, items: Sequence[Item], *, by: AbstractBaseUser
) -> Checklist:
    can_keep_kinds(by).enforce()
    if not items:
        raise BadInput(_("Danh mục chưa có mục nào. Hãy ghi mỗi dòng một mục."))
    for place, one in enumerate(items, start=1):
        if not one.text:
            said = _("Mục thứ %(n)s chỉ có căn cứ (%(basis)s). Hãy ghi nội dung trước dấu |.")
            raise BadInput(said % {"n": place, "basis": one.basis})
    if len(items) > MOST_LINES:
        raise BadInput(_("Danh mục quá %s mục. Hãy tách thành hai danh mục.") % MOST_LINES)
    if not checklist.key:
        checklist.key = f"own{Checklist.objects.count() + 1}"
    checklist.title = nfc(checklist.title).strip()
    checklist.lines = [one.plain() for one in items]
    checklist.full_clean()
    checklist.save()
    record(checklist, "activities.checklist_saved", by=by, after={"title": checklist.title})
    return checklist
