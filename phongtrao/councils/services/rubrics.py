"""Forms for scoring: copied from what is shipped, changed in versions."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.councils.access import rubrics as access
from phongtrao.councils.models import Rubric, RubricVersion
from phongtrao.councils.rubrics import read_rubric
from phongtrao.documents.services.shipped import Heading, copy_shipped, keep_heading
from phongtrao.lib.errors import BadInput, Conflict
from phongtrao.orgs.models import Unit


@transaction.atomic
def copy_rubric(source: Rubric, unit: Unit, title: str, *, by: AbstractBaseUser) -> Rubric:
    """A rubric of the unit's own with the newest criteria of another; still to be checked if that was."""
    access.can_copy_rubric(by, unit).enforce()
    newest = source.versions.latest("number")
    made = copy_shipped(source, unit, title)
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
    before, after = keep_heading(locked, heading)
    if after:
        record(locked, "councils.rubric_named", by=by, before=before, after=after)
    if read_rubric(newest.data) == wanted:
        if not after:
            raise BadInput(_("Chưa có gì thay đổi để lưu."))
        return newest
    made = RubricVersion.objects.create(
        rubric=locked, number=newest.number + 1, data=dict(data), made_by_id=by.pk
    )
    record(locked, "councils.rubric_changed", by=by, version=made.number)
    return made
