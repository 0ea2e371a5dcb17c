"""The term in the title against the period the standards look at."""

import re
from collections.abc import Iterator

from phongtrao.lib.words import gettext_noop as _
from phongtrao.reader.lint.model import NOTE, Defect, Paper, Rule
from phongtrao.reader.model import Finding
from phongtrao.reader.text import tidy

OTHER_PERIOD = Rule(
    "periods.other_period",
    NOTE,
    _("Nhiệm kỳ ở tên khác thời kỳ xét"),
    _("Tên kế hoạch ghi %(title)s, tiêu chuẩn xét thành tích giai đoạn %(period)s."),
    _("Đơn vị dễ lập hồ sơ nhầm giai đoạn."),
    _("Nếu đúng ý, ghi rõ: tổng kết giai đoạn %(period)s, phát động giai đoạn %(title)s; nếu không, sửa cho khớp."),
)  # fmt: skip
RULES = (OTHER_PERIOD,)
_RANGE = re.compile(r"(?<!\d)(20\d\d)\s?[-–]\s?(20\d\d)(?!\d)")
_SECTIONS = ("criteria", "award_rules")


def check_periods(paper: Paper) -> Iterator[Defect]:
    """Where the standards name one period only, and it is not one of the title's."""
    title = _ranges(" ".join(p.text for p in paper.header.title))
    if len(title) != 1 or "nam hoc" in str(paper.plan["document"]["title"]).lower():
        return
    for finding in (f for section in _SECTIONS for f in paper.findings[section]):
        text = _text_of(paper, finding)
        periods = _ranges(text)
        if len(periods) == 1 and periods != title:
            quote = next(iter(_RANGE.finditer(text))).group()
            facts = {"title": next(iter(title)), "period": next(iter(periods))}
            yield paper.defect(OTHER_PERIOD, quote, finding, **facts)
            return


def _ranges(text: str) -> set[str]:
    """Periods of whole terms; “2024-2025” is a school year."""
    found = _RANGE.findall(text)
    return {f"{first}-{last}" for first, last in found if int(last) - int(first) > 1}


def _text_of(paper: Paper, finding: Finding) -> str:
    return tidy(" ".join(block.text for block in paper.blocks[finding.first : finding.last + 1]))
