"""A draft as a version nobody has kept yet, so that whatever reads versions reads it; its rules asked and not kept."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from phongtrao.awards.models import RuleDraft, RuleSet, RuleSetVersion
from phongtrao.awards.queries.populations import prepare
from phongtrao.awards.queries.questions import Question, complete_of, counted, taken_as
from phongtrao.awards.queries.rules import open_clause
from phongtrao.lib.errors import DomainError
from phongtrao.lib.facts import Population
from phongtrao.lib.rules import Clause
from phongtrao.lib.rules.population import columns_of, evaluate


def newest_of(found: RuleSet) -> Any:
    return found.versions.order_by("-number")[0]


def draft_of(found: RuleSet) -> RuleDraft | None:
    return RuleDraft.objects.filter(rule_set=found).select_related("changed_by").first()


def drafted(found: RuleSet) -> RuleSetVersion:
    """The set as it is being changed; as it stands where nobody changes it."""
    draft, newest = draft_of(found), newest_of(found)
    data = draft.data if draft else newest.data
    return RuleSetVersion(rule_set=found, number=newest.number, data=data)


@dataclass(frozen=True, slots=True)
class Preview:
    """What the drafted rule finds, and the rule in force (None: there is none, or it is not law that day)."""

    now: dict[str, int]
    before: dict[str, int] | None
    came: int
    went: int


def preview(question: Question, population: Population) -> Preview:
    """Both asked of the same numbers, by one query. BadInput where the drafted rule is not law that day."""
    on, whom = question.occasion.on, question.whom
    now, before = open_clause(question.version, question.rule, on), _in_force(question)
    asked = taken_as(question, complete_of(whom.office))
    columns = dict.fromkeys(columns_of(now, asked))
    columns |= dict.fromkeys(columns_of(before, asked)) if before else {}
    prepared = prepare(list(columns), population)
    answers = evaluate(now, prepared, asked)
    if before is None:
        return Preview(counted(answers), None, 0, 0)
    was = evaluate(before, prepared, asked)
    came, went = answers.met & ~was.met, was.met & ~answers.met
    return Preview(counted(answers), counted(was), int(np.sum(came)), int(np.sum(went)))


def _in_force(question: Question) -> Clause | None:
    try:
        return open_clause(
            newest_of(question.version.rule_set), question.rule, question.occasion.on
        )
    except (KeyError, DomainError):
        return None
