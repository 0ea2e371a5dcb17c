"""Two facts made one: their words become one text that reads well, their lists one list."""

from typing import Any

from phongtrao.plans.intake.values import Value

_ENDS = (".", ";", ":", ",", "!", "?", "…")


def join_values(value: Value, other: Value, name: str, passage: str = "") -> dict[str, Any]:
    """``other`` behind ``value``; ``name``: the field of the words, the other fields stay or fill up.

    ``passage``: where the first one stands, because the reader leaves out a closing “;” or “.”.
    """
    found = dict(value)
    for key, more in other.items():
        mine = found.get(key)
        if key == name:
            found[key] = join_words(mine or "", more or "", passage)
        elif isinstance(mine, list) and isinstance(more, list):
            found[key] = mine + [item for item in more if item not in mine]
        elif mine in (None, ""):
            found[key] = more
    return found


def join_words(first: str, second: str, passage: str = "") -> str:
    """Two sentences get a full stop between them; a sentence that goes on gets only what was printed."""
    if not first or not second:
        return first or second
    if first.endswith(_ENDS):
        return f"{first} {second}"
    if not second[:1].islower():
        return f"{first}. {second}"
    mark = ";" if passage.rstrip().endswith(";") else ""
    return f"{first}{mark} {second}"
