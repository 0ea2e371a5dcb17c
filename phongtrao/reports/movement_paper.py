"""The cumulative report of a movement as a paper, over all its years. S0-18

Layout of Decree 30/2020 stands in the template. Nothing asks the database here.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from phongtrao.documents.template_keys import TEMPLATES, Kind, Place, TemplateKey
from phongtrao.documents.word.layout import TableColumn, paragraph, table
from phongtrao.lib.numbers import format_date, format_number
from phongtrao.reports.movement_facts import MovementFacts, PlanLine, sample_movement_facts
from phongtrao.reports.paper import (
    FOOT_PLACES,
    HEAD_PLACES,
    ITEM_STYLE,
    MM,
    letterhead,
    signature_places,
)

KEY = "reports.movement_report"
PLACES = (
    *HEAD_PLACES,
    Place("mo_dau", _("Câu mở đầu: phong trào nào, từ năm nào đến năm nào")),
    Place("muc_tieu", _("Mục tiêu của phong trào; có thể trống")),
    Place("ket_qua", _("Các câu nêu kết quả chung"), Kind.LIST, ("cau",)),
    Place("bang_nam", _("Bảng kết quả từng năm"), Kind.BLOCK),
    Place("bang_ke_hoach", _("Bảng kết quả từng kế hoạch"), Kind.BLOCK),
    Place("cau_so_ket", _("Câu dẫn vào các lần sơ kết, tổng kết")),
    Place("so_ket", _("Từng lần sơ kết, tổng kết và bài học"), Kind.BLOCK),
    Place("ket_thuc", _("Câu kết thúc báo cáo")),
    *FOOT_PLACES,
)
YEAR_COLUMNS = (
    TableColumn("Năm", round(20 * MM), "center"),
    TableColumn("Kế hoạch ban hành", round(35 * MM), "center"),
    TableColumn("Đơn vị phát động", round(38 * MM), "center"),
    TableColumn("Lượt việc hoàn thành", round(36 * MM), "center"),
    TableColumn("Báo cáo được duyệt", round(36 * MM), "center"),
)
PLAN_COLUMNS = (
    TableColumn("TT", round(11 * MM), "center"),
    TableColumn("Kế hoạch", round(72 * MM), "both"),
    TableColumn("Nhiệm vụ", round(20 * MM), "center"),
    TableColumn("Đơn vị", round(18 * MM), "center"),
    TableColumn("Hoàn thành", round(26 * MM), "center"),
    TableColumn("Tiến độ", round(18 * MM), "center"),
)


def movement_report_title(facts: MovementFacts) -> str:
    return f"Kết quả lũy kế {_named(facts.title)} giai đoạn {span_words(facts)}"


def span_words(facts: MovementFacts) -> str:
    """“2024 – 2030”: from the first year to the one the figures reach."""
    first, last = facts.starts_on[:4], facts.as_of[:4]
    return first if first == last else f"{first} – {last}"


def fill_movement_report(frozen: Mapping[str, Any]) -> dict[str, Any]:
    """Frozen facts → values of the places. The paper speaks Vietnamese whatever the screen speaks."""
    facts = MovementFacts.from_json(frozen)
    number = format_number
    years = [
        [
            str(row.year),
            number(row.plans),
            number(row.launched),
            number(row.done),
            number(row.reports),
        ]
        for row in facts.years
    ]
    plans = [_plan_row(n, row) for n, row in enumerate(facts.plans, start=1)]
    return {
        **letterhead(
            facts.letter,
            superior=facts.superior,
            owner=facts.owner,
            as_of=facts.as_of,
            abstract=movement_report_title(facts),
        ),
        "mo_dau": _opening(facts),
        "muc_tieu": f"Mục tiêu: {facts.goals}" if facts.goals else "",
        "ket_qua": [{"cau": sentence} for sentence in movement_sentences(facts)],
        "bang_nam": table(YEAR_COLUMNS, years),
        "bang_ke_hoach": table(PLAN_COLUMNS, plans) if plans else "",
        "cau_so_ket": _review_sentence(facts),
        "so_ket": _reviews(facts),
        "ket_thuc": f"Trên đây là báo cáo kết quả lũy kế của phong trào, {facts.owner} báo cáo./.",
        **signature_places(facts.letter),
    }


def movement_sentences(facts: MovementFacts) -> list[str]:
    """Section I in words."""
    counts, number = facts.counts, format_number
    said = [
        (
            f"Có {number(facts.units_launched)} trên {number(facts.units_asked)} đơn vị được yêu cầu"
            f" ({facts.asked}) đã phát động hưởng ứng."
        ),
        (
            f"Đã ban hành {number(len(facts.plans))} kế hoạch, giao cho"
            f" {number(facts.units_working)} đơn vị với {number(counts.total)} lượt việc;"
            f" tiến độ bình quân {counts.percent}%."
        ),
        (
            f"Đã hoàn thành {number(counts.done)} lượt việc; quá hạn {number(counts.late)};"
            f" chưa bắt đầu {number(counts.not_started)}."
        ),
    ]
    return [*said, *filter(None, [shared_sentence(facts)]), *facts.activities]


def shared_sentence(facts: MovementFacts) -> str:
    """Why the rows of plans come to more than the total: work of two masters is in both their rows."""
    rows = sum(row.counts.total for row in facts.plans)
    shared = rows - facts.counts.total
    if shared <= 0:
        return ""
    number = format_number
    return (
        f"Cộng từng kế hoạch là {number(rows)} lượt việc, nhiều hơn {number(shared)}: việc do hai kế"
        " hoạch cùng giao có ở cả hai dòng, trong tổng chỉ tính một lần."
    )


# ------------------------------------------------------------------ pieces


def _named(title: str) -> str:
    """Inside a sentence; many movements are called “Phong trào …”: then the word stands there already."""
    if title.lower().startswith("phong trào"):
        return title[:1].lower() + title[1:]
    return f"phong trào {title}" if "“" in title else f"phong trào “{title}”"


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _opening(facts: MovementFacts) -> str:
    number = f" theo văn bản số {facts.number}" if facts.number else ""
    issued = f" ngày {_day(facts.issued_on)}" if facts.issued_on else ""
    return (
        f"{_upper_first(_named(facts.title))} được phát động{number}{issued},"
        f" bắt đầu từ ngày {_day(facts.starts_on)}. {facts.owner} báo cáo kết quả lũy kế giai đoạn"
        f" {span_words(facts)}, số liệu đến ngày {_day(facts.as_of)}, như sau:"
    )


def _day(iso: str) -> str:
    return format_date(date.fromisoformat(iso))


def _plan_row(number: int, row: PlanLine) -> list[str]:
    counts = row.counts
    done = f"{format_number(counts.done)}/{format_number(counts.total)}" if counts.total else "–"
    percent = f"{counts.percent}%" if counts.total else "–"
    name = f"{row.title} ({row.number})" if row.number else row.title
    tasks, units = format_number(row.tasks), format_number(row.units)
    return [str(number), name, tasks, units, done, percent]


def _review_sentence(facts: MovementFacts) -> str:
    if not facts.reviews:
        return "Chưa ghi lần sơ kết, tổng kết nào."
    return f"Đã tổ chức {format_number(len(facts.reviews))} lần sơ kết, tổng kết:"


def _reviews(facts: MovementFacts) -> str:
    lines = []
    for row in facts.reviews:
        paper = f", báo cáo số {row.paper}" if row.paper else ""
        lessons = f": {row.lessons.strip()}" if row.lessons.strip() else ""
        lines.append(f"- {row.name}, ngày {format_date(row.day)}{paper}{lessons}")
    return "".join(paragraph(line, style=ITEM_STYLE) for line in lines)


MOVEMENT_REPORT = TemplateKey(
    key=KEY,
    title=_("Báo cáo lũy kế của phong trào"),
    places=PLACES,
    fill=fill_movement_report,
    sample=lambda: sample_movement_facts().to_json(),
    default=TEMPLATES / "movement_report.docx",
)
