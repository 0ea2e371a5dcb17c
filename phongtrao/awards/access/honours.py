"""Who reads the catalogue of honours, and who keeps an office's own letters of praise. S1-67"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.awards.authority import praising_kinds
from phongtrao.awards.models import Honour
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit, is_of_kinds
from phongtrao.orgs.scope import at_offices, holds_at_office, read_units, units_above
from phongtrao.plans.access.movements import visible_movements
from phongtrao.plans.models import Movement

KEEPS = frozenset({Role.OFFICE, Role.HEAD})


def visible_honours(user: AbstractBaseUser) -> QuerySet[Honour]:
    """Of the law, of units above one's own, and of those one reads."""
    told = Q(owner=None) | Q(owner__in=units_above(user)) | read_units(user, "owner__")
    rows: QuerySet[Honour] = Honour.objects.filter(told).select_related("owner", "movement")
    return rows


def get_honour(user: AbstractBaseUser, pk: int) -> Honour:
    return get_object_or_404(visible_honours(user), pk=pk)


def honours_with_history(user: AbstractBaseUser) -> QuerySet[Honour]:
    return visible_honours(user).exclude(owner=None)


def praising_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Units whose heads give letters of praise, and whose honours the user keeps."""
    rows = Unit.objects.standing().filter(is_of_kinds(praising_kinds()), at_offices(user, KEEPS))
    return rows.highest_first()


def named_movements(user: AbstractBaseUser) -> QuerySet[Movement]:
    """Movements that an own honour may be of."""
    return visible_movements(user).filter(owner__in=praising_units(user).order_by().values("pk"))


def can_add_honour(user: AbstractBaseUser, owner: Unit) -> Answer:
    if not holds_at_office(user, owner, *KEEPS):
        return no(_("Chỉ thủ trưởng, văn phòng của %s thêm được.") % owner)
    if not {owner.kind, owner.type_id} & praising_kinds():
        return no(_("%s không có thẩm quyền tặng giấy khen.") % owner)
    return YES


def can_end_honour(user: AbstractBaseUser, honour: Honour) -> Answer:
    if honour.owner is None:
        return no(_("Danh hiệu, hình thức của luật không thôi dùng ở đây."))
    if not holds_at_office(user, honour.owner, *KEEPS):
        return no(_("Chỉ thủ trưởng, văn phòng của %s làm được.") % honour.owner)
    if honour.valid_to:
        return no(_("Đã có ngày thôi dùng."))
    return YES
