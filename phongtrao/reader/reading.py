"""The pipeline: load → blocks → outline → sections → facts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from phongtrao.lib.errors import BadFile
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _
from phongtrao.reader.abbreviations import find_abbreviations
from phongtrao.reader.elements import read_elements
from phongtrao.reader.language import require_vietnamese
from phongtrao.reader.load import Tell, check_file, load, say_nothing
from phongtrao.reader.load.txt import split_text
from phongtrao.reader.marks import mend_source
from phongtrao.reader.model import (
    FAIR,
    LOWERED,
    Block,
    Element,
    Fact,
    Finding,
    Paragraph,
    Reading,
    Source,
)
from phongtrao.reader.nature import other_kind, second_plan
from phongtrao.reader.outline import build_outline
from phongtrao.reader.passages import make_passage
from phongtrao.reader.plan import SECTION_ORDER, Findings, build_plan, find_all
from phongtrao.reader.stamps import refuse_stamped, refuse_stamped_file

LOST_MARKS = gettext_noop(
    "Văn bản mất dấu tiếng Việt (có lẽ do nhận dạng chữ). Dấu đã được thêm lại, các chữ đã sửa được "
    "đánh dấu. Mọi mục đều cần được kiểm tra."
)
OTHER_KIND = gettext_noop(
    "Văn bản này có vẻ là {kind}, không phải kế hoạch. Bản đọc chỉ để tham khảo; hãy kiểm tra đã chọn"
    " đúng tệp chưa."
)
SECOND_PLAN = gettext_noop(
    "Tệp có hơn một kế hoạch; chỉ kế hoạch thứ nhất được đọc. Kế hoạch sau bắt đầu ở {where}: hãy tách"
    " thành tệp riêng rồi tải lên."
)
PAGE, LINE = gettext_noop("trang {page}"), gettext_noop("dòng {line}")
NO_PLAN = gettext_noop(
    "Không nhận ra cấu trúc của một kế hoạch trong tệp này. Hãy kiểm tra đã chọn đúng tệp chưa."
)
TOO_LONG = gettext_noop(
    "Văn bản dài bất thường (trên hai triệu ký tự). Hãy tách riêng phần kế hoạch rồi tải lên."
)
MAX_CHARACTERS = 2_000_000  # some 800 pages
NOT_A_PLAN_DOUBT = gettext_noop("Văn bản có vẻ không phải kế hoạch. Hãy kiểm tra mục này.")
RECOGNISED_DOUBT = gettext_noop("Chữ trong đoạn này bị nhận dạng sai. Hãy đối chiếu với bản gốc.")
MENDED_DOUBT = gettext_noop("Chữ trong đoạn này đã được thêm lại dấu. Hãy đối chiếu với bản gốc.")


def read_plan(path: Path, tell: Tell = say_nothing) -> Reading:
    """Read a plan from a file of one of the kinds in ``lib.plan_files``.

    ``tell(done, of)`` hears of every page recognised in a picture; that takes a second a page.

    Raises BadFile, with a sentence that says what is wrong with the file and what to do; SecretPaper
    for a paper with a stamp of secrecy.
    """
    check_file(path)
    refuse_stamped_file(path)
    return _read(load(path, tell))


def read_text(text: str) -> Reading:
    """Read a plan from text in memory, as printed: one line of ``text`` is one printed line."""
    return _read(split_text(text))


def _read(source: Source) -> Reading:
    refuse_stamped(source.blocks)  # what only a picture shows, or another format
    text = "\n".join(block.text for block in source.blocks)
    if len(text) > MAX_CHARACTERS:
        raise BadFile(_(TOO_LONG))
    damaged = not require_vietnamese(text)
    if damaged:
        source = mend_source(source)
    blocks = source.blocks
    kind, second = other_kind(blocks), second_plan(blocks)
    first = source if second is None else replace(source, blocks=blocks[:second])
    elements = read_elements(first)
    findings = find_all(build_outline(elements), is_damaged=damaged)
    warnings = [*source.warnings, *([LOST_MARKS] if damaged else [])]
    if second is not None:
        warnings.append(_(SECOND_PLAN).format(where=_where(blocks[second])))
    if kind:
        warnings.append(_(OTHER_KIND).format(kind=kind))
    elif not _has_structure(findings):
        warnings.append(NO_PLAN)
    doubt = MENDED_DOUBT if damaged else NOT_A_PLAN_DOUBT if kind else ""
    facts = tuple(_facts(findings, blocks, doubt))
    plan, shorts = build_plan(findings), find_abbreviations(_texts(elements))
    return Reading(plan, facts, blocks, tuple(warnings), source.pages, shorts)


def _texts(elements: Iterable[Element]) -> Iterator[str]:
    """Whole paragraphs and cells: a definition may be broken over printed lines."""
    for element in elements:
        if isinstance(element, Paragraph):
            yield element.text
        else:
            yield from (cell for row in element.rows for cell in row.cells)


def _where(block: Block) -> str:
    if block.page:
        return _(PAGE).format(page=block.page)
    if block.line:
        return _(LINE).format(line=block.line)
    return f"“{block.text}”"


def _has_structure(findings: Findings) -> bool:
    return any(
        findings[section]
        for section in SECTION_ORDER
        if section not in ("document", "legal_bases", "contacts")
    )


def _facts(findings: Findings, blocks: tuple[Block, ...], doubt: str) -> list[Fact]:
    """The findings as facts; with a ``doubt`` about the whole paper none of them is sure."""
    facts = []
    for section in SECTION_ORDER:
        for index, finding in enumerate(findings[section]):
            fact = _fact(section, index, finding, blocks)
            facts.append(_lowered(fact, doubt) if doubt else fact)
    return facts


def _fact(section: str, index: int, finding: Finding, blocks: tuple[Block, ...]) -> Fact:
    source = make_passage(blocks, finding.first, finding.last)
    sureness = min(block.sureness for block in blocks[finding.first : finding.last + 1])
    confidence = round(finding.confidence * sureness, 2)
    doubt = finding.doubt or (RECOGNISED_DOUBT if confidence < FAIR <= finding.confidence else "")
    return Fact(section, index, finding.value, confidence, source, doubt)


def _lowered(fact: Fact, doubt: str) -> Fact:
    """As sure as the words it rests on: each mended one with a rival close by takes its share."""
    words = fact.source.text.split()
    doubtful = sum(not word.is_sure for word in fact.source.mended)
    share = 1 - doubtful / max(len(words), 1)
    confidence = round(fact.confidence * LOWERED * share, 2)
    return replace(fact, confidence=confidence, doubt=fact.doubt or doubt)
