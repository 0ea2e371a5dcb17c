"""A creation comes into the registry when it is first recognised; further decisions follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.councils.models import Case
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.errors import BadInput
from phongtrao.orgs.models import Person, Unit
from phongtrao.recognition.access import can_adopt
from phongtrao.recognition.models import Creation, CreationShare, ScopeRecognition

WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class AuthorShare:
    person: Person
    unit: Unit
    percent: Decimal
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a decision says: how far, since when, by whom, by which paper or case."""

    scope: str
    decided_on: date
    decided_by: Unit
    document: OfficialDocument | None = None
    case: Case | None = None
    effect: str = ""


@transaction.atomic
def register_creation(
    creation: Creation, shares: Sequence[AuthorShare], first: Recognition, *, by: AbstractBaseUser
) -> Creation:
    """Enter what was recognised, with its authors as they were then.

    The app above, whose council decided, asks whether ``by`` may. BadInput unless shares sum to 100.
    """
    _enter(creation, shares)
    write_recognition(creation, first)
    record(creation, "recognition.registered", by=by, scope=first.scope)
    return creation


@transaction.atomic
def register_result(
    creation: Creation, shares: Sequence[AuthorShare], *, by: AbstractBaseUser
) -> Creation:
    """What a council of the app above accepted; that app asks whether ``by`` may. Like a practice it counts
    for rules once its scope is recognised. BadInput unless shares sum to 100.
    """
    _enter(creation, shares)
    record(creation, "recognition.result_registered", by=by)
    return creation


@transaction.atomic
def register_practice(
    creation: Creation, shares: Sequence[AuthorShare], *, by: AbstractBaseUser
) -> Creation:
    """A unit enters a model or good practice of its own. It counts for rules once its scope is recognised.

    Without shares it is the whole unit's. BadInput unless shares sum to 100.
    """
    can_adopt(by, creation.unit).enforce()
    creation.kind = Creation.Kind.PRACTICE
    if not creation.summary.strip():
        raise BadInput(_("Hãy tóm tắt cách làm để đơn vị khác hiểu và áp dụng được."))
    _enter(creation, shares)
    record(creation, "recognition.practice_registered", by=by)
    return creation


def _enter(creation: Creation, shares: Sequence[AuthorShare]) -> None:
    whole = sum((share.percent for share in shares), Decimal(0))
    is_units_own = creation.kind == Creation.Kind.PRACTICE and not shares
    if whole != WHOLE and not is_units_own:
        raise BadInput(_("Tỷ lệ đóng góp của các tác giả phải cộng lại đúng 100%."))
    creation.search_keys()
    creation.full_clean()
    creation.save()
    CreationShare.objects.bulk_create(
        CreationShare(
            creation=creation,
            person=share.person,
            unit=share.unit,
            share=share.percent,
            is_first=share.is_first,
        )
        for share in shares
    )


@transaction.atomic
def add_scope(creation: Creation, said: Recognition, *, by: AbstractBaseUser) -> ScopeRecognition:
    """What a council of the app above decided; that app asks whether ``by`` may."""
    row = write_recognition(creation, said)
    record(creation, "recognition.scope_recognised", by=by, scope=said.scope)
    return row


def write_recognition(creation: Creation, said: Recognition) -> ScopeRecognition:
    """Only the row: the caller has asked who may, and writes the history."""
    row = ScopeRecognition(
        creation=creation,
        scope=said.scope,
        decided_on=said.decided_on,
        decided_by=said.decided_by,
        document=said.document,
        case=said.case,
        effect=said.effect,
    )
    row.full_clean()
    row.save()
    return row
