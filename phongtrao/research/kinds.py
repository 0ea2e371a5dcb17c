"""Research tasks before a council: whose hands are in them, and what is judged."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from phongtrao.base.http import addresses_of
from phongtrao.councils.kinds import Dossier
from phongtrao.councils.models import Case, Conflict, CouncilRule, RubricVersion
from phongtrao.councils.parties import Parties
from phongtrao.research import catalogue
from phongtrao.research.models import SELECTION, ResearchTask, TaskCase, TaskMember
from phongtrao.research.stages import read_regime

Ground = Conflict.Ground
RUBRIC = "science_selection"


def links_of(cases: Iterable[Case]) -> dict[int, TaskCase]:
    """By key of the case, with all that its dossier holds; a fixed number of queries."""
    rows: QuerySet[TaskCase] = TaskCase.objects.filter(case__in=[case.pk for case in cases])
    rows = rows.select_related("task__regime", "task__host")
    inside = [f"task__{name}" for name in ("members", "budget", "products", "partners")]
    return {one.case_id: one for one in rows.prefetch_related(*inside)}


def parties(cases: list[Case]) -> dict[int, Parties]:
    """Whoever works or worked on it, and every unit that hosts it, helps, or employs them."""
    links = links_of(cases)
    return {
        case.pk: _parties(links[case.pk].task) if case.pk in links else Parties() for case in cases
    }


def _parties(task: ResearchTask) -> Parties:
    members = list(task.members.all())
    people: dict[int, str] = {}
    for one in members:
        is_lead = one.role == TaskMember.Role.LEAD
        people[one.person_id] = Ground.AUTHOR if is_lead else Ground.COAUTHOR
    units = {task.host_id, *(one.unit_id for one in members)}
    return Parties(people, frozenset(units | {unit.pk for unit in task.partners.all()}))


def dossiers(cases: list[Case]) -> dict[int, Dossier]:
    links = links_of(cases)
    votes = voting_keys({link.task.owner_id for link in links.values()})
    rubric = RubricVersion.objects.filter(rubric__key=RUBRIC, rubric__owner=None).first()
    address = addresses_of("research:dossier")
    labels = catalogue.field_labels()
    found: dict[int, Dossier] = defaultdict(lambda: Dossier(hash="", url=""))
    for key, link in links.items():
        said = read_regime(link.task.regime.data)
        is_selection = link.purpose == SELECTION
        found[key] = Dossier(
            hash=hash_of(link),
            url=address(key),
            area=", ".join(labels.get(one, one) for one in link.task.fields),
            level=str(link.task.get_level_display()),
            voting=_voting(votes, link.task, said.selection if is_selection else said.acceptance),
            rubric=rubric.pk if rubric and is_selection else None,
        )
    return {case.pk: found[case.pk] for case in cases}


def voting_keys(owners: Iterable[int]) -> dict[tuple[str, int | None], int]:
    """Rules of the vote by key and owner: those of these units, and the shipped ones."""
    rows = CouncilRule.objects.filter(of=CouncilRule.Of.VOTING)
    found = rows.filter(Q(owner=None) | Q(owner__in=set(owners)))
    return {(key, owner): pk for key, owner, pk in found.values_list("key", "owner", "pk")}


def _voting(votes: dict[tuple[str, int | None], int], task: ResearchTask, key: str) -> int | None:
    """The managing office's own before the shipped one of the same key."""
    return votes.get((key, task.owner_id)) or votes.get((key, None))


def hash_of(link: TaskCase) -> str:
    """Changes with whatever the council judges: the words, the people with their shares, money, products."""
    task = link.task
    said: list[Any] = [link.purpose, task.code, task.title, task.about, task.level, task.fields]
    said.append([[m.person_id, m.role, str(m.share), str(m.left_on)] for m in task.members.all()])
    said.append([[b.source, b.year, str(b.amount)] for b in task.budget.all()])
    said.append([[p.kind, p.title, p.place, p.year] for p in task.products.all()])
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
