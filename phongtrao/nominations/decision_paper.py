"""A decision of commendation as a paper: that of ``recognition``, with an annex by form and category. S0-49

Nothing asks the database: a paper printed from the same facts is the same paper.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from phongtrao.documents.template_keys import TEMPLATES, Kind, Place, TemplateKey
from phongtrao.documents.word.layout import Row, Section, TableColumn, table
from phongtrao.lib.numbers import roman
from phongtrao.recognition.decision_paper import (
    MM,
    WORD_PLACES,
    DecisionFacts,
    fill_words,
    sample_facts,
)

KEY = "nominations.decision"
# Millimetres, together 250: a page on its side less its margins.
COLUMNS = (
    TableColumn("TT", round(14 * MM), "center"),
    TableColumn("Họ và tên, tập thể", round(66 * MM)),
    TableColumn("Chức vụ", round(44 * MM)),
    TableColumn("Đơn vị", round(66 * MM)),
    TableColumn("Hình thức", round(60 * MM)),
)


@dataclass(frozen=True, slots=True)
class AwardLine:
    """A row of the annex, all as printed; ``number`` is that of the golden book."""

    number: int
    name: str
    job: str
    unit: str
    form: str
    category: str


@dataclass(frozen=True, slots=True)
class AwardFacts(DecisionFacts):
    lines: tuple[AwardLine, ...]  # type: ignore[assignment]  # rows of its own
    LINE: ClassVar[Any] = AwardLine


def fill_decision(frozen: Mapping[str, Any]) -> dict[str, Any]:
    """Facts → values of the places."""
    facts = AwardFacts.from_json(frozen)
    return fill_words(facts) | {"bang": annex_table(facts.lines)}


def annex_table(lines: Sequence[AwardLine]) -> str:
    """WordprocessingML of the annex: a heading over each form and category."""
    rows: list[Row] = []
    groups = groupby(lines, key=lambda line: (line.form, line.category))
    for number, ((form, category), found) in enumerate(groups, start=1):
        rows.append(Section(f"{roman(number)}. {form}: {category.lower()}"))
        rows += [(str(one.number), one.name, one.job, one.unit, one.form) for one in found]
    return table(COLUMNS, rows)


def sample() -> dict[str, Any]:
    """Invented, to try an uploaded template with."""
    line = {
        "number": 1,
        "name": "Lý Ví Dụ",
        "job": "Giáo viên",
        "unit": "Trường Ví Dụ",
        "form": "Chiến sĩ thi đua cơ sở",
        "category": "Cá nhân",
    }
    facts = sample_facts()
    return facts | {
        "letter": facts["letter"] | {"abstract": "Về việc khen thưởng năm học 2025-2026"},
        "articles": "Điều 1. Tặng danh hiệu cho 01 cá nhân.\nĐiều 2. Quyết định có hiệu lực kể từ ngày ký.",
        "annex_title": "DANH SÁCH ĐƯỢC KHEN THƯỞNG",
        "lines": [line],
    }


DECISION_PAPER = TemplateKey(
    key=KEY,
    title=_("Quyết định khen thưởng"),
    places=(
        *WORD_PLACES,
        Place("bang", _("Bảng danh sách: tên, chức vụ, đơn vị, hình thức"), Kind.BLOCK),
    ),
    fill=fill_decision,
    sample=sample,
    default=TEMPLATES / "recognition_decision.docx",  # one layout for every decision with an annex
)
