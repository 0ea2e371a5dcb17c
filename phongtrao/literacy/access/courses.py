"""Courses and materials: those below their owner find them; a file of one is opened by whoever finds it."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.shortcuts import get_object_or_404

from phongtrao.documents.models import StoredFile
from phongtrao.literacy.access.common import offered_to
from phongtrao.literacy.models import Course
from phongtrao.literacy.models.courses import CourseQuerySet


def visible_courses(user: AbstractBaseUser) -> CourseQuerySet:
    rows = Course.objects.filter(offered_to(user)).select_related("owner", "version__framework")
    return rows.prefetch_related("groups")


def get_course(user: AbstractBaseUser, pk: int) -> Course:
    return get_object_or_404(visible_courses(user).select_related("file"), pk=pk)


def sees_file(user: AbstractBaseUser, file: StoredFile) -> bool:
    return visible_courses(user).filter(file=file).exists()
