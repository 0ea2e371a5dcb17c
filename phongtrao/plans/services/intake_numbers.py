"""The number of the paper put right by the register."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.errors import WrongState
from phongtrao.lib.words import gettext_noop
from phongtrao.plans.models import Intake, IntakeFact
from phongtrao.plans.queries.intake_numbers import near_documents, number_fact
from phongtrao.plans.services.intake_facts import edit_fact

NEAR = gettext_noop(
    "Trong sổ có văn bản mang số gần giống, chỉ khác chữ D, Đ hoặc dấu ngăn. Hãy xem có phải cùng văn bản."
)
GUESSED = 0.6


def doubt_near_number(intake: Intake) -> None:
    """A number that has a near one in the register is not accepted with the rest of its section."""
    fact = number_fact(intake)
    is_pending = fact and fact.state == IntakeFact.State.PENDING
    if fact and is_pending and near_documents(fact, intake.uploaded_by):
        fact.confidence, fact.doubt = min(fact.confidence, GUESSED), fact.doubt or NEAR
        fact.save(update_fields=["confidence", "doubt"])


@transaction.atomic
def take_registered_number(
    intake: Intake, document: OfficialDocument, *, by: AbstractBaseUser
) -> IntakeFact:
    """The paper is that registered one: it gets its number. WrongState when that is near no more."""
    fact = number_fact(intake)
    if fact is None or document not in near_documents(fact, by):
        raise WrongState(_("Số của kế hoạch vừa được sửa. Hãy tải lại trang rồi xem lại."))
    fact.intake = intake
    return edit_fact(fact, {"number": document.number}, by=by)
