"""Units through time, people, and who may do what where."""

from phongtrao.orgs.models.days import DatedQuerySet
from phongtrao.orgs.models.grants import Grant
from phongtrao.orgs.models.people import Person, Post
from phongtrao.orgs.models.reorganisations import Carried, Reorganisation, Succession
from phongtrao.orgs.models.units import Line, Place, Unit, UnitQuerySet, UnitSpan, same

__all__ = [
    "Carried",
    "DatedQuerySet",
    "Grant",
    "Line",
    "Person",
    "Place",
    "Post",
    "Reorganisation",
    "Succession",
    "Unit",
    "UnitQuerySet",
    "UnitSpan",
    "same",
]
