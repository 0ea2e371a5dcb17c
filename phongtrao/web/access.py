"""Long work is its starter's own business: for everybody else it does not exist."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.shortcuts import get_object_or_404

from phongtrao.web.models import Work
from phongtrao.web.queries import works_of


def get_visible(user: AbstractBaseUser, pk: int) -> Work:
    return get_object_or_404(works_of(user), pk=pk)
