"""Which themes of a round an author may choose: an office may bind one to levels of schooling. S1-40 to S1-42."""

from phongtrao.initiatives.catalogue import Item
from phongtrao.initiatives.models import InitiativeRound
from phongtrao.orgs.models import Unit
from phongtrao.orgs.queries.kinds import basic_levels


def themes_for(round_: InitiativeRound, unit: Unit) -> tuple[list[Item], list[Item]]:
    """(those of the levels the unit teaches, those for all); a unit of no level is offered every one.

    One query, none where no theme is bound.
    """
    bound = [theme for theme in round_.themes if theme.get("levels")]
    general = [theme for theme in round_.themes if not theme.get("levels")]
    if not (bound and unit.level):
        return bound, general
    taught = basic_levels([unit.level])
    return [theme for theme in bound if taught & {*theme["levels"]}], general


def offers_theme(round_: InitiativeRound, unit: Unit, key: str) -> bool:
    own, general = themes_for(round_, unit)
    return any(theme["key"] == key for theme in (*own, *general))
