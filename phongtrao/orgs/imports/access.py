"""Who imports what, and where. A workbook and what is told of its rows: only who brought it."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.access_records import OVER_UNITS
from phongtrao.orgs.models import Import, Unit
from phongtrao.orgs.scope import grants_of, has_role, units_of

IMPORTS_BELOW = OVER_UNITS
IMPORTS_OWN = frozenset({Role.HEAD, Role.FOCAL})
FOUNDS = frozenset({Role.ADMIN})  # as on screen: units are founded by their administrator
S = Import.Status


def imports_anything(user: AbstractBaseUser) -> bool:
    return has_role(user, *IMPORTS_BELOW, *IMPORTS_OWN)


def kinds_for(user: AbstractBaseUser) -> list[Import.Kind]:
    return [kind for kind in Import.Kind if can_import(user, kind)]


def can_import(user: AbstractBaseUser, kind: str) -> Answer:
    roles = FOUNDS if kind == Import.Kind.UNITS else IMPORTS_BELOW | IMPORTS_OWN
    if has_role(user, *roles):
        return YES
    return no(_("Danh sách này do quản trị viên hoặc bộ phận thi đua cấp trên nhập."))


def reach(user: AbstractBaseUser, kind: str) -> Q:
    """Condition on the units whose lists the user imports: all below, or one's own with its rooms."""
    if kind == Import.Kind.UNITS:
        return units_of(user, FOUNDS)
    condition = units_of(user, IMPORTS_BELOW)
    for grant in grants_of(user, IMPORTS_OWN):
        rooms = Q(kind=Unit.Kind.ROOM, admin_path__startswith=grant.unit.admin_path)
        condition |= Q(pk=grant.unit_id) | rooms
    return condition


def offices_of(user: AbstractBaseUser) -> list[Unit]:
    """Units for which the user imports: whose column mappings are remembered."""
    held = grants_of(user, IMPORTS_BELOW | IMPORTS_OWN)
    return list({grant.unit_id: grant.unit for grant in held}.values())


def visible_imports(user: AbstractBaseUser) -> QuerySet[Import]:
    return Import.objects.filter(made_by=user.pk).select_related("unit", "work")


def get_import(user: AbstractBaseUser, pk: int) -> Import:
    return get_object_or_404(visible_imports(user), pk=pk)


def can_change(user: AbstractBaseUser, act: Import) -> Answer:
    """Whether its columns, and what follows from them, may be chosen anew."""
    if act.made_by_id != user.pk:
        return no(_("Chỉ người tải tệp lên được nhập danh sách này."))
    if act.status in S.over:
        return no(_("Lần nhập này đã xong. Hãy bắt đầu lần nhập mới."))
    if not hasattr(act, "file"):
        return no(_("Tệp của lần nhập này đã được xóa. Hãy bắt đầu lần nhập mới."))
    return can_import(user, act.kind)


def can_apply(user: AbstractBaseUser, act: Import) -> Answer:
    if not (answer := can_change(user, act)):
        return answer
    if act.status != S.CHECKED:
        return no(_("Danh sách chưa kiểm tra xong."))
    if act.counts.get("faults"):
        return no(_("Danh sách còn chỗ chưa đúng nên chưa nhập được dòng nào. Hãy sửa trong tệp."))
    if not act.counts.get("new") and not act.counts.get("changed"):
        return no(_("Không có gì thay đổi, không cần nhập."))
    return YES
