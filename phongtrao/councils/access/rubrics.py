"""Who reads and changes forms for scoring: shipped ones are everybody's to read, a unit's its own."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.councils.access.councils import SEES, SETS_UP
from phongtrao.councils.models import Rubric, RubricVersion
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import at_offices, grants_of, holds_at_office, unit_condition


def visible_rubrics(user: AbstractBaseUser) -> QuerySet[Rubric]:
    """With the number and data of their newest version."""
    inspected = unit_condition(grants_of(user, frozenset({Role.AUDITOR})), "owner__")
    own = at_offices(user, SEES, "owner__")
    newest = RubricVersion.objects.filter(rubric=OuterRef("pk")).order_by("-number")
    rows = Rubric.objects.filter(Q(owner=None) | own | inspected).select_related("owner")
    return rows.annotate(newest=Max("versions__number"), data=Subquery(newest.values("data")[:1]))


def get_visible_rubric(user: AbstractBaseUser, pk: int) -> Rubric:
    return get_object_or_404(visible_rubrics(user), pk=pk)


def can_edit_rubric(user: AbstractBaseUser, rubric: Rubric) -> Answer:
    if rubric.owner is None:
        return no(_("Phiếu có sẵn không sửa trực tiếp. Hãy sao về đơn vị rồi sửa bản sao."))
    if not holds_at_office(user, rubric.owner, *SETS_UP):
        said = _("Chỉ văn phòng hoặc thủ trưởng của %(unit)s sửa được phiếu chấm này.")
        return no(said % {"unit": rubric.owner})
    return YES


def can_copy_rubric(user: AbstractBaseUser, unit: Unit) -> Answer:
    if holds_at_office(user, unit, *SETS_UP):
        return YES
    return no(_("Chỉ văn phòng hoặc thủ trưởng của %(unit)s lập được phiếu chấm.") % {"unit": unit})
