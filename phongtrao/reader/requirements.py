"""One paragraph of criteria cut into its requirements, each with its measure, window and alternatives."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from phongtrao.reader.aims import read_aims
from phongtrao.reader.text import bare, capitalised, is_bracketed, plain
from phongtrao.reader.thresholds import Threshold, find_thresholds
from phongtrao.reader.windows import find_period, find_rhythm, read_window

# Where one requirement may end and the next begin, the strongest first. The last one cuts only
# where the next requirement opens with its number or its verb at once.
_CUTS = (
    re.compile(r"\.\s+(?=[A-ZĐÁÀẢÃẠÂẤẦẨẪẬĂÉÈÊẾỀỂỄỆÍÓÒÔƠÚÙƯÝỨỪỬ])"),
    re.compile(r",?\s+hoặc\s+"),
    re.compile(r",?\s+(?=trong đó)"),
    re.compile(r";\s+(?:và\s+)?"),
    re.compile(r",\s+"),
    re.compile(
        r"\s+(?=được (?:Hội đồng|Ban|Tổ|cấp) [^,;.]{0,60}?(?:đánh giá|xếp loại|nghiệm thu)\b)"
    ),
    re.compile(r"\s+(?:và|đồng thời)\s+(?=(?:có|đạt|được|ít nhất|tối thiểu|từ|trên|\d))"),
)
_SHARES = ("ty le", "muc", "so ", "tong ", "thoi gian")  # says itself what is measured
_STRONG = 4  # so many of them also cut off what is certified and not measured
# A certificate, a title or a prize decides it without a number.
_CERTIFIED = re.compile(
    r"xac nhan hoan thanh|cap (?:chung chi|chung nhan|giay chung nhan)|\bco (?:chung chi|giay chung nhan)"
    r"|(?:duoc cong nhan|cong nhan|dat)(?: la| dat)? danh hieu|duoc tang (?:thuong )?(?:bang khen|giay khen|co thi dua|huan chuong|danh hieu)"
    r"|duoc cong nhan (?:la )?(?:“|\")?(?:chien si thi dua|lao dong tien tien|tap the lao dong|don vi (?:van hoa|hoc tap)|truong (?:dat )?chuan)"
    r"|(?:duoc )?cong nhan (?:la |danh hieu )?(?:giao vien|tong phu trach|hoc sinh|can bo quan ly)[^,.;]{0,30}? gioi\b"
    r"|\bdat (?:mot trong cac )?giai\b|\bdat chuan quoc gia"
    r"|khong co [^,.;]{0,60}?(?:bi xu ly|bi ky luat|vi pham|ky luat)|khong bi (?:xu ly )?ky luat|khong vi pham (?:phap luat|quy che|quy dinh|ky luat|dao duc)"
)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One clause. ``is_alternative``: “hoặc” joins it to the one before it."""

    text: str
    measure: Threshold | None
    is_certified: bool
    window: str | None
    is_alternative: bool = False

    @property
    def is_measurable(self) -> bool:
        return self.measure is not None or self.is_certified


def read_requirements(text: str) -> list[Requirement]:
    """The clauses of a paragraph, in order; those without a time of their own take the paragraph's."""
    clauses = split_requirements(text)
    found = [replace(_requirement(clause), is_alternative=joined) for clause, joined in clauses]
    if len(found) == 1:
        return found
    times = _Times.of(text)
    return [replace(one, window=one.window or times.given_to(one)) for one in found]


def split_requirements(text: str) -> list[tuple[str, bool]]:
    """Cut a paragraph with several measures into clauses: (clause, joined to the last by “hoặc”)."""
    cuts = [
        cut for left, right in pairwise(_marks(text)) if (cut := _cut_between(text, left, right))
    ]
    clauses, start, is_alternative = [], 0, False
    for cut_start, cut_end, says_or in cuts:
        clauses.append((text[start:cut_start], is_alternative))
        start, is_alternative = cut_end, says_or
    return [*clauses, (text[start:], is_alternative)]


