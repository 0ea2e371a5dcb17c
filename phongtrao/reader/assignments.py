"""A sentence that gives somebody work: “Giao Phòng A chủ trì, phối hợp với B … trước ngày …”.

Three ways of saying it: an order (“Giao …”, “Đề nghị …”), a unit that leads its own sentence
(“Phòng A chủ trì …”), and labels — in brackets behind the sentence, or one after the other in it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from phongtrao.reader.affinity import is_time_text
from phongtrao.reader.columns import LEAD, RESULT, SUPPORT, TIME
from phongtrao.reader.dates import Due, Period, find_due, find_dues
from phongtrao.reader.labels import cut_labels, read_label
from phongtrao.reader.text import bare, plain
from phongtrao.reader.units import name_end, split_named, starts_like_unit, whole_lines

_GIVES = re.compile(r"(?:giao(?! duc| vien| thong| luu)|de nghi|yeu cau|phan cong)\s+(?:cho )?")
_LEADS = re.compile(r",? (?:la (?:don vi|co quan) )?chu tri\b")
_WITH = re.compile(r"(?:\s*,)?\s*(?:va )?phoi hop (?:chat che )?(?:voi|cung)\s+")
_ALWAYS = re.compile(
    r"(?:thuc hien |trien khai )?((?:thuong xuyen|lien tuc|dinh ky)(?: (?:trong|ca) nam(?: hoc)?| (?:hang|moi) (?:nam|quy|thang|tuan))?"
    r"|(?:hang|moi) (?:nam|quy|thang|tuan|ngay)|(?:den|trong) (?:het )?nam (?:hoc )?20\d\d(?:-20\d\d)?)\s*[.;]?$"
)
_NEXT_REPORT = re.compile(
    r"\)?\s?(?:[,;]|va) (?:bao cao [^.;,]*|(?:mot nam|ca nam|nam|(?:hang )?quy|6 thang|9 thang)\b[^.;,]{0,20})"
)
_BRACKET = re.compile(r"\s*\(([^()]*)\)\s*[.;]?\s*$")
_DOES = re.compile(r"\s+\(?(?:chủ trì|phối hợp)(?: thực hiện)?\)?\s*$", re.IGNORECASE)
_PARTS = re.compile(r"[;\n]\s*|(?<=chủ trì), |(?<=chủ trì\)), |(?<=phối hợp\)), ")


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who is to do it, with whom and by when; ``text`` is the sentence without its labels."""

    text: str
    lead: list[str]
    support: list[str] = field(default_factory=list)
    time: str = ""
    deliverable: str = ""
    is_ordered: bool = False  # said in so many words: “giao”, “chủ trì”, a label


def read_assignment(text: str, period: Period | None = None) -> Assignment | None:
    """What ``text`` gives to whom; None for a sentence that names nobody to do it."""
    return _bracketed(text) or _labelled(text) or _told(text, period)


def read_support(duty: str) -> list[str]:
    """The units of “chủ trì, phối hợp với A, B và C xây dựng …”; none where no part opens so."""
    parts = (_support_of(part) for part in re.split(r";\s+", duty))
    return next(filter(None, parts), [])


def _support_of(duty: str) -> list[str]:
    folded = plain(duty)
    leads = re.match(r"(?:la (?:don vi|co quan) )?chu tri\b", folded)
    beside = _WITH.match(folded, leads.end() if leads else 0)
    if not beside:
        return []
    rest = duty[beside.end() :]
    end, _ = name_end(rest)
    return split_named(rest[:end]) if end else []


def due_time(text: str, period: Period | None = None) -> str:
    """The words of the deadline of a sentence; empty for none."""
    due = read_due(text, period)
    return due.phrase if due else ""


def read_due(text: str, period: Period | None = None) -> Due | None:
    """The deadline of a sentence: one of completion first; of several reports the last."""
    dues = list(find_dues(text, period))
    ended = [due for due in dues if "hoan thanh" in plain(text[max(due.start - 60, 0) : due.start])]
    if not dues:
        return None
    return dues[-1] if not ended and _are_reports(text, dues) else _joined(text, ended or dues)


