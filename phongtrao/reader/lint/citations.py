"""Documents cited: one document with two days, two spellings, no day, or a day after the plan's own."""

from collections.abc import Iterator
from datetime import date

from phongtrao.lib.text import nfc
from phongtrao.lib.words import gettext_noop as _
from phongtrao.reader.lint.dates import shown
from phongtrao.reader.lint.mentions import Cited, by_document, split_number
from phongtrao.reader.lint.model import ERROR, NOTE, Defect, Paper, Rule

TWO_DAYS = Rule(
    "citations.two_days",
    ERROR,
    _("Một văn bản, hai ngày"),
    _("%(number)s ghi ngày %(day)s, chỗ khác ghi ngày %(other)s."),
    _("Một văn bản chỉ có một ngày ban hành; người đọc không biết tra bản nào."),
    _("Đối chiếu với bản gốc của %(number)s rồi ghi cùng một ngày ở mọi chỗ."),
)
TWO_SPELLINGS = Rule(
    "citations.two_spellings",
    ERROR,
    _("Số, ký hiệu viết hai cách"),
    _("Cùng một văn bản, ở đây viết %(number)s, chỗ khác viết %(other)s."),
    _("Số, ký hiệu phải ghi đúng như bản gốc; viết lệch thì tra cứu và liên thông không thấy."),
    _("Mở bản gốc, ghi thống nhất một cách viết ở mọi chỗ."),
)
NO_DAY = Rule(
    "citations.no_day",
    NOTE,
    _("Viện dẫn thiếu ngày"),
    _("%(number)s được viện dẫn mà không chỗ nào ghi ngày ban hành."),
    _(
        "Nghị định 30/2020/NĐ-CP, Phụ lục I: viện dẫn lần đầu phải ghi tên loại, số, ký hiệu, ngày ban hành, cơ quan ban hành và trích yếu."
    ),
    _("Ghi đủ ngày, cơ quan ban hành và trích yếu ở lần dẫn đầu tiên."),
)
LATER = Rule(
    "citations.later_than_plan",
    ERROR,
    _("Viện dẫn văn bản ra sau"),
    _("%(number)s ghi ngày %(day)s, sau ngày của chính kế hoạch này (%(own)s)."),
    _("Kế hoạch không thể căn cứ một văn bản chưa có khi ký."),
    _("Kiểm tra ngày của văn bản được dẫn và ngày ký kế hoạch."),
)
OTHER_YEAR = Rule(
    "citations.other_year",
    ERROR,
    _("Năm trong số và trong ngày lệch nhau"),
    _("%(number)s mang năm %(year)s trong số nhưng ghi ngày %(day)s."),
    _("Số của văn bản quy phạm pháp luật mang năm ban hành (Luật Ban hành văn bản quy phạm pháp luật)."),
    _("Đối chiếu với bản gốc, sửa số hoặc ngày."),
)  # fmt: skip
OTHER_THAN_CARRIED_OUT = Rule(
    "citations.other_than_carried_out",
    ERROR,
    _("Thực hiện văn bản này, dẫn văn bản khác"),
    _("Kế hoạch thực hiện %(carried)s, nhưng ở đây dẫn %(number)s, không ghi ngày và không có ở phần căn cứ."),
    _("Thường là số còn sót từ kế hoạch làm mẫu; đơn vị sẽ thực hiện theo nhầm văn bản."),
    _("Sửa thành %(carried)s, hoặc ghi đủ ngày và trích yếu nếu đúng là văn bản khác."),
)  # fmt: skip
RULES = (TWO_DAYS, TWO_SPELLINGS, NO_DAY, LATER, OTHER_YEAR, OTHER_THAN_CARRIED_OUT)


def check_citations(paper: Paper) -> Iterator[Defect]:
    """Document by document, each thing said once, where it first goes wrong."""
    for mentions in by_document(paper).values():
        yield from _two_days(paper, mentions)
        yield from _two_spellings(paper, mentions)
        yield from _wrong_day(paper, mentions)
        if not _is_own(paper, mentions[0]):
            yield from _undated(paper, mentions)


def _two_days(paper: Paper, mentions: list[Cited]) -> Iterator[Defect]:
    dated = [cited for cited in mentions if _full_day(cited)]
    for cited in dated[1:]:
        first = dated[0]
        if cited.mention.date == first.mention.date:
            continue
        facts = {
            "number": cited.mention.number,
            "day": shown(cited.mention.date),
            "other": shown(first.mention.date),
        }
        passage = paper.passage(cited.dated, cited.paragraph.first, cited.paragraph.last)
        other = paper.passage(first.dated, first.paragraph.first, first.paragraph.last)
        yield Defect(TWO_DAYS, passage, cited.dated, facts, (other,))
        return


def _two_spellings(paper: Paper, mentions: list[Cited]) -> Iterator[Defect]:
    first = mentions[0]
    for cited in mentions[1:]:
        if nfc(cited.mention.number) != nfc(first.mention.number):
            facts = {"number": cited.mention.number, "other": first.mention.number}
            passage = paper.passage(cited.words, cited.paragraph.first, cited.paragraph.last)
            other = paper.passage(first.words, first.paragraph.first, first.paragraph.last)
            yield Defect(TWO_SPELLINGS, passage, cited.words, facts, (other,))
            return


def _wrong_day(paper: Paper, mentions: list[Cited]) -> Iterator[Defect]:
    cited = next((c for c in mentions if _full_day(c)), None)
    if cited is None or cited.mention.date is None:
        return
    day = date.fromisoformat(cited.mention.date)
    said = {"number": cited.mention.number, "day": shown(cited.mention.date)}
    number = split_number(cited.mention.number)
    if number and number.year and number.year != day.year:
        yield paper.defect(OTHER_YEAR, cited.dated, cited.paragraph, **said, year=str(number.year))
    if paper.day and day > paper.day.latest:
        own = shown(paper.day.latest.isoformat())
        yield paper.defect(LATER, cited.dated, cited.paragraph, **said, own=own)


def _undated(paper: Paper, mentions: list[Cited]) -> Iterator[Defect]:
    """Never dated: a slip of the number when it looks like what the plan carries out, else a gap."""
    if any(c.mention.date or c.mention.has_bad_date for c in mentions):
        return
    cited = mentions[0]
    carried = _like_carried_out(paper, cited)
    if carried:
        yield paper.defect(
            OTHER_THAN_CARRIED_OUT,
            cited.words,
            cited.paragraph,
            number=cited.mention.number,
            carried=carried,
        )
    else:
        yield paper.defect(NO_DAY, cited.words, cited.paragraph, number=cited.mention.number)


def _like_carried_out(paper: Paper, cited: Cited) -> str:
    """The number the plan carries out, when this one has the same symbol: 177/KH-UBND for 155/KH-UBND."""
    number = split_number(cited.mention.number)
    for base in paper.values("legal_bases"):
        other = split_number(str(base["number"]))
        if base["role"] != "implements" or not base["date"] or not number or not other:
            continue
        if number.issuer and (number.code, number.issuer) == (other.code, other.issuer):
            return str(base["number"])
    return ""


def _is_own(paper: Paper, cited: Cited) -> bool:
    own = str(paper.plan["document"]["number"] or "")
    return bool(own) and cited.mention.number == own


def _full_day(cited: Cited) -> bool:
    return bool(cited.mention.date) and len(str(cited.mention.date)) == len("2025-01-31")
