"""The pipeline: load → blocks → outline → sections → facts."""

from dataclasses import replace
from pathlib import Path

from phongtrao.lib.errors import BadFile
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _
from phongtrao.reader.elements import read_elements
from phongtrao.reader.language import require_vietnamese
from phongtrao.reader.load import load
from phongtrao.reader.load.txt import split_text
from phongtrao.reader.model import DAMAGED, Block, Fact, Finding, Passage, Reading, Source
from phongtrao.reader.outline import build_outline
from phongtrao.reader.plan import SECTION_ORDER, Findings, build_plan, find_all

LOST_MARKS = gettext_noop(
    "Văn bản mất dấu tiếng Việt (có lẽ do nhận dạng chữ). Mọi mục đều cần được kiểm tra."
)
NO_PLAN = gettext_noop(
    "Không nhận ra cấu trúc của một kế hoạch trong tệp này. Hãy kiểm tra đã chọn đúng tệp chưa."
)
TOO_LONG = gettext_noop(
    "Văn bản dài bất thường (trên hai triệu ký tự). Hãy tách riêng phần kế hoạch rồi tải lên."
)
MAX_CHARACTERS = 2_000_000  # some 800 pages
DAMAGED_DOUBT = gettext_noop("Chữ trong đoạn này bị nhận dạng sai. Hãy đối chiếu với bản gốc.")


def read_plan(path: Path) -> Reading:
    """Read a plan from a .txt, .docx or .pdf file.

    Raises BadFile, with a sentence that says what is wrong with the file and what to do.
    """
    return _read(load(path))


def read_text(text: str) -> Reading:
    """Read a plan from text in memory, as printed: one line of ``text`` is one printed line."""
    return _read(split_text(text))


def _read(source: Source) -> Reading:
    text = "\n".join(block.text for block in source.blocks)
    if len(text) > MAX_CHARACTERS:
        raise BadFile(_(TOO_LONG))
    damaged = not require_vietnamese(text)
    findings = find_all(build_outline(read_elements(source)), is_damaged=damaged)
    warnings = [*source.warnings, *([LOST_MARKS] if damaged else [])]
    if not _has_structure(findings):
        warnings.append(NO_PLAN)
    facts = tuple(_facts(findings, source.blocks, damaged=damaged))
    return Reading(build_plan(findings), facts, source.blocks, tuple(warnings), source.pages)


def _has_structure(findings: Findings) -> bool:
    return any(
        findings[section]
        for section in SECTION_ORDER
        if section not in ("document", "legal_bases", "contacts")
    )


def _facts(findings: Findings, blocks: tuple[Block, ...], *, damaged: bool) -> list[Fact]:
    facts = []
    for section in SECTION_ORDER:
        for index, finding in enumerate(findings[section]):
            fact = _fact(section, index, finding, blocks)
            facts.append(_lowered(fact) if damaged else fact)
    return facts


def _fact(section: str, index: int, finding: Finding, blocks: tuple[Block, ...]) -> Fact:
    source = make_passage(blocks, finding.first, finding.last)
    return Fact(section, index, finding.value, finding.confidence, source, finding.doubt)


def _lowered(fact: Fact) -> Fact:
    confidence = round(fact.confidence * DAMAGED, 2)
    return replace(fact, confidence=confidence, doubt=fact.doubt or DAMAGED_DOUBT)


def make_passage(blocks: tuple[Block, ...], first: int, last: int) -> Passage:
    """The passage from block ``first`` to block ``last``, both inclusive."""
    text = "\n".join(block.text.strip() for block in blocks[first : last + 1])
    return Passage(first, last, blocks[first].page, blocks[first].line, text)
