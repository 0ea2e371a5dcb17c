"""Forms for scoring: copied from what is shipped, changed in versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import changes, record
from phongtrao.councils.access import rubrics as access
from phongtrao.councils.models import Rubric, RubricVersion
from phongtrao.councils.rubrics import read_rubric
from phongtrao.lib.errors import BadInput, Conflict
from phongtrao.lib.text import nfc
from phongtrao.orgs.models import Unit


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over the criteria, beside the versions."""

    title: str
    basis: str = ""
    needs_check: bool = False


@transaction.atomic
def copy_rubric(source: Rubric, unit: Unit, title: str, *, by: AbstractBaseUser) -> Rubric:
    """A rubric of the unit's own with the newest criteria of another; still to be checked if that was."""
    access.can_copy_rubric(by, unit).enforce()
    newest = source.versions.latest("number")
    made = Rubric(
        key=_free_key(source.key, unit),
        title=nfc(title).strip(),
        owner=unit,
        basis=source.basis,
        needs_check=source.needs_check,
    )
    made.full_clean()
    made.save()
    RubricVersion.objects.create(rubric=made, number=1, data=newest.data, made_by_id=by.pk)
    record(made, "councils.rubric_copied", by=by, source=source.title)
    return made


@transaction.atomic
def save_rubric(
    rubric: Rubric, heading: Heading, data: Mapping[str, Any], *, read: int, by: AbstractBaseUser
) -> RubricVersion:
    """Changed criteria become a new version; sheets that were given keep theirs.

    ``read``: the version that was changed on screen. BadRubric says where the criteria are wrong;
    Conflict, that somebody else saved meanwhile.
    """
    access.can_edit_rubric(by, rubric).enforce()
    wanted = read_rubric(data)
    locked = Rubric.objects.select_for_update().get(pk=rubric.pk)
    newest = locked.versions.latest("number")
    if newest.number != read:
        raise Conflict(
            _("Người khác vừa lưu phiên bản mới của phiếu chấm. Hãy tải lại trang rồi sửa tiếp.")
        )
    is_renamed = _write_heading(locked, heading, by)
    if read_rubric(newest.data) == wanted:
        if not is_renamed:
            raise BadInput(_("Chưa có gì thay đổi để lưu."))
        return newest
    made = RubricVersion.objects.create(
        rubric=locked, number=newest.number + 1, data=dict(data), made_by_id=by.pk
    )
    record(locked, "councils.rubric_changed", by=by, version=made.number)
    return made


def _write_heading(rubric: Rubric, heading: Heading, by: AbstractBaseUser) -> bool:
    new = {
        "title": nfc(heading.title).strip(),
        "basis": nfc(heading.basis).strip(),
        "needs_check": heading.needs_check,
    }
    before, after = changes(rubric, new)
    if not after:
        return False
    for name, value in after.items():
        setattr(rubric, name, value)
    rubric.full_clean()
    rubric.save(update_fields=list(after))
    record(rubric, "councils.rubric_named", by=by, before=before, after=after)
    return True


def _free_key(key: str, unit: Unit) -> str:
    """Codes are nobody's concern on screen: the next free one at the unit."""
    taken = set(Rubric.objects.filter(owner=unit).values_list("key", flat=True))
    if key not in taken:
        return key
    number = 2
    while f"{key[:35]}_{number}" in taken:
        number += 1
    return f"{key[:35]}_{number}"
