"""Numbers and symbols of a unit's own papers: “05/KH-SGDĐT” (NĐ 30/2020, điều 8 và phụ lục I)."""

import re
from collections.abc import Iterable, Sequence

from phongtrao.documents.models import DocumentKind
from phongtrao.lib.text import split_document_number
from phongtrao.orgs.models import Unit

PADDED_BELOW = 10  # numbers below ten are written with a zero
# Words of a name that have no letter in its abbreviation.
_SILENT = frozenset({"và", "của", "trường", "tỉnh", "thành", "phố"})
_COUNCILS = frozenset({Unit.Kind.COMMUNE, Unit.Kind.PROVINCE})
_ABBREVIATED = {
    DocumentKind.DECREE: "NĐ",
    DocumentKind.DECISION: "QĐ",
    DocumentKind.LAW: "",
    DocumentKind.LETTER: "",
    DocumentKind.OTHER: "",
}


def written_number(number: int, symbol: str) -> str:
    """5, “KH-SGDĐT” → “05/KH-SGDĐT”."""
    said = f"{number:02d}" if number < PADDED_BELOW else str(number)
    return f"{said}/{symbol}"


def file_title(words: str, most: int = 100) -> str:
    """A title as part of a file's name: no slashes, cut between two words."""
    said = " ".join(words.replace("/", "-").replace("\\", "-").split())
    if len(said) <= most:
        return said
    return said[: most + 1].rsplit(" ", 1)[0][:most].rstrip(" ,;.-") + "…"


def issued_name(number: str, abstract: str, ending: str) -> str:
    """“05-KH-SGDĐT Phát động thi đua.docx”: what an issued file is called when it is saved."""
    return f"{file_title(number)} {file_title(abstract)}.{ending}"


def whole_number(number: str) -> int | None:
    """The counting part of a number as written; None for 57a, which was put in between."""
    first = split_document_number(number)[0].split("/")[0]
    return int(first) if first.isdecimal() else None


def proposed_symbol(kind: str, unit: Unit) -> str:
    """“KH-SGDĐT” of a plan; a letter (công văn) has the unit's name alone."""
    said = _ABBREVIATED.get(DocumentKind(kind), kind)
    return "-".join(part for part in (said, abbreviation(unit)) if part)


def abbreviation(unit: Unit) -> str:
    """“Sở GDĐT” → “SGDĐT”, “Trường THCS Hoa Sen” → “THCSHS”; communes sign for their council."""
    if unit.kind in _COUNCILS:
        return "UBND"
    words = re.findall(r"\w+", unit.short_name or unit.name)
    spoken = [word for word in words if word.lower() not in _SILENT]
    return "".join(word if word.isupper() else word[0].upper() for word in spoken)


def gaps(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Runs of numbers nobody has taken: [1, 2, 5, 9] → [(3, 4), (6, 8)]."""
    found, expected = [], 1
    for number in sorted(numbers):
        if number > expected:
            found.append((expected, number - 1))
        expected = number + 1
    return found


def said_gaps(runs: Sequence[tuple[int, int]]) -> list[str]:
    return [str(first) if first == last else f"{first}–{last}" for first, last in runs]
