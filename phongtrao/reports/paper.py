"""The consolidated report as a paper: its places, and the frozen facts put into words.

Layout of Decree 30/2020 (NĐ 30/2020/NĐ-CP, phụ lục I) stands in the template; the sentences and the
tables are made here. Nothing asks the database: a paper made from the same facts is the same paper.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from phongtrao.documents.positions import bare_position, capacity_for
from phongtrao.documents.template_keys import TEMPLATES, Kind, Place, TemplateKey
from phongtrao.documents.word.layout import Row, Section, TableColumn, paragraph, table
from phongtrao.lib.numbers import format_date, format_number
from phongtrao.reports.facts import BasisFacts, LateFacts, Letter, PlanFacts, TaskFacts
from phongtrao.reports.sample import sample_facts

KEY = "reports.plan_report"
ITEM_STYLE = "Gach"
ABOUT = ("về ", "ban hành ", "phê duyệt ", "quy định ", "hướng dẫn ", "triển khai ", "sửa đổi")
MM = 56.7  # twentieths of a point

HEAD_PLACES = (
    Place("co_quan_cap_tren", _("Tên cơ quan cấp trên, chữ in hoa")),
    Place("co_quan", _("Tên cơ quan ban hành báo cáo, chữ in hoa")),
    Place("ky_hieu", _("Ký hiệu sau số, ví dụ BC-SGDĐT")),
    Place("dia_danh_ngay", _("Địa danh và ngày tháng năm; ngày để trống khi chưa ký")),
    Place("trich_yeu", _("Trích yếu của báo cáo")),
)
FOOT_PLACES = (
    Place("quyen_han", _("Dòng thẩm quyền ký, ví dụ KT. GIÁM ĐỐC; có thể trống")),
    Place("chuc_vu", _("Chức vụ người ký")),
    Place("nguoi_ky", _("Họ và tên người ký")),
    Place("noi_nhan", _("Các dòng nơi nhận"), Kind.LIST, ("dong",)),
    Place("luu", _("Nơi lưu, ví dụ VT, VP")),
)
PLACES = (
    *HEAD_PLACES,
    Place("can_cu", _("Các căn cứ của kế hoạch; có thể trống"), Kind.LIST, ("dong",)),
    Place("mo_dau", _("Câu mở đầu: thực hiện kế hoạch nào, kỳ nào")),
    Place("ket_qua", _("Các câu nêu kết quả chung"), Kind.LIST, ("cau",)),
    Place("bang_nhiem_vu", _("Bảng kết quả từng nhiệm vụ"), Kind.BLOCK),
    Place("cau_cap_duoi", _("Câu về việc cấp dưới cụ thể hóa; có thể trống")),
    Place("bang_cap_duoi", _("Bảng việc cấp dưới cụ thể hóa, tính riêng"), Kind.BLOCK),
    Place("cau_qua_han", _("Câu dẫn vào danh sách quá hạn")),
    Place("bang_qua_han", _("Bảng đơn vị quá hạn, theo xã, phường"), Kind.BLOCK),
    Place("cau_vuong_mac", _("Câu dẫn vào phần khó khăn, vướng mắc")),
    Place("vuong_mac", _("Khó khăn, vướng mắc của từng đơn vị"), Kind.BLOCK),
    Place("ket_thuc", _("Câu kết thúc báo cáo")),
    *FOOT_PLACES,
)
TASK_COLUMNS = (
    TableColumn("TT", round(11 * MM), "center"),
    TableColumn("Nhiệm vụ", round(66 * MM), "both"),
    TableColumn("Chủ trì", round(32 * MM)),
    TableColumn("Thời gian", round(22 * MM), "center"),
    TableColumn("Hoàn thành", round(17 * MM), "center"),
    TableColumn("Tiến độ", round(17 * MM), "center"),
)
BELOW_COLUMNS = (
    TableColumn("TT", round(11 * MM), "center"),
    TableColumn("Nhiệm vụ của kế hoạch", round(88 * MM), "both"),
    TableColumn("Hoàn thành", round(22 * MM), "center"),
    TableColumn("Quá hạn", round(22 * MM), "center"),
    TableColumn("Tiến độ", round(22 * MM), "center"),
)
LATE_COLUMNS = (
    TableColumn("TT", round(11 * MM), "center"),
    TableColumn("Đơn vị", round(48 * MM)),
    TableColumn("Nhiệm vụ", round(66 * MM), "both"),
    TableColumn("Hạn", round(23 * MM), "center"),
    TableColumn("Tiến độ", round(17 * MM), "center"),
)


def fill_plan_report(frozen: Mapping[str, Any]) -> dict[str, Any]:
    """Frozen facts → values of the places. The paper speaks Vietnamese whatever the screen speaks."""
    facts = PlanFacts.from_json(frozen)
    return {
        **letterhead(
            facts.letter,
            superior=facts.superior,
            owner=facts.owner,
            as_of=facts.as_of,
            abstract=plan_report_title(facts.title, facts.period_label, facts.movement),
        ),
        "can_cu": [{"dong": line} for line in basis_lines(facts.bases)],
        "mo_dau": _opening(facts),
        "ket_qua": [{"cau": sentence} for sentence in result_sentences(facts)],
        "bang_nhiem_vu": table(TASK_COLUMNS, _task_rows(facts.tasks)),
        "cau_cap_duoi": _below_sentence(facts),
        "bang_cap_duoi": table(BELOW_COLUMNS, rows) if (rows := _below_rows(facts)) else "",
        "cau_qua_han": _late_sentence(facts.late),
        "bang_qua_han": table(LATE_COLUMNS, _late_rows(facts.late)) if facts.late else "",
        "cau_vuong_mac": _obstacle_sentence(facts),
        "vuong_mac": _obstacles(facts),
        "ket_thuc": f"Trên đây là báo cáo tổng hợp kết quả thực hiện kế hoạch của {facts.owner}./.",
        **signature_places(facts.letter),
    }


def plan_report_title(title: str, period_label: str, movement: str = "") -> str:
    """Abstract of the report and name of the paper, as an office would write it."""
    about = _lower_first(title)
    # Many plans are called “Thực hiện Nghị quyết …”: then the word stands there already.
    opening = "Kết quả" if about.startswith("thực hiện ") else "Kết quả thực hiện"
    part = f" (phần phong trào “{movement}”)" if movement else ""
    return f"{opening} {about}{part}, {_lower_first(period_label)}"


def result_sentences(facts: PlanFacts) -> list[str]:
    """Section I in words; every number is a sum of the task table below it."""
    counts, number = facts.counts, format_number
    whole = f"Phần phong trào “{facts.movement}”" if facts.movement else "Kế hoạch"
    said = [
        (
            f"{whole} có {number(len(facts.tasks))} nhiệm vụ, đã gửi tới {number(facts.units)} đơn vị"
            f" với {number(counts.total)} lượt việc; tiến độ bình quân {counts.percent}%."
        ),
        (
            f"Đã hoàn thành {number(counts.done)} lượt việc; đang thực hiện đúng hạn"
            f" {number(counts.on_time)}; sắp đến hạn {number(counts.due_soon)}."
        ),
        (
            f"Quá hạn {number(counts.late)} lượt việc; lâu chưa cập nhật {number(counts.stale)};"
            f" chưa bắt đầu {number(counts.not_started)}."
        ),
    ]
    if facts.waiting:
        said.append(f"Còn {number(facts.waiting)} lượt việc đơn vị chưa tiếp nhận.")
    if facts.declined:
        said.append(
            f"Có {number(facts.declined)} đề nghị đơn vị không nhận, không tính vào số trên."
        )
    if facts.unplaced:
        said.append(
            f"Kế hoạch còn {number(facts.unplaced)} nhiệm vụ chưa gắn vào nội dung của phong trào"
            " nào, không tính ở đây."
        )
    return [*said, *facts.activities]


def report_sentences(facts: PlanFacts) -> list[str]:
    """Everything the paper says outside its tables, one sentence or line each."""
    letter = facts.letter
    return [
        f"Số:     /{letter.symbol}",
        plan_report_title(facts.title, facts.period_label, facts.movement),
        *basis_lines(facts.bases),
        _opening(facts),
        *result_sentences(facts),
        *filter(None, [_below_sentence(facts)]),
        _late_sentence(facts.late),
        _obstacle_sentence(facts),
        *filter(None, (*_signed_as(letter), letter.signer)),
        *(f"Nơi nhận: {line}" for line in letter.recipients),
        f"Lưu: {letter.filing}",
    ]


# ------------------------------------------------------------------ head and foot


def letterhead(
    letter: Letter, *, superior: str, owner: str, as_of: str, abstract: str
) -> dict[str, str]:
    """The places of the head; ``as_of`` as ISO text."""
    day = date.fromisoformat(as_of)
    place = f"{letter.place}, " if letter.place else ""
    return {
        "co_quan_cap_tren": superior.upper(),
        "co_quan": owner.upper(),
        "ky_hieu": letter.symbol,
        # Day and month are written at signing, which may be a month after the figures.
        "dia_danh_ngay": f"{place}ngày     tháng     năm {day.year}",
        "trich_yeu": abstract,
    }


def month_words(day: date) -> str:
    """January and February with a zero in front, so that nobody can put a 1 there (NĐ 30/2020)."""
    return f"{day.month:02}" if day.month <= 2 else str(day.month)  # noqa: PLR2004 -- the decree's


def _opening(facts: PlanFacts) -> str:
    number = f" số {facts.number}" if facts.number else ""
    issued = f" ngày {format_date(date.fromisoformat(facts.issued_on))}" if facts.issued_on else ""
    about = _lower_first(facts.title)
    said = f"Kế hoạch{number}{issued} ({facts.title})" if number else about
    as_of = format_date(date.fromisoformat(facts.as_of))
    return (
        f"Thực hiện {said}, {facts.owner} tổng hợp kết quả {_lower_first(facts.period_label)},"
        f" số liệu đến ngày {as_of}, như sau:"
    )


def signature_places(letter: Letter) -> dict[str, Any]:
    capacity, position = _signed_as(letter)
    return {
        "quyen_han": capacity,
        "chuc_vu": position,
        "nguoi_ky": letter.signer,
        "noi_nhan": [{"dong": line} for line in letter.recipients],
        "luu": letter.filing,
    }


# ------------------------------------------------------------------ tables


def _task_rows(tasks: tuple[TaskFacts, ...]) -> list[Row]:
    rows: list[Row] = []
    for section, group in groupby(tasks, key=lambda task: task.section):
        if section:
            rows.append(Section(section))
        rows += [_task_row(task) for task in group]
    return _numbered(rows)


def _below_rows(facts: PlanFacts) -> list[Row]:
    number, rows = format_number, list[Row]()
    for place, task in enumerate(facts.tasks, start=1):
        if task.below.total:
            done = f"{number(task.below.done)}/{number(task.below.total)}"
            late, percent = number(task.below.late), f"{task.below.percent}%"
            rows.append([task.ordinal or str(place), task.text, done, late, percent])
    return rows


def _below_sentence(facts: PlanFacts) -> str:
    """Derived work is told apart: a plan below counts it as its own, and so does its report."""
    below, number = facts.below, format_number
    if not below.total:
        return ""
    return (
        f"Ngoài số trên, kế hoạch của cấp dưới đã cụ thể hóa thành {number(below.total)} lượt việc"
        f" khác: hoàn thành {number(below.done)}, quá hạn {number(below.late)}, tiến độ bình quân"
        f" {below.percent}%."
    )


def _task_row(task: TaskFacts) -> list[str]:
    counts = task.counts
    done = f"{format_number(counts.done)}/{format_number(counts.total)}" if counts.total else "–"
    percent = f"{counts.percent}%" if counts.total else "–"
    return [task.ordinal, task.text, task.leads, task.timing, done, percent]


def _late_rows(late: tuple[LateFacts, ...]) -> list[Row]:
    rows: list[Row] = []
    for group, members in groupby(late, key=lambda row: row.group):
        if group:
            rows.append(Section(group))
        rows += [_late_row(row) for row in members]
    return _numbered(rows)


def _late_row(row: LateFacts) -> list[str]:
    due = format_date(date.fromisoformat(row.due_on)) if row.due_on else ""
    return ["", row.unit, row.task, due, f"{row.percent}%"]


def _numbered(rows: list[Row]) -> list[Row]:
    """Rows count on through the sections, unless the plan numbers them itself."""
    number = 0
    found: list[Row] = []
    for row in rows:
        if isinstance(row, Section):
            found.append(row)
            continue
        number += 1
        found.append([row[0] or str(number), *row[1:]])
    return found


def basis_lines(bases: Sequence[BasisFacts]) -> list[str]:
    """“Căn cứ …;”, the last with a full stop (NĐ 30/2020/NĐ-CP, phụ lục I, II.5)."""
    ends = [";"] * (len(bases) - 1) + ["."]
    return [f"Căn cứ {_basis_words(basis)}{end}" for basis, end in zip(bases, ends, strict=False)]


def _basis_words(basis: BasisFacts) -> str:
    day = f"ngày {_long_day(basis.issued_on)}" if basis.issued_on else ""
    about = basis.abstract.strip().rstrip(".;")
    if basis.is_law:
        name = about if about.startswith(basis.kind) else f"{basis.kind} {about}".strip()
        return " ".join(filter(None, (name, day)))
    number = f"số {basis.number}" if basis.number else ""
    issuer = f"của {basis.issuer}" if basis.issuer else ""
    if about and not _lower_first(about).startswith(ABOUT):
        about = f"về {_lower_first(about)}"
    return " ".join(filter(None, (basis.kind, number, day, issuer, _lower_first(about))))


def _long_day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day:02} tháng {month_words(day)} năm {day.year}"


def _late_sentence(late: tuple[LateFacts, ...]) -> str:
    if not late:
        return "Không có đơn vị nào quá hạn."
    units = len({row.unit for row in late})
    return f"Có {format_number(units)} đơn vị với {format_number(len(late))} lượt việc quá hạn:"


def _obstacle_sentence(facts: PlanFacts) -> str:
    if not facts.obstacles:
        return "Các đơn vị không nêu khó khăn, vướng mắc trong kỳ."
    units = len({row.unit for row in facts.obstacles})
    return f"Có {format_number(units)} đơn vị nêu khó khăn, vướng mắc:"


def _obstacles(facts: PlanFacts) -> str:
    lines = (f"- {row.unit} ({row.task}): {row.text.strip()}" for row in facts.obstacles)
    return "".join(paragraph(line, style=ITEM_STYLE) for line in lines)


def _signed_as(letter: Letter) -> tuple[str, str]:
    """“KT. GIÁM ĐỐC”, “PHÓ GIÁM ĐỐC”."""
    capacity = capacity_for(letter.position, letter.capacity)
    return capacity.upper(), bare_position(letter.position).upper()


def _lower_first(text: str) -> str:
    """“Năm 2026” inside a sentence; an abbreviation at the beginning keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


PLAN_REPORT = TemplateKey(
    key=KEY,
    title=_("Báo cáo tổng hợp kết quả thực hiện kế hoạch"),
    places=PLACES,
    fill=fill_plan_report,
    sample=lambda: sample_facts().to_json(),
    default=TEMPLATES / "plan_report.docx",
)
