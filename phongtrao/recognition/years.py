"""The year of a creation in words."""

from phongtrao.lib.errors import BadInput
from phongtrao.lib.periods import parse_period


def said_year(key: str) -> str:
    """“SY2025” → “năm học 2025-2026”; what is no period of ours is said as it was typed."""
    try:
        label = parse_period(key).label
    except BadInput:
        return f"năm {key}"
    return f"{label[:1].lower()}{label[1:]}"
