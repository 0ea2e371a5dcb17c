"""A sentence of a plain list read anew: as a task, or as a target with its number.

Plans say “hoàn thành trước 31/12” and “100% giáo viên …” also where they only list contents. The
reader leaves such a sentence where it stands and says that it looks like more; a person decides.
"""

import re
from dataclasses import replace

from phongtrao.lib.words import gettext_noop
from phongtrao.reader.aims import year_said
from phongtrao.reader.columns import LEAD, TIME
from phongtrao.reader.dates import find_due, read_time
from phongtrao.reader.indicators import SHARE, read_targets
from phongtrao.reader.model import DOUBTFUL, Finding, Value
from phongtrao.reader.tasks import make_task
from phongtrao.reader.text import bare, capitalised, plain, tidy
from phongtrao.reader.thresholds import find_thresholds
from phongtrao.reader.units import split_duty

HAS_TIME = gettext_noop(
    "Câu này có thời hạn: có thể là một nhiệm vụ. Nếu đúng, hãy bấm “Chuyển thành nhiệm vụ”."
)
HAS_NUMBER = gettext_noop(
    "Câu này có con số phải đạt: có thể là một chỉ tiêu. Nếu đúng, hãy bấm “Chuyển thành chỉ tiêu”."
)
HAS_BOTH = gettext_noop(
    "Câu này có con số và thời hạn: có thể là chỉ tiêu hoặc nhiệm vụ. Nếu đúng, hãy chuyển."
)
_DOUBTS = {(True, False): HAS_TIME, (False, True): HAS_NUMBER, (True, True): HAS_BOTH}

# A month, quarter or year only counts behind a word that makes it an end.
_PERIOD = re.compile(
    r"(?:truoc|trong|cham nhat|den het|den|het|vao|xong|hoan thanh)(?: vao| trong)?"
    r" (?:(?:cuoi |dau )?(?:thang \d{1,2}|quy (?:i{1,3}|iv|[1-4])\b)[/, ]+(?:nam )?20\d\d)"
)
# Too common in names of programmes (“đến năm 2030”) to ask about, good enough for a task.
_YEAR = re.compile(r"(?:trong|den het|het|den|vao) nam 20\d\d")
_AT_LEAST = re.compile(
    r"\b(?:it nhat|toi thieu|khong duoi|khong it hon|tro len|phan dau(?: co)?|dat|tren|hon)\s+"
    r"(?:co )?(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)?(?![/\d.-])"
)


def find_time(text: str) -> str:
    """The words of a deadline, “trước ngày 31/12/2026”, “trong quý II/2026”; empty for none."""
    if due := find_due(text):
        return due.phrase
    return _words(_PERIOD, text)


def has_number(text: str) -> bool:
    """Whether the text sets a number to reach: a share, “ít nhất 02 …”; years are none."""
    return bool(SHARE.search(text) or _AT_LEAST.search(plain(text)))


def doubt_of(text: str) -> str:
    """What to ask of a content that looks like a task or a target; empty for a plain one."""
    return _DOUBTS.get((bool(find_time(text)), has_number(text)), "")


def doubted(finding: Finding) -> Finding:
    """The same finding, doubtful where its text looks like more than a content."""
    doubt = doubt_of(finding.value["text"])
    return replace(finding, confidence=DOUBTFUL, doubt=doubt) if doubt else finding


def as_task(text: str, *, section: str | None = None, ordinal: str | None = None) -> Value:
    """The text as a task of schema.json: its time, and who leads where it begins with a unit."""
    unit, duty = split_duty(text)
    fields = {TIME: find_time(text) or _words(_YEAR, text), LEAD: unit}
    return make_task(fields, section=section, ordinal=ordinal, text=duty)


def as_indicator(text: str, *, ordinal: str | None = None) -> Value:
    """The text as an indicator of schema.json, with the first number it sets as its target."""
    name = capitalised(bare(tidy(text)))
    return {
        "ordinal": ordinal,
        "name": name,
        "source_text": name,
        "targets": _targets(name) if has_number(name) else [],
    }


def _targets(text: str) -> list[dict[str, object]]:
    """The first target, in a list; none for what only looks like a number to reach."""
    first = read_targets(text, year_said(text) or _year_due(text))[:1]
    # The reader of criteria knows more of what is counted: “02 sáng kiến”, not “02 sáng”.
    units: dict[object, object] = {t.value: t.unit for t in find_thresholds(text) if t.unit}
    return [{**t, "unit": units.get(t["value"], t["unit"]), "scope": None} for t in first]


def _year_due(text: str) -> int | None:
    """The year of the deadline: what is to be reached “trước ngày 30/6/2027” is of 2027."""
    __, deadline = read_time(find_time(text))
    return int(deadline[:4]) if deadline and deadline[:4].isdigit() else None


def _words(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(plain(text))
    return text[found.start() : found.end()] if found else ""
