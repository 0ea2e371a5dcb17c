"""A loaded file made ready for the checks."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from phongtrao.reader.elements import read_elements
from phongtrao.reader.header import split_header
from phongtrao.reader.language import require_vietnamese
from phongtrao.reader.lint.model import EndedUnit, Paper, PlanDay
from phongtrao.reader.marks import mend_source
from phongtrao.reader.model import Paragraph, Source
from phongtrao.reader.nature import second_plan
from phongtrao.reader.outline import Outline, build_outline
from phongtrao.reader.plan import build_plan, find_all


def open_paper(
    source: Source, ended: Sequence[EndedUnit], parent: Mapping[str, Any] | None = None
) -> Paper:
    """Read ``source`` as the reader does, and keep what the checks need; BadFile when it is no Vietnamese."""
    damaged = not require_vietnamese("\n".join(block.text for block in source.blocks))
    if damaged:
        source = mend_source(source)
    if (second := second_plan(source.blocks)) is not None:  # the reader reads the first one only
        source = replace(source, blocks=source.blocks[:second])
    outline = build_outline(read_elements(source))
    findings = find_all(outline, is_damaged=damaged)
    header = split_header(outline.header)
    plan = build_plan(findings)
    return Paper(
        blocks=source.blocks,
        outline=outline,
        findings=findings,
        plan=plan,
        header=header,
        paragraphs=_text_of(outline, header.letterhead),
        day=_day(plan["document"]["date"]),
        is_damaged=any(block.mended or block.sureness < 1 for block in source.blocks),
        ended=ended,
        parent=parent,
    )


def _text_of(outline: Outline, letterhead: Sequence[Paragraph]) -> list[Paragraph]:
    apart = {id(paragraph) for paragraph in letterhead}
    return [p for p in outline.paragraphs() if id(p) not in apart and p.text]


def _day(said: Mapping[str, Any] | None) -> PlanDay | None:
    """The days a printed date allows: all of the month, or of the year, where the day is left blank."""
    if not said or not said.get("year"):
        return None
    year, month, day = int(said["year"]), said.get("month"), said.get("day")
    try:
        earliest = date(year, month or 1, day or 1)
        last = day or monthrange(year, month or 12)[1]
        return PlanDay(earliest, date(year, month or 12, last))
    except ValueError:  # 31 June: the check of dates speaks of it
        return None
