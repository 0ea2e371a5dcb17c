"""Indicators, their targets, rounds of collection and the numbers of units."""

from phongtrao.indicators.models.blocks import Block, Difference
from phongtrao.indicators.models.definitions import COLLECTED, Indicator, Split
from phongtrao.indicators.models.feeds import ACTIVITIES, ActivityFeed
from phongtrao.indicators.models.measurements import Correction, Measurement, MeasurementQuerySet
from phongtrao.indicators.models.populations import Populated
from phongtrao.indicators.models.rounds import (
    CollectionRound,
    LockException,
    RoundLook,
    UnitReport,
    UnitReportQuerySet,
)
from phongtrao.indicators.models.sheets import RoundSheet
from phongtrao.indicators.models.targets import Target

__all__ = [
    "ACTIVITIES",
    "COLLECTED",
    "ActivityFeed",
    "Block",
    "CollectionRound",
    "Correction",
    "Difference",
    "Indicator",
    "LockException",
    "Measurement",
    "MeasurementQuerySet",
    "Populated",
    "RoundLook",
    "RoundSheet",
    "Split",
    "Target",
    "UnitReport",
    "UnitReportQuerySet",
]
