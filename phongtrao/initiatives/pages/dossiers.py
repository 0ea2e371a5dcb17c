"""What a member of a council sees of an initiative: what is not proved first, then the report."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from phongtrao.councils.access.councils import can_run
from phongtrao.councils.models import Case
from phongtrao.initiatives.access.council import questions_for
from phongtrao.initiatives.blind import read_for_council, redactor_of
from phongtrao.initiatives.claims import unproved_claims
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.pages.copies import CopiesCard
from phongtrao.initiatives.pages.initiatives import AskedQuestion, facts_of
from phongtrao.initiatives.reading import Author, Reading
from phongtrao.lib.answers import Answer

UNIT = 1  # of ``facts_of``: tells where the authors work


@dataclass(frozen=True, slots=True)
class DossierPage:
    """``is_waiting``: questions and the conclusion may still be written."""

    case: Case
    reading: Reading
    is_blind: bool
    unproved: list[str]
    authors: list[Author]
    questions: list[AskedQuestion]
    can_conclude: Answer
    is_waiting: bool
    copies: CopiesCard

    @classmethod
    def build(cls, initiative: Initiative, case: Case, user: AbstractBaseUser) -> "DossierPage":
        version = initiative.versions.order_by("-number")[0]
        reading = read_for_council(initiative, version)
        is_blind = initiative.round.is_blind
        asked = list(questions_for(user, initiative))
        names = redactor_of(initiative, version) if is_blind and asked else None
        return cls(
            case=case,
            reading=reading,
            is_blind=is_blind,
            unproved=unproved_claims(reading),
            authors=[] if is_blind else reading.authors(),
            questions=[
                AskedQuestion(one, names.cover(one.answer) if names else one.answer)
                for one in asked
            ],
            can_conclude=can_run(user, case.council),
            is_waiting=case.status in Case.Status.waiting,
            copies=CopiesCard.build(initiative, version),
        )

    def facts(self) -> list[tuple[str, Any]]:
        rows = facts_of(self.reading)
        return [row for place, row in enumerate(rows) if not (self.is_blind and place == UNIT)]
