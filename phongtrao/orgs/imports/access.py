"""Who imports what, and where. A workbook and what is told of its rows: only who brought it."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.access import ADMINISTERS, KEEPS_PEOPLE, OVER_UNITS
from phongtrao.orgs.models import Import, Unit
from phongtrao.orgs.models.imports import list_kinds
from phongtrao.orgs.scope import ACTS_FOR_UNIT, at_units, grants_of, has_role, units_of

K = Import.Kind
S = Import.Status

# A list gives nobody more than its screen does: see can_found, can_keep_people, can_rate_people and
# can_declare.
BELOW: dict[str, frozenset[Role]] = {
    K.UNITS: ADMINISTERS,
    K.PEOPLE: KEEPS_PEOPLE,
    K.RATINGS: OVER_UNITS,
    K.HEADCOUNTS: OVER_UNITS,
}
OWN: dict[str, frozenset[Role]] = {K.RATINGS: ACTS_FOR_UNIT, K.HEADCOUNTS: ACTS_FOR_UNIT}
NOBODY: frozenset[Role] = frozenset()


def anything() -> frozenset[Role]:
    return NOBODY.union(*BELOW.values(), *OWN.values())


def imports_anything(user: AbstractBaseUser) -> bool:
    return has_role(user, *anything())


def kinds_for(user: AbstractBaseUser) -> list[tuple[str, Any]]:
    """Keys of the lists with what they are called."""
    return [(kind, label) for kind, label in list_kinds() if can_import(user, kind)]


def can_import(user: AbstractBaseUser, kind: str) -> Answer:
    if has_role(user, *BELOW[kind], *OWN.get(kind, NOBODY)):
        return YES
    if kind == K.PEOPLE:
        return no(_("Danh sách người do tổ chức cán bộ hoặc quản trị viên nhập."))
    return no(_("Danh sách này do quản trị viên hoặc bộ phận thi đua cấp trên nhập."))


def reach(user: AbstractBaseUser, kind: str) -> Q:
    """Condition on the units whose lists the user imports: all below, or one's very own."""
    return units_of(user, BELOW[kind]) | at_units(user, OWN.get(kind, NOBODY))


def offices_of(user: AbstractBaseUser) -> list[Unit]:
    """Units for which the user imports: whose column mappings are remembered."""
    held = grants_of(user, anything())
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


def can_undo(user: AbstractBaseUser, act: Import) -> Answer:
    """Whether the person may take back what the list wrote; the list itself asks what stands on it by now."""
    if act.made_by_id != user.pk:
        return no(_("Chỉ người nhập danh sách được hoàn tác."))
    if act.status != S.APPLIED:
        return no(_("Danh sách chưa được nhập nên không có gì để hoàn tác."))
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
