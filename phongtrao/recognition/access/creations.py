"""Who sees creations: the library is everybody's who works here."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from phongtrao.accounts.models import Role
from phongtrao.documents.models import StoredFile
from phongtrao.orgs.models import Post
from phongtrao.orgs.scope import grants_of, read_units, reads_unit
from phongtrao.recognition.models import Creation, CreationFile, CreationShare

OFFICES = frozenset({Role.OFFICE, Role.HEAD})


def reads_library(user: AbstractBaseUser) -> bool:
    """Whether the library stands in one's menu; no query."""
    return bool(grants_of(user))


def visible_creations(user: AbstractBaseUser) -> QuerySet[Creation]:
    """What is listed, for whoever works here; what is not, for those over its unit and its authors."""
    shares = CreationShare.objects.filter(person__user=user.pk)
    mine = Q(pk__in=shares.values("creation"))
    rows = Creation.objects.filter(_listed(user) | read_units(user, "unit__") | mine)
    return rows.select_related("unit")


def _listed(user: AbstractBaseUser) -> Q:
    if grants_of(user):
        return Q(is_listed=True)
    works = Post.objects.today().filter(person__user=user.pk).exists()
    return Q(is_listed=True) if works else Q(pk__in=[])


def get_visible_creation(user: AbstractBaseUser, pk: int) -> Creation:
    return get_object_or_404(visible_creations(user), pk=pk)


def sees_file(user: AbstractBaseUser, file: StoredFile) -> bool:
    """Files of a creation are read by whoever reads the creation."""
    seen = visible_creations(user).values("pk")
    return CreationFile.objects.filter(file=file, creation__in=seen).exists()


def is_author_of(user: AbstractBaseUser, creation: Creation) -> bool:
    return creation.shares.filter(person__user=user.pk).exists()


def reads_shares(user: AbstractBaseUser, creation: Creation) -> bool:
    """Names are everybody's; who has which part is for the authors and those over their unit."""
    return reads_unit(user, creation.unit) or is_author_of(user, creation)
