"""The number on the paper against the numbers that are registered already."""

from django.contrib.auth.base_user import AbstractBaseUser

from phongtrao.documents.access import visible_documents
from phongtrao.documents.models import OfficialDocument
from phongtrao.documents.queries import same_number, similar_numbers
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Intake, IntakeFact


def number_fact(intake: Intake) -> IntakeFact | None:
    """The fact that holds the number of the paper; None where it has none yet. One query."""
    rows = intake.facts.filter(section="document", value__has_key="number")
    standing = rows.exclude(state=IntakeFact.State.DROPPED).order_by("position", "pk")
    return next((fact for fact in standing if fact.value["number"]), None)


def near_documents(fact: IntakeFact | None, user: AbstractBaseUser) -> list[OfficialDocument]:
    """Registered papers whose number differs from this one by D/Đ or a separator alone (SX-07)."""
    near = similar_numbers(fact.value["number"]) if fact else []
    if not near:
        return []
    seen = visible_documents(user).filter(pk__in=[document.pk for document in near])
    return list(seen.order_by("pk"))


def published_already(number: str, unit: Unit) -> OfficialDocument | None:
    """The paper of that number and issuer that is a plan here already."""
    return next((d for d in same_number(number, unit.name) if d.plans.exists()), None)
