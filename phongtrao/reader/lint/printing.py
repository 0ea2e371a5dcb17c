"""Defects in words, for the command line, and as JSON for other programs."""

import json
import textwrap
from collections.abc import Sequence

from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _
from phongtrao.reader.lint.model import ERROR, Defect
from phongtrao.reader.model import Passage

SEVERITIES = {"error": gettext_noop("Lỗi"), "note": gettext_noop("Nên xem lại")}
NONE = gettext_noop("Không thấy lỗi nào.")
_WIDTH = 100
_LONGEST_QUOTE = 160


def as_text(defects: Sequence[Defect], name: str) -> str:
    """A report to read: the count, then each defect with place, words, reason and remedy."""
    if not defects:
        return f"{name}: {_(NONE)}"
    errors = sum(defect.rule.severity == ERROR for defect in defects)
    head = _("%(name)s: %(errors)d lỗi, %(notes)d điểm nên xem lại.") % {
        "name": name,
        "errors": errors,
        "notes": len(defects) - errors,
    }
    return "\n\n".join([head, *(_one(n, defect) for n, defect in enumerate(defects, 1))])


def as_json(defects: Sequence[Defect]) -> str:
    """A list of objects; ``line`` and ``page`` are null where the format has none."""
    return json.dumps([_plain(defect) for defect in defects], ensure_ascii=False, indent=2)


def place_of(passage: Passage) -> str:
    """“trang 2, dòng 57”; for Word files, which have neither, “đoạn 12”."""
    said = []
    if passage.page is not None:
        said.append(_("trang %d") % passage.page)
    if passage.line is not None:
        said.append(_("dòng %d") % passage.line)
    return ", ".join(said) or _("đoạn %d") % (passage.first_block + 1)


def _one(number: int, defect: Defect) -> str:
    head = f"{number}. {_(SEVERITIES[defect.rule.severity])} · {_(defect.rule.name)} · {place_of(defect.passage)}"
    quote = " ".join(defect.passage.text.split())
    if len(quote) > _LONGEST_QUOTE:
        quote = quote[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    lines = [("“", f"{quote}”"), ("", defect.what)]
    lines += [("", f"{_('Chỗ kia:')} {place_of(place)}.") for place in defect.related]
    lines += [("", f"{_('Vì sao:')} {defect.why}"), ("", f"{_('Cách sửa:')} {defect.how}")]
    body = (
        textwrap.fill(a + b, _WIDTH, initial_indent="   ", subsequent_indent="   ")
        for a, b in lines
    )
    return "\n".join([head, *body])


def _plain(defect: Defect) -> dict[str, object]:
    return {
        "rule": defect.rule.key,
        "severity": defect.rule.severity,
        "page": defect.passage.page,
        "line": defect.passage.line,
        "first_block": defect.passage.first_block,
        "last_block": defect.passage.last_block,
        "passage": defect.passage.text,
        "quote": defect.quote,
        "what": defect.what,
        "why": defect.why,
        "how": defect.how,
    }
