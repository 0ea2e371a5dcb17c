"""Units through time, people, and who may do what where."""

from phongtrao.orgs.models.charges import Charge
from phongtrao.orgs.models.clusters import Basis, Cluster, ClusterSeat, is_in_clusters
from phongtrao.orgs.models.contacts import OfficeContact
from phongtrao.orgs.models.corrections import Correction
from phongtrao.orgs.models.days import DatedQuerySet
from phongtrao.orgs.models.days_off import YearOff
from phongtrao.orgs.models.discipline import Discipline
from phongtrao.orgs.models.grants import Grant, GrantQuerySet
from phongtrao.orgs.models.headcounts import Headcount
from phongtrao.orgs.models.imports import (
    Import,
    ImportedRows,
    ImportFile,
    ImportNote,
    ImportPiece,
    SavedMapping,
)
from phongtrao.orgs.models.kinds import (
    Kind,
    SchoolLevel,
    UnitType,
    is_of_kinds,
    is_of_levels,
    level_name,
    levels_with,
)
from phongtrao.orgs.models.learners import Learner
from phongtrao.orgs.models.people import ClosedAccount, Leave, Person, Post
from phongtrao.orgs.models.ratings import YearlyRating
from phongtrao.orgs.models.reorganisations import (
    Carried,
    PlannedAct,
    Reorganisation,
    Succession,
)
from phongtrao.orgs.models.retention import Retention
from phongtrao.orgs.models.reviews import RightsReview
from phongtrao.orgs.models.takeovers import Takeover
from phongtrao.orgs.models.terms import Term
from phongtrao.orgs.models.twins import DistinctPair
from phongtrao.orgs.models.units import Line, Place, Unit, UnitQuerySet, UnitSpan, same

__all__ = [
    "Basis",
    "Carried",
    "Charge",
    "ClosedAccount",
    "Cluster",
    "ClusterSeat",
    "Correction",
    "DatedQuerySet",
    "Discipline",
    "DistinctPair",
    "Grant",
    "GrantQuerySet",
    "Headcount",
    "Import",
    "ImportFile",
    "ImportNote",
    "ImportPiece",
    "ImportedRows",
    "Kind",
    "Learner",
    "Leave",
    "Line",
    "OfficeContact",
    "Person",
    "Place",
    "PlannedAct",
    "Post",
    "Reorganisation",
    "Retention",
    "RightsReview",
    "SavedMapping",
    "SchoolLevel",
    "Succession",
    "Takeover",
    "Term",
    "Unit",
    "UnitQuerySet",
    "UnitSpan",
    "UnitType",
    "YearOff",
    "YearlyRating",
    "is_in_clusters",
    "is_of_kinds",
    "is_of_levels",
    "level_name",
    "levels_with",
    "same",
]
