"""What an office would write in a decision of recognition, offered before the first printing.

Law is data: the bases come from packs/recognition/decision.yaml and are to be checked by each office.
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from phongtrao.base.words import office_language
from phongtrao.documents.positions import head_of
from phongtrao.documents.queries.writing import usual_words
from phongtrao.documents.written import USUAL_FILING
from phongtrao.lib.numbers import format_number
from phongtrao.orgs.models import Unit
from phongtrao.recognition.models import Creation, ScopeRecognition
from phongtrao.recognition.services.decisions import Choice
from phongtrao.recognition.years import said_year

PACK = Path(__file__).resolve().parent.parent / "packs" / "recognition" / "decision.yaml"
PADDED_BELOW = 10


def usual_wording(choice: Choice, count: int) -> dict[str, Any]:
    """Initial values of the form, by field."""
    said = usual_words(choice.unit)
    with office_language():
        named = {
            "what": Creation.Kind(choice.kind).label.lower(),
            "level": ScopeRecognition.Scope(choice.scope).label.lower(),
            "year": said_year(choice.year),
        }
    named |= {
        "count": f"{count:02d}" if count < PADDED_BELOW else format_number(count),
        "unit": choice.unit.name,
    }
    pack = _pack()
    return said | {
        "authority": authority_of(choice.unit, said.get("position", "")),
        "bases": "\n".join(pack["bases"]),
        "articles": "\n".join(line.format(**named) for line in pack["articles"]),
        "abstract": pack["abstract"].format(**named),
        "annex_title": pack["annex_title"].format(**named).upper(),
        "recipients": f"Lưu: {USUAL_FILING}",
    }


def authority_of(unit: Unit, position: str) -> str:
    """Who decides, in one line: the head's post and the unit; a deputy signs for the same head."""
    return f"{head_of(unit, position)} {unit.name}".upper()


@cache
def _pack() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(PACK.read_text(encoding="utf-8"))
    return found
