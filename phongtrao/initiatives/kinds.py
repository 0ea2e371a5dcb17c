"""Initiatives before a council: whose hands are in them, and which version is judged.

What a decision does is a service (``services.deciding``); ``sockets`` plugs both in.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from phongtrao.base.http import addresses_of
from phongtrao.councils.kinds import Dossier
from phongtrao.councils.models import Case
from phongtrao.councils.parties import Parties
from phongtrao.initiatives.models import KIND, Explanation, Initiative, InitiativeVersion
from phongtrao.initiatives.queries.hands import newest_versions, parties_of_initiatives
from phongtrao.orgs.queries.kinds import level_choices

KEY = KIND
S = Initiative.Status
NOT_EXPLAINED = (Explanation.Status.REJECTED, Explanation.Status.DISMISSED)
BEING_MENDED = frozenset({S.RETURNED, S.SUBMITTED})


def initiatives_of(cases: list[Case]) -> dict[int, Initiative]:
    """By key of the case, that of an earlier decision too."""
    keys = [case.pk for case in cases]
    rows: QuerySet[Initiative] = Initiative.objects.defer("values").select_related("round", "unit")
    found = {one.case_id: one for one in rows.filter(case__in=keys) if one.case_id}
    left = [key for key in keys if key not in found]
    if left:
        links = Initiative.earlier_cases.through.objects.filter(case__in=left)
        pairs = dict(links.values_list("case", "initiative"))
        known = rows.in_bulk(list(pairs.values()))
        found |= {case: known[initiative] for case, initiative in pairs.items()}
    return found


def parties(cases: list[Case]) -> dict[int, Parties]:
    mine = initiatives_of(cases)
    found = parties_of_initiatives(mine.values())
    return {case.pk: found[mine[case.pk].pk] if case.pk in mine else Parties() for case in cases}


def dossiers(cases: list[Case]) -> dict[int, Dossier]:
    """The version handed in last; while it is being mended, no version that could be voted on."""
    mine = initiatives_of(cases)
    asked = Initiative.objects.filter(pk__in=[one.pk for one in mine.values()])
    newest = {one.initiative_id: one for one in newest_versions(asked)}
    address = addresses_of("initiatives:dossier")
    levels = dict(level_choices())
    facts = _facts(newest)
    return {
        case.pk: replace(
            _dossier(one, newest[one.pk], address(case.pk)),
            level=str(levels.get(one.unit.level, "")),
            facts=facts.get(one.pk, {}),
        )
        if (one := mine.get(case.pk))
        else Dossier(hash="", url="")
        for case in cases
    }


def _dossier(initiative: Initiative, version: InitiativeVersion, url: str) -> Dossier:
    return Dossier(
        hash=_hash(initiative, version),
        url=url,
        area=_label(initiative.round.areas, version.data["area"]),
        voting=initiative.round.voting_id,
        rubric=initiative.round.rubric_id,
    )


def _facts(newest: Mapping[int, InitiativeVersion]) -> dict[int, dict[str, Any]]:
    """By key of the initiative: the share copied, once people found that its authors do not explain it.

    A share alone, or one that is being explained or disputed, accuses nobody.
    """
    rows = Explanation.objects.filter(initiative__in=newest, status__in=NOT_EXPLAINED)
    return {
        one.initiative_id: {"copied": round(one.check_made.share, 4)}
        for one in rows.select_related("check_made").order_by("pk")
        if one.check_made.number == newest[one.initiative_id].pk
    }


def _hash(initiative: Initiative, version: InitiativeVersion) -> str:
    if initiative.status not in BEING_MENDED:
        return version.hash
    return hashlib.sha256(f"{version.hash} {initiative.status}".encode()).hexdigest()


def _label(items: list[dict[str, Any]], key: str) -> str:
    return next((item["label"] for item in items if item["key"] == key), "")
