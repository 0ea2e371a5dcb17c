"""Founding units, placing people, giving roles, reorganising.

``by`` is None for the system itself: the demo, an import, the command line.
"""

from phongtrao.orgs.models import Place
from phongtrao.orgs.services.people import Hired, NewPerson, add_person, appoint, end_post, hire
from phongtrao.orgs.services.reorganisations import (
    Order,
    preview_reorganisation,
    reorganise,
    undo_reorganisation,
)
from phongtrao.orgs.services.roles import NewRole, end_role, give_role
from phongtrao.orgs.services.units import UnitFacts, edit_unit, found_unit

__all__ = [
    "Hired",
    "NewPerson",
    "NewRole",
    "Order",
    "Place",
    "UnitFacts",
    "add_person",
    "appoint",
    "edit_unit",
    "end_post",
    "end_role",
    "found_unit",
    "give_role",
    "hire",
    "preview_reorganisation",
    "reorganise",
    "undo_reorganisation",
]
