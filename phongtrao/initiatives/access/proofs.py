"""Who asks another unit to confirm its use of an initiative, and who answers for that unit."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.initiatives.access.initiatives import authored, is_author, visible_initiatives
from phongtrao.initiatives.models import Initiative, UseProof
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.scope import at_offices, holds_at_office

ANSWERS = frozenset({Role.OFFICE, Role.HEAD})


def asked_of(user: AbstractBaseUser) -> Q:
    """Condition on cards: those the user answers for a unit."""
    return at_offices(user, ANSWERS, "unit__")


def visible_proofs(user: AbstractBaseUser) -> QuerySet[UseProof]:
    """Beside the initiative for whoever reads it; the card alone for the unit that was asked."""
    read = Q(initiative__in=visible_initiatives(user).order_by().values("pk"))
    rows = UseProof.objects.filter(read | asked_of(user))
    return rows.select_related("initiative__unit", "initiative__round__form", "unit").distinct()


def proofs_for_unit(user: AbstractBaseUser) -> QuerySet[UseProof]:
    """Cards the user's unit was asked for, its own work left out."""
    mine = Initiative.objects.filter(authored(user)).order_by().values("pk")
    rows = UseProof.objects.filter(asked_of(user)).exclude(initiative__in=mine)
    return rows.select_related("initiative__unit", "unit")


def get_visible_proof(user: AbstractBaseUser, pk: int) -> UseProof:
    return get_object_or_404(visible_proofs(user), pk=pk)


def can_ask_proof(user: AbstractBaseUser, initiative: Initiative) -> Answer:
    """Its authors, until there is a result: afterwards units record their use themselves."""
    if not is_author(user, initiative):
        return no(_("Chỉ các tác giả đề nghị đơn vị khác xác nhận áp dụng."))
    if initiative.status in {"recognised", "refused", "withdrawn"}:
        return no(_("Sáng kiến đã có kết quả hoặc đã rút nên không xin xác nhận nữa."))
    return YES


def can_answer_proof(user: AbstractBaseUser, proof: UseProof) -> Answer:
    """The head or office of the unit that was asked; nobody confirms one's own work."""
    if not holds_at_office(user, proof.unit, *ANSWERS):
        said = _("Chỉ thủ trưởng hoặc văn phòng của %(unit)s xác nhận được việc áp dụng.")
        return no(said % {"unit": proof.unit})
    if is_author(user, proof.initiative):
        return no(_("Tác giả không tự xác nhận. Hãy nhờ người khác trong lãnh đạo đơn vị."))
    if proof.status != UseProof.Status.ASKED:
        return no(_("Phiếu này đã được trả lời."))
    return YES
