"""Questions about units and people, of today and of any day."""

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
    "below",
    "department_of",
    "grants_at",
    "later_acts",
    "lineage",
    "lineages",
    "past_of",
    "posts_of",
    "posts_over_time",
    "spans_of",
    "standing_nodes",
    "superior_name",
    "tree_as_of",
    "upper_units",
    "with_posts",
]
