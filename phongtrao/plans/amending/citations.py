"""Which plan a paper says it amends: “sửa đổi, bổ sung Kế hoạch số 12/KH-SGDĐT”, “thay thế Kế hoạch số …”.

>>> [cited] = cited_amendments(["Sửa đổi, bổ sung một số nội dung của Kế hoạch số 12/KH-SGDĐT"])
>>> cited.number, cited.amending.value
('12/KH-SGDĐT', 'part')
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from phongtrao.lib.text import nfc
from phongtrao.plans.models import Plan

PART, WHOLE = Plan.Amending.PART, Plan.Amending.WHOLE
# Between the deed and the number stand few words (“một số nội dung của”), never another sentence.
_CITED = re.compile(
    r"(?P<deed>sửa\s+đổi|bổ\s+sung|điều\s+chỉnh|bãi\s+bỏ|thay\s+thế)[^.;:]{0,120}?"
    r"kế\s+hoạch\s+(?:số\s*:?\s*)?(?P<number>\d+[a-zđ]?\s*/\s*[\w\-–Đđ&]+(?:/[\w\-–Đđ&]+)*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CitedAmendment:
    """``amending``: a replacement gives the whole text anew, anything else a part."""

    number: str
    amending: Plan.Amending


def cited_amendments(texts: Iterable[str]) -> Iterator[CitedAmendment]:
    """Every plan the texts say is changed, in their order."""
    for text in texts:
        for found in _CITED.finditer(nfc(text)):
            is_whole = found["deed"].split()[0].casefold() == "thay"
            number = "".join(found["number"].split())
            yield CitedAmendment(number, WHOLE if is_whole else PART)
