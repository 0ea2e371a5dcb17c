"""What a council decides on is said by the app above: its kinds of case plug in here at start-up.

Councils know a case by its kind and key only. Everything that depends on what the case is about – whose it
is, which version of the dossier is judged, what a decision does – is asked of the kind.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.functional import Promise

from phongtrao.councils.parties import Parties

if TYPE_CHECKING:
    from phongtrao.councils.models import Case


@dataclass(frozen=True, slots=True)
class Dossier:
    """What members read. ``hash``: of the version judged; a vote is bound to it.

    ``url``: the page of the dossier for members (blind, where the round is). ``area``: its field, for weights of a
    rubric. ``facts``: shares that caps of a rubric ask (“copied”). ``voting``, ``rubric``: keys of the rule
    and of the version of a rubric its office chose for it, offered before any other.
    """

    hash: str
    url: str
    area: str = ""
    level: str = ""
    voting: int | None = None
    rubric: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseKind:
    """``on_decided(case, by)`` runs inside the deciding transaction, once the outcome is applied;
    ``on_withdrawn(case, reason, by)`` inside that of the withdrawal, before its vote and its sheets are
    void; it answers with the reason as the council may read it.

    ``parties`` and ``dossiers`` are asked for many cases at once, in a fixed number of queries; answers by
    key of the case.
    """

    key: str
    label: str | Promise
    parties: Callable[[list["Case"]], dict[int, Parties]]
    dossiers: Callable[[list["Case"]], dict[int, Dossier]]
    on_decided: Callable[["Case", AbstractBaseUser], None]
    on_withdrawn: Callable[["Case", str, AbstractBaseUser], str]


KINDS: dict[str, CaseKind] = {}


def register(kind: CaseKind) -> None:
    """Plug a kind of case in; a key taken by another kind is an error (ValueError)."""
    if KINDS.setdefault(kind.key, kind) != kind:
        raise ValueError(f"the kind of case {kind.key!r} is registered twice")


def parties_of(cases: list["Case"]) -> dict[int, Parties]:
    """Of cases of any kinds, by key of the case."""
    return {
        key: parties
        for kind, mine in _by_kind(cases).items()
        for key, parties in KINDS[kind].parties(mine).items()
    }


def dossiers_of(cases: list["Case"]) -> dict[int, Dossier]:
    return {
        key: dossier
        for kind, mine in _by_kind(cases).items()
        for key, dossier in KINDS[kind].dossiers(mine).items()
    }


def _by_kind(cases: list["Case"]) -> dict[str, list["Case"]]:
    found: dict[str, list[Case]] = {}
    for case in cases:
        found.setdefault(case.kind, []).append(case)
    return found