def _are_reports(text: str, dues: Sequence[Due]) -> bool:
    """“Báo cáo sơ kết trước …, báo cáo tổng kết trước …”, “định kỳ 6 tháng (trước …), một năm (trước …)”."""
    between = [plain(text[left.end : right.start]) for left, right in pairwise(dues)]
    opens = "bao cao" in plain(text[: dues[0].start])
    return bool(between) and opens and all(map(_NEXT_REPORT.fullmatch, between))


def _joined(text: str, dues: Sequence[Due]) -> Due:
    """The first deadline with those “và” joins to it: “trước ngày … và trước ngày …”; the last counts."""
    first, last = dues[0], dues[0]
    for due in dues[1:]:
        if text[last.end : due.start].strip(" ,") not in ("", "và"):
            break
        last = due
    return replace(last, phrase=text[first.start : last.end], start=first.start)


def prose_time(text: str, period: Period | None = None) -> str:
    """The words that say when: a deadline, or at the end “thường xuyên”, “hằng quý”."""
    if due := due_time(text, period):
        return due
    always = _ALWAYS.search(plain(text))
    return text[always.start(1) : always.end(1)] if always else ""


def _labelled(text: str) -> Assignment | None:
    """“Nội dung … Đơn vị chủ trì: A. Đơn vị phối hợp: B. Thời gian: …” in one paragraph."""
    head, fields = cut_labels(text)
    return _of_fields(head, fields) if head and _says_who(fields) else None


def _bracketed(text: str) -> Assignment | None:
    """“… (chủ trì: A; phối hợp: B; hoàn thành: quý II/2026)” at the end of a sentence."""
    bracket = _BRACKET.search(text)
    if not bracket:
        return None
    fields = split_roles(bracket.group(1))
    return _of_fields(text[: bracket.start()], fields) if _says_who(fields) else None


def split_roles(text: str) -> dict[str, str]:
    """Who leads, who helps and when, said in one cell or one bracket.

    “A (chủ trì); B, C (phối hợp)”, “Chủ trì: A; phối hợp: B”, “A chủ trì, B phối hợp; quý II/2026”.
    A part that says nothing goes with the label before it, or with the sign behind it.
    """
    fields: dict[str, str] = {}
    waiting: list[str] = []
    last = ""
    for part in filter(None, map(str.strip, _PARTS.split(whole_lines(text)))):
        name, value, is_behind = _role_of(part)
        if is_behind and waiting:
            if name == SUPPORT and LEAD not in fields:
                fields[LEAD] = "; ".join(waiting)
            else:
                value = "; ".join([*waiting, value])
            waiting = []
        elif not name and not last:
            waiting.append(value)
            continue
        last = "" if is_behind else name or last
        _put(fields, name or last, value)
    return fields


def _put(fields: dict[str, str], name: str, value: str) -> None:
    fields[name] = f"{fields[name]}; {value}" if name in fields else value


def _role_of(part: str) -> tuple[str, str, bool]:
    """The field of one part, its words, and whether the sign stood behind them."""
    name, value = read_label(part)
    if name:
        return name, value, False
    if does := _DOES.search(part):
        return (LEAD if "ch" in plain(does.group()) else SUPPORT), part[: does.start()], True
    if find_due(part, Period(2000, 2000)) or is_time_text(part):
        return TIME, re.sub(r"^(?:hoàn thành|xong)\s+", "", part, flags=re.IGNORECASE), True
    return "", part, False


def _says_who(fields: Mapping[str, str]) -> bool:
    return bool(fields.get(LEAD)) or bool(fields.get(SUPPORT) and fields.get(TIME))


def _of_fields(head: str, fields: Mapping[str, str]) -> Assignment:
    return Assignment(
        head.strip(),
        split_named(fields.get(LEAD, "")),
        split_named(fields.get(SUPPORT, "")),
        fields.get(TIME, ""),
        fields.get(RESULT, ""),
        is_ordered=True,
    )


def _told(text: str, period: Period | None) -> Assignment | None:
    gives = _GIVES.match(plain(text))
    sentence = text[gives.end() :] if gives else text
    end, start = name_end(sentence)
    is_led = bool(_LEADS.match(plain(sentence), end))
    # “Giao … chủ trì” names somebody, whatever he is called
    if end == 0 or not (starts_like_unit(sentence) or (gives and is_led)):
        return None
    lead = split_named(bare(sentence[:end]))
    time = prose_time(text, period)
    return Assignment(
        text, lead, read_support(sentence[start:]), time, is_ordered=bool(gives) or is_led
    )