def alternatives(found: Sequence[Requirement]) -> dict[int, str]:
    """Number of a requirement → name of the group of alternatives it belongs to.

    A group is a run of requirements joined by “hoặc”: two runs in one paragraph are two groups.
    """
    groups: dict[int, str] = {}
    run: list[int] = []
    for number, one in enumerate(found):
        run = [*run, number] if one.is_alternative else [number]
        if len(run) > 1:
            groups |= dict.fromkeys(run, _label([found[member] for member in run]))
    return groups


def metric_of(one: Requirement) -> str | None:
    """What is counted, in the words of the text: a share, a number of something, a rank."""
    measure = one.measure
    if measure is None:
        return None
    if isinstance(measure.value, str):
        return "Xếp loại" if "xếp loại" in str(measure.unit) else capitalised(str(measure.unit))
    name = next((aim.name for aim in read_aims(one.text)), "") or one.text
    if measure.unit not in ("%", "điểm"):
        return capitalised(name) if plain(name).startswith(_SHARES) else f"Số {name}"
    is_named = measure.unit == "điểm" or plain(name).startswith(_SHARES)
    return capitalised(name) if is_named else f"Tỷ lệ {name}"


def _requirement(clause: str) -> Requirement:
    clause = bare(clause)
    measure = next(iter(find_thresholds(clause)), None)
    is_certified = bool(_CERTIFIED.search(plain(clause)))
    window = read_window(_unmeasured(clause)) if measure or is_certified else None
    return Requirement(clause, measure, is_certified, window)


def _unmeasured(text: str) -> str:
    """The text without its numbers: “ít nhất 05 năm liên tục” is what is asked, not when."""
    for measure in reversed(find_thresholds(text)):
        if not isinstance(measure.value, str):
            text = f"{text[: measure.opens]}…{text[measure.closes :]}"
    return text


@dataclass(frozen=True, slots=True)
class _Times:
    """The time a paragraph says for all of it: its period, or the rhythm it begins with."""

    period: str | None
    rhythm: str | None

    @classmethod
    def of(cls, text: str) -> "_Times":
        rhythm = find_rhythm(text)
        opens_it = rhythm and plain(text).startswith(plain(rhythm))
        return cls(find_period(_unmeasured(text)), rhythm if opens_it else None)

    def given_to(self, one: Requirement) -> str | None:
        """A count of years is asked of the period, not of every year of it."""
        if not one.is_measurable:
            return None
        counts_years = one.measure is not None and one.measure.unit in ("năm", "năm học")
        return self.period or (None if counts_years else self.rhythm)


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    is_measure: bool


def _marks(text: str) -> list[_Mark]:
    """What a requirement of its own may rest on: measures, and what is certified beside them."""
    measures = [_Mark(one.opens, one.closes, is_measure=True) for one in find_thresholds(text)]
    certified = [
        _Mark(*match.span(), is_measure=False) for match in _CERTIFIED.finditer(plain(text))
    ]
    alone = [
        mark for mark in certified
        if not any(one.start <= mark.start < one.end for one in measures)
    ]  # fmt: skip
    return sorted([*measures, *alone], key=lambda mark: mark.start)


def _cut_between(text: str, left: _Mark, right: _Mark) -> tuple[int, int, bool] | None:
    both_measured = left.is_measure and right.is_measure
    for pattern in _CUTS if both_measured else _CUTS[:_STRONG]:
        for match in pattern.finditer(text, left.end, right.start + 1):
            if not is_bracketed(text, match.start()):
                return match.start(), match.end(), "hoặc" in match.group()
    return None


def _label(members: Sequence[Requirement]) -> str:
    units = [one.measure.unit for one in members if one.measure and one.measure.unit]
    return " hoặc ".join(dict.fromkeys(units)) or "hoặc"
