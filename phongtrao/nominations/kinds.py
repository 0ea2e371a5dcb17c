"""Nominations before a council: who keeps away, what is judged, by which vote."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from phongtrao.awards.models import Honour
from phongtrao.base.http import addresses_of
from phongtrao.councils.kinds import Dossier
from phongtrao.councils.models import Case, Conflict, CouncilRule
from phongtrao.councils.parties import Parties
from phongtrao.nominations.models import Nomination

# NĐ 98/2023/NĐ-CP, điều 30 khoản 7: titles from the province's fighter up ask for 90 % of all members.
NINETY, EIGHTY = "award_90", "award_80"


def nominations_of(cases: Iterable[Case]) -> dict[int, Nomination]:
    """By key of the case; a fixed number of queries."""
    rows: QuerySet[Nomination] = Nomination.objects.filter(case__in=[case.pk for case in cases])
    told = ("form__honour", "person", "unit", "submission__unit", "submission__round__owner")
    rows = rows.select_related(*told).prefetch_related("claims")
    return {one.case_id: one for one in rows if one.case_id}


def parties(cases: list[Case]) -> dict[int, Parties]:
    """The nominated person; of a collective, all of its people. Colleagues of a person do vote."""
    mine = nominations_of(cases)
    return {case.pk: _parties(mine.get(case.pk)) for case in cases}


def _parties(found: Nomination | None) -> Parties:
    if found is None:
        return Parties()
    if found.person_id:
        return Parties({found.person_id: Conflict.Ground.NOMINEE})
    return Parties({}, frozenset({found.unit_id}))


def dossiers(cases: list[Case]) -> dict[int, Dossier]:
    mine = nominations_of(cases)
    votes = _voting_keys({one.submission.round.owner_id for one in mine.values()})
    address = addresses_of("nominations:judged")
    return {
        case.pk: Dossier(
            hash=hash_of(one),
            url=address(case.pk),
            area=str(one.form),
            voting=one.form.voting_id or _voting(votes, one),
        )
        if (one := mine.get(case.pk))
        else Dossier(hash="", url="")
        for case in cases
    }


def hash_of(found: Nomination) -> str:
    """Changes with whatever the council judges."""
    said: list[Any] = [found.form_id, found.person_id, found.unit_id, found.name, found.job]
    said += [found.achievement, found.report, found.summary, found.brief]
    said.append([[one.source, one.words, one.evidence_id] for one in found.claims.all()])
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _voting_keys(owners: set[int]) -> dict[tuple[str, int | None], int]:
    rows = CouncilRule.objects.filter(of=CouncilRule.Of.VOTING, key__in=(NINETY, EIGHTY))
    found = rows.filter(Q(owner=None) | Q(owner__in=owners))
    return {(key, owner): pk for key, owner, pk in found.values_list("key", "owner", "pk")}


def _voting(votes: dict[tuple[str, int | None], int], found: Nomination) -> int | None:
    """The office's own rule before the shipped one of the same key."""
    honour = found.form.honour
    is_high = honour.kind == Honour.Kind.TITLE and honour.for_people and honour.level != Honour.Level.BASE  # fmt: skip
    key = NINETY if is_high else EIGHTY
    return votes.get((key, found.submission.round.owner_id)) or votes.get((key, None))
