"""Reference texts are those of the office that added them."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.documents.models import StoredFile
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import at_offices, has_role, holds_at_office
from phongtrao.similarity.access.thresholds import SETS
from phongtrao.similarity.models import ReferenceLoad, ReferenceText


def adds_references(user: AbstractBaseUser) -> bool:
    """Whether they stand in one's menu; no query."""
    return has_role(user, *SETS)


def can_add(user: AbstractBaseUser, owner: Unit) -> Answer:
    if owner.kind not in Unit.Kind.silent and holds_at_office(user, owner, *SETS):
        return YES
    return no(
        _("Chỉ văn phòng hoặc thủ trưởng của %(unit)s giữ kho văn bản tham chiếu của đơn vị.")
        % {"unit": owner}
    )


def visible_references(user: AbstractBaseUser) -> QuerySet[ReferenceText]:
    """Those of the offices for which one may add some; without their words."""
    rows = ReferenceText.objects.filter(at_offices(user, SETS, "owner__"))
    return rows.select_related("owner", "added_by").defer("words")


def get_reference(user: AbstractBaseUser, pk: int) -> ReferenceText:
    return get_object_or_404(visible_references(user).select_related("file"), pk=pk)


def get_load(user: AbstractBaseUser, pk: int) -> ReferenceLoad:
    rows = ReferenceLoad.objects.filter(at_offices(user, SETS, "owner__"))
    return get_object_or_404(rows.select_related("owner", "work"), pk=pk)


def sees_file(user: AbstractBaseUser, file: StoredFile) -> bool:
    return visible_references(user).filter(file=file).exists()
