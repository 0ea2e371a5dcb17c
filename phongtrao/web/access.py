"""Long work is its starter's own business: for everybody else it does not exist."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404

from phongtrao.web.models import Work
from phongtrao.web.queries import works_of


def get_visible(user: AbstractBaseUser, pk: int) -> Work:
    try:
        return works_of(user).get(pk=pk)
    except Work.DoesNotExist:
        raise Http404 from None
