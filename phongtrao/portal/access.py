"""Who may see the installation's own pages."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.scope import has_role


def can_see_health(user: AbstractBaseUser) -> Answer:
    return YES if has_role(user, Role.ADMIN) else no(_("Trang này dành cho quản trị hệ thống."))
