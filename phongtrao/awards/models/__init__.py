"""Titles and forms of the law, rules as data, what they came to; the register of awards; registrations, pledges."""

from phongtrao.awards.models.drafts import RuleDraft
from phongtrao.awards.models.evaluations import Evaluation
from phongtrao.awards.models.honours import Honour
from phongtrao.awards.models.law import LawVersion
from phongtrao.awards.models.pledges import Pledge
from phongtrao.awards.models.register import Award, CompleteSince
from phongtrao.awards.models.registrations import (
    CalledUnit,
    RegisteredTitle,
    Registration,
    RegistrationCall,
)
from phongtrao.awards.models.rules import RuleSet, RuleSetVersion

__all__ = [
    "Award",
    "CalledUnit",
    "CompleteSince",
    "Evaluation",
    "Honour",
    "LawVersion",
    "Pledge",
    "RegisteredTitle",
    "Registration",
    "RegistrationCall",
    "RuleDraft",
    "RuleSet",
    "RuleSetVersion",
]
