"""Who tends the index of all texts: the office and head of the Sở or province, and its administrator."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.scope import grants_of, is_at_the_top

TENDS = frozenset({Role.OFFICE, Role.HEAD, Role.ADMIN})


def tends_index(user: AbstractBaseUser) -> bool:
    return any(is_at_the_top(grant) for grant in grants_of(user, TENDS))


def can_tend(user: AbstractBaseUser) -> Answer:
    if tends_index(user):
        return YES
    return no(_("Chỉ văn phòng của Sở và quản trị hệ thống được chăm kho đối chiếu."))
