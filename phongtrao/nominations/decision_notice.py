"""The notice of a decision of commendation, as text to be copied to a board, a site, a message. It speaks Vietnamese."""

from collections.abc import Sequence
from itertools import groupby

from phongtrao.lib.numbers import format_date, roman
from phongtrao.nominations.decision_paper import AwardLine
from phongtrao.nominations.models import AwardDecision

MOST = 500  # lines of names: a page holds so many


def notice_text(decision: AwardDecision, lines: Sequence[AwardLine]) -> str:
    """Of an issued decision; who is beyond ``MOST`` is in the list that goes with the paper."""
    document = decision.document
    day = format_date(document.issued_on) if document.issued_on else "…"
    based = f"Theo Quyết định số {document.number} ngày {day} của {decision.unit.name}"
    said = [
        "THÔNG BÁO",
        document.abstract,
        "",
        f"{based}, {len(lines)} tập thể, cá nhân được khen thưởng:",
    ]
    groups = groupby(lines[:MOST], key=lambda line: (line.form, line.category))
    for number, ((form, category), found) in enumerate(groups, start=1):
        said += ["", f"{roman(number)}. {form}: {category.lower()}"]
        said += [f"{one.number}. {', '.join(filter(None, (one.name, one.job, one.unit)))}" for one in found]  # fmt: skip
    if len(lines) > MOST:
        said += ["", f"Và {len(lines) - MOST} tập thể, cá nhân khác trong danh sách kèm theo Quyết định."]  # fmt: skip
    return "\n".join([*said, "", "Trân trọng thông báo và chúc mừng các tập thể, cá nhân."])
