"""Targets: rows of tables with target columns, and sentences of the sections on targets."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from phongtrao.lib.words import gettext_noop
from phongtrao.reader.aims import Aim, read_aims, year_said
from phongtrao.reader.columns import (
    BASELINE,
    CONTENT,
    CRITERION,
    INDICATOR,
    MEASURE,
    ORDINAL,
    TARGET,
    target_year,
)
from phongtrao.reader.items import make_item
from phongtrao.reader.model import DOUBTFUL, FAIR, SURE, Finding, Node, Row, Table
from phongtrao.reader.outline import Outline
from phongtrao.reader.sections import Sections, heading_label
from phongtrao.reader.text import bare, is_bracketed, plain, tidy
from phongtrao.reader.thresholds import Threshold, as_number, comparator_before, find_thresholds

SHARE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(%)")
_NUMBER = re.compile(
    r"(?<![\d/.,-])(?!(?:19|20)\d\d\b)(\d{1,3}(?:\.\d{3})+|\d+(?:[.,]\d+)?)(?![/\d])\s*(.*)",
    re.DOTALL,
)
_BRACKETS = re.compile(r"\s*\(([^)\d%]+)\)")
_NO_SCOPE = re.compile(r"(?:so voi|vao|trong|tro len|tro xuong|moi nam|hang nam|/|-|,|va\b)")
NO_YEAR = gettext_noop("Chỉ tiêu không ghi năm. Hãy bổ sung.")
OF_TITLE = gettext_noop("Chỉ tiêu không ghi năm; năm lấy theo tên kế hoạch. Hãy kiểm tra.")
AMONG_GOALS = gettext_noop("Con số nằm trong phần mục tiêu. Hãy kiểm tra có phải chỉ tiêu không.")
NO_NUMBER = gettext_noop("Chỉ tiêu không có con số. Hãy kiểm tra.")
SEVERAL = gettext_noop(
    "Một đoạn có nhiều con số, được tách thành nhiều chỉ tiêu. Hãy kiểm tra chỗ tách."
)
_EASY_SPLIT = 2  # targets of a sentence
_LONGEST_UNIT = 3  # words that stand alone behind a number in a cell


@dataclass(frozen=True, slots=True)
class _Dating:
    """The year of a target, and how sure it is: said there, or only in the title of the plan."""

    year: int | None
    trust: float = SURE
    doubt: str = ""


def read_indicators(outline: Outline, sections: Sections, title: str = "") -> list[Finding]:
    """Items {ordinal, name, targets} of the tables with targets and of sections on targets.

    ``title``: of the plan, whose year holds for a target that names none.
    """
    heads = [section.node for section in sections.of("indicators")]
    inside = {id(node) for head in heads for node in head.walk()}
    found: list[Finding] = []
    read: set[int] = set()
    for node in outline.nodes():
        if node.table:
            found += _table_indicators(node, title, is_of_targets=id(node) in inside)
    for head in heads:
        leaves = [
            node
            for node in head.walk()
            if sections.role_of[id(node)] == "indicators" and id(node) not in read
            if not node.children and not node.table
        ]
        read |= {id(node) for node in leaves}  # a section on targets may stand inside another
        found += [finding for node in leaves for finding in _text_indicators(node, title)]
    return [*found, *_among_goals(sections, inside)]


def read_goals(sections: Sections) -> list[Finding]:
    """“Mục tiêu cụ thể” that sets no number is a goal like any other: an item of ``purposes``."""
    return [
        make_item(node, heading_label(section.node), node.text)
        for section in sections.of("indicators")
        if plain(section.node.text).startswith("muc tieu")
        for node in section.node.walk()[1:]
        if sections.role_of[id(node)] == "indicators" and _is_goal(node)
    ]


def _is_goal(node: Node) -> bool:
    is_leaf = not node.children and not node.table and not node.text.rstrip().endswith(":")
    return is_leaf and not read_aims(bare(tidy(node.text)))


def _among_goals(sections: Sections, taken: Collection[int]) -> Iterator[Finding]:
    """Targets that stand among the goals: “Mục tiêu: … phấn đấu đến năm 2027 có trên 85% …”.

    Only a share with a year of its own is one; whoever reviews is asked.
    """
    for section in sections.of("purposes"):
        if "muc tieu" not in plain(section.node.text):
            continue
        for node in section.node.walk():
            is_leaf = not node.children and not node.table and id(node) not in taken
            aims = read_aims(bare(tidy(node.text))) if is_leaf else []
            if any(aim.measure.unit == "%" for aim in aims) and _date(node, node.text, "").year:
                found = _text_indicators(node, "")
                yield from (replace(one, confidence=DOUBTFUL, doubt=AMONG_GOALS) for one in found)


# ------------------------------------------------------------------ cells


def read_targets(text: str, year: int | None) -> list[dict[str, object]]:
    """The targets of one cell: “> 95% trường; > 90% lớp” gives two, each with its scope."""
    return [target for part in _parts(text) if (target := _target(part, year))]


def _parts(text: str) -> list[str]:
    """The lines of a cell and what “;” separates, outside of brackets."""
    cuts = [cut for cut in re.finditer(r"[;\n]\s*", text) if not is_bracketed(text, cut.start())]
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _target(text: str, year: int | None) -> dict[str, object] | None:
    measure = next((one for one in find_thresholds(text) if one.unit == "%"), None)
    if measure is None:
        return _amount(text, year)
    return {
        "year": year,
        "text": bare(tidy(text)),
        "comparator": measure.comparator,
        "value": measure.value,
        "unit": "%",
        "scope": _scope(text[measure.closes :]),
    }


def _scope(rest: str) -> str | None:
    """Whom a share is for: “95% trường phổ thông”, “100 % (tiểu học)”; no time, no comparison."""
    words = bare(rest)
    words = _bracketed(words) or ("" if words.startswith("(") else words)
    return words if words and not _NO_SCOPE.match(plain(words)) else None


def _amount(text: str, year: int | None) -> dict[str, object] | None:
    """“Tối thiểu 1.000 học liệu”: a year is no amount, and what is counted has no scope."""
    match = _NUMBER.search(text)
    if not match:
        return None
    measure = next(iter(find_thresholds(text)), None)
    compared = comparator_before(plain(text), match.start())
    return {
        "year": year,
        "text": bare(tidy(text)),
        "comparator": measure.comparator if measure and measure.is_compared else compared or "=",
        "value": as_number(match.group(1)),
        "unit": _unit(match.group(2), measure),
        "scope": _bracketed(match.group(2)),
    }


def _bracketed(rest: str) -> str | None:
    """“100 (trường tiểu học)”: whom the number is for, in a table that gives the unit elsewhere."""
    match = _BRACKETS.match(rest)
    return match.group(1).strip() if match else None


def _unit(rest: str, measure: Threshold | None) -> str | None:
    """What stands behind the number: all of it where it is short, else the counted noun."""
    words = bare(re.split(r"[,(/–-]|\btrở (?:lên|xuống)", rest)[0])
    if words and len(words.split()) <= _LONGEST_UNIT:
        return words.lower() if words[:1].isupper() and not words.isupper() else words
    if measure and measure.unit:
        return measure.unit
    return words.split()[0] if words else None


# ------------------------------------------------------------------ tables


def _table_indicators(node: Node, title: str, *, is_of_targets: bool) -> Iterator[Finding]:
    """The rows of a table with a column of targets; one without years only where it is in place."""
    table = node.table
    if table is None:
        return
    dated = any(target_year(column) for column in table.columns)
    undated = TARGET in table.columns and (is_of_targets or INDICATOR in table.columns)
    if not dated and not undated:
        return
    dating = _Dating(None) if dated else _date(node, "", title)
    for row in table.rows:
        finding = _row_indicator(table, row, dating)
        if finding.value["targets"] or dated:
            yield finding


def _row_indicator(table: Table, row: Row, dating: _Dating) -> Finding:
    measure = tidy(table.cell(row, MEASURE))
    targets = [
        _measured(target, measure)
        for column, cell in zip(table.columns, row.cells, strict=False)
        if column.partition(":")[0] == TARGET
        for target in read_targets(cell, target_year(column) or dating.year)
    ]
    value = {
        "ordinal": table.cell(row, ORDINAL).rstrip(".)") or None,
        "name": bare(tidy(table.cell(row, INDICATOR, CRITERION, CONTENT) or _widest(table, row))),
        "targets": targets,
    }
    trust, doubt = min(dating.trust, FAIR if table.is_rebuilt else SURE), dating.doubt
    if not targets:
        trust, doubt = DOUBTFUL, NO_NUMBER
    return Finding(value, row.first, row.last, trust, doubt)


def _measured(target: dict[str, object], measure: str) -> dict[str, object]:
    """A bare number counts what the column of units says."""
    return target if target["unit"] or not measure else {**target, "unit": measure}


def _widest(table: Table, row: Row) -> str:
    """The name of a row in a table whose column of names is called something else."""
    pairs = zip(table.columns, row.cells, strict=False)
    texts = [cell for column, cell in pairs if column not in (ORDINAL, MEASURE, BASELINE)]
    return max(texts, key=len, default="")


# ------------------------------------------------------------------ sentences


def _text_indicators(node: Node, title: str) -> list[Finding]:
    text = bare(tidy(node.text))
    aims = read_aims(text)
    dating = _date(node, text, title)
    trust, doubt = _trust(aims, dating)
    return [
        Finding(
            _item(node, text, together, dating.year),
            node.paragraph.first,
            node.paragraph.last,
            trust,
            doubt,
        )
        for together in _by_name(aims)
    ]


def _by_name(aims: Sequence[Aim]) -> list[list[Aim]]:
    """Numbers that ask one thing of several groups are targets of one indicator."""
    found: list[list[Aim]] = []
    for aim in aims:
        if found and aim.scope and found[-1][0].scope:
            found[-1].append(aim)
        else:
            found.append([aim])
    return found


def _trust(aims: Sequence[Aim], dating: _Dating) -> tuple[float, str]:
    if dating.doubt:
        return dating.trust, dating.doubt
    return (FAIR, "") if len(aims) <= _EASY_SPLIT else (DOUBTFUL, SEVERAL)


def _item(node: Node, text: str, aims: Sequence[Aim], year: int | None) -> dict[str, object]:
    marker = node.marker
    return {
        "ordinal": marker.ordinal if marker and not marker.is_bullet else None,
        "name": aims[0].name or text,
        "source_text": text,
        "targets": [_aimed_at(aim, year) for aim in aims],
    }


def _aimed_at(aim: Aim, year: int | None) -> dict[str, object]:
    measure = aim.measure
    return {
        "year": year,
        "text": aim.text,
        "comparator": measure.comparator if measure.is_compared else "=",
        "value": measure.value,
        "unit": measure.unit,
        "scope": aim.scope,
    }


def _date(node: Node, text: str, title: str) -> _Dating:
    if year := year_said(text) or _year_above(node):
        return _Dating(year)
    if year := year_said(title):
        return _Dating(year, DOUBTFUL, OF_TITLE)
    return _Dating(None, DOUBTFUL, NO_YEAR)


def _year_above(node: Node) -> int | None:
    """The year of the heading or lead-in above, else of a sentence just before that ends with “:”."""
    for above in _above(node):
        if year := year_said(above.text):
            return year
    return None


def _above(node: Node) -> Iterator[Node]:
    current = node
    while current.parent is not None:
        siblings = current.parent.children
        before = siblings[: siblings.index(current)]
        yield from (one for one in reversed(before) if one.text.rstrip().endswith(":"))
        current = current.parent
        yield current
