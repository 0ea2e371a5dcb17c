"""What an office would write in a decision of commendation; packs/nominations/decision.yaml, to be checked."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from phongtrao.documents.queries.writing import usual_words
from phongtrao.documents.written import USUAL_FILING
from phongtrao.lib.numbers import format_number
from phongtrao.lib.periods import parse_period
from phongtrao.nominations.models import AwardRound, RoundForm
from phongtrao.recognition.decision_words import PADDED_BELOW, authority_of

PACK = Path(__file__).resolve().parent.parent / "packs" / "nominations" / "decision.yaml"


def usual_wording(found: AwardRound, form: RoundForm | None, count: int) -> dict[str, Any]:
    """Initial values of the form, by field."""
    said, pack = usual_words(found.owner), _pack()
    named = {
        "what": form.honour.title if form else pack["usual"],
        "period": parse_period(found.period).label.lower(),
        "round": found.title,
        "count": f"{count:02d}" if count < PADDED_BELOW else format_number(count),
    }
    return said | {
        "authority": authority_of(found.owner, said.get("position", "")),
        "bases": "\n".join(pack["bases"]),
        "articles": "\n".join(line.format(**named) for line in pack["articles"]),
        "abstract": pack["abstract"].format(**named),
        "annex_title": pack["annex_title"].format(**named).upper(),
        "recipients": f"Lưu: {USUAL_FILING}",
    }


@cache
def _pack() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(PACK.read_text(encoding="utf-8"))
    return found
