"""Questions about units and people, of today and of any day."""

from phongtrao.orgs.queries.kinds import (
    basic_levels,
    kind_choices,
    kind_ticks,
    kind_words,
    level_choices,
    level_words,
    type_choices,
)
from phongtrao.orgs.queries.lineage import (
    as_of,
    later_acts,
    lineage,
    lineages,
    past_of,
    standing_nodes,
    tree_as_of,
)
from phongtrao.orgs.queries.units import (
    Below,
    below,
    department_of,
    grants_at,
    posts_of,
    posts_over_time,
    spans_of,
    superior_name,
    upper_units,
    with_posts,
)

__all__ = [
    "Below",
    "as_of",
    "basic_levels",
    "below",
    "department_of",
    "grants_at",
    "kind_choices",
    "kind_ticks",
    "kind_words",
    "later_acts",
    "level_choices",
    "level_words",
    "lineage",
    "lineages",
    "past_of",
    "posts_of",
    "posts_over_time",
    "spans_of",
    "standing_nodes",
    "superior_name",
    "tree_as_of",
    "type_choices",
    "upper_units",
    "with_posts",
]
