"""A kind of case for tests: whose it is and what its dossier holds come from plain dictionaries.

A filler of the socket like any app above; emptied after each test by the fixture ``papers``.
"""

from dataclasses import dataclass, field

from django.contrib.auth.base_user import AbstractBaseUser

from phongtrao.councils.kinds import CaseKind, Dossier, register
from phongtrao.councils.models import Case
from phongtrao.councils.parties import Parties

KEY = "thu-nghiem"


@dataclass
class Papers:
    """By key of the case; what is not said is nobody's, with a dossier of its own."""

    parties: dict[int, Parties] = field(default_factory=dict)
    dossiers: dict[int, Dossier] = field(default_factory=dict)
    decided: list[tuple[int, int | None]] = field(default_factory=list)  # case, by
    withdrawn: list[tuple[int, str]] = field(default_factory=list)  # case, reason

    def clear(self) -> None:
        self.parties.clear()
        self.dossiers.clear()
        self.decided.clear()
        self.withdrawn.clear()


PAPERS = Papers()


def parties(cases: list[Case]) -> dict[int, Parties]:
    return {case.pk: PAPERS.parties.get(case.pk, Parties()) for case in cases}


def dossiers(cases: list[Case]) -> dict[int, Dossier]:
    return {case.pk: PAPERS.dossiers.get(case.pk, _plain(case)) for case in cases}


def _plain(case: Case) -> Dossier:
    return Dossier(hash=f"{case.pk:064x}", url=f"/ho-so-thu/{case.pk}/")


def change_dossier(case: Case, letter: str = "b", **facts: object) -> None:
    """Another version of the dossier, as its authors may bring it under a running vote or sheet."""
    PAPERS.dossiers[case.pk] = Dossier(hash=letter * 64, url=f"/ho-so-thu/{case.pk}/", facts=facts)


def on_decided(case: Case, by: AbstractBaseUser) -> None:
    PAPERS.decided.append((case.pk, by.pk if by else None))


def on_withdrawn(case: Case, reason: str, _by: AbstractBaseUser) -> str:
    PAPERS.withdrawn.append((case.pk, reason))
    return reason


TEST_KIND = CaseKind(KEY, "Hồ sơ thử", parties, dossiers, on_decided, on_withdrawn)


def plug() -> None:
    register(TEST_KIND)
