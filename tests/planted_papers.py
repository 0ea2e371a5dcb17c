"""Words of decisions and certificates that few may read: of a draft; why a certificate was revoked."""

from typing import Any

from phongtrao.documents.certificate_seals import code_of
from phongtrao.documents.models import Certificate
from phongtrao.documents.services.certificates import Ending, revoke_certificate
from phongtrao.orgs.models import Person
from phongtrao.recognition.services.decisions import Choice, draft_decision
from tests.recognition.decided import wording
from tests.recognition.made import make_creation

OFFICE = {"vanphong", "giamdoc"}
YEAR = "2022-2023"


def words_of_a_draft_decision(world: Any, word: str) -> set[str]:
    """Not even the author whom it names, until it is issued; the director reads it once it comes to be signed."""
    department, office = world.places["department"], world.people["vanphong"]
    author = Person.objects.get(user=world.people["giaovien"].pk)
    make_creation(department, {author: 100}, year=YEAR)
    choice = Choice(department, "initiative", "base", YEAR)
    made = draft_decision(choice, wording(choice, articles=f"Điều 1. {word}"), by=office)
    world.samples["recognition decision"]["planted"] = made.pk
    return {"vanphong"}


def reason_of_a_revoked_certificate(world: Any, word: str) -> set[str]:
    """Its holder is told, and those over who issued it; the public check does not say."""
    batch = world.samples["certificate batch"]["issued"]
    one = Certificate.objects.get(batch=batch)
    revoke_certificate(one, Ending(f"Sao chép {word}"), by=world.people["vanphong"])
    world.samples["certificate"]["planted"] = one.pk
    world.samples["certificate code"]["planted"] = code_of(one)
    return OFFICE | {"giaovien", "thanhtra"}


DEEDS = (words_of_a_draft_decision, reason_of_a_revoked_certificate)
