"""An office puts courses and materials on the list, and takes them off it."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.documents.services import store_file
from phongtrao.lib.errors import WrongState
from phongtrao.literacy.access.common import can_keep
from phongtrao.literacy.models import Competence, Course, TargetGroup
from phongtrao.literacy.services.frameworks import freeze


@transaction.atomic
def save_course(
    course: Course,
    groups: Sequence[TargetGroup],
    competences: Sequence[Competence],
    *,
    by: AbstractBaseUser,
    upload: "File[Any] | None" = None,
) -> Course:
    """A new one, or other words for one."""
    can_keep(by, course.owner).enforce()
    is_new = course.pk is None
    if upload is not None:
        course.file = store_file(upload, by=by)
    course.search_keys()
    course.full_clean()
    course.save()
    course.groups.set(groups)
    course.competences.set(one for one in competences if one.version_id == course.version_id)
    freeze(course.version)
    deed = "literacy.course_added" if is_new else "literacy.course_changed"
    record(course, deed, by=by, after={"title": course.title})
    return course


@transaction.atomic
def take_out(course: Course, *, by: AbstractBaseUser) -> None:
    can_keep(by, course.owner).enforce()
    rows = Course.objects.filter(pk=course.pk, out_since=None)
    if not rows.update(out_since=timezone.now()):
        raise WrongState(_("Khóa học này đã thôi giới thiệu."))
    record(course, "literacy.course_out", by=by)


@transaction.atomic
def take_back(course: Course, *, by: AbstractBaseUser) -> None:
    can_keep(by, course.owner).enforce()
    if not Course.objects.filter(pk=course.pk, out_since__isnull=False).update(out_since=None):
        raise WrongState(_("Khóa học này đang được giới thiệu."))
    record(course, "literacy.course_back", by=by)
