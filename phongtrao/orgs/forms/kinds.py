"""Choices of kinds, types and levels, asked for only when a form is shown."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from phongtrao.orgs.queries import kind_choices, level_choices
from phongtrao.web.tables import ANY


def some_kind() -> list[Any]:
    """Of a filter: any, or a kind or type."""
    return [ANY, *kind_choices()]


def some_level() -> list[Any]:
    return [ANY, *level_choices()]


def no_or_some_level() -> list[Any]:
    """Of a unit: the empty level is one of its own."""
    return [("", _("Không theo cấp học")), *level_choices()]


def levels_after(first: Any) -> list[Any]:
    """Levels to choose from, the first choice being to say none, in its own words."""
    return [("", first), *level_choices()]
