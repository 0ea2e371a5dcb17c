"""The tables of the law are everybody's to read; the top office writes their versions. S1-62 … S1-67"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.awards.models import LawVersion
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.scope import grants_of, is_at_the_top


def visible_law(_user: AbstractBaseUser) -> QuerySet[LawVersion]:
    return LawVersion.objects.select_related("made_by")


def can_write_law(user: AbstractBaseUser) -> Answer:
    if any(is_at_the_top(grant) for grant in grants_of(user, frozenset({Role.OFFICE}))):
        return YES
    return no(_("Chỉ văn phòng của Sở, của tỉnh ghi được thẩm quyền, mức khen theo luật."))
