"""What a text has in common with others, as plain text for a terminal."""

from collections.abc import Iterator, Sequence
from textwrap import shorten

from django.utils.translation import gettext as _

from phongtrao.similarity.engine import Passage
from phongtrao.similarity.kinds import KINDS
from phongtrao.similarity.pages.days import day_words
from phongtrao.similarity.queries.thresholds import percent_of
from phongtrao.similarity.services.checking import Copied

WIDTH = 300  # characters shown of a passage


def as_text(words: str, found: list[Copied], reworded: Sequence[Copied] = ()) -> str:
    """Each source with its day, its share and its passages; a sentence where there is none. Below them what
    others say in other words."""
    parts = ["\n".join(_lines(words, one)) for one in found]
    parts = parts or [_("Không thấy đoạn nào trùng với các văn bản trong chỉ mục.")]
    if reworded:
        parts.append(_("Giống ý, khác lời, chỉ để tham khảo:"))
        parts += ["\n".join(_lines(words, one)) for one in reworded]
    return "\n\n".join(parts)


def _lines(words: str, copied: Copied) -> Iterator[str]:
    source, kind = copied.source, KINDS[copied.source.kind]
    said = {
        "share": percent_of(copied.overlap.share),
        "title": kind.titles([source.number]).get(source.number, ""),
        "kind": str(kind.label).lower(),
        "day": day_words(source.day),
    }
    yield _("%(share)s%% · “%(title)s” (%(kind)s, %(day)s)") % said
    for number, passage in enumerate(copied.overlap.passages, start=1):
        yield from _sides(number, words, copied.document.text, passage)


def _sides(number: int, words: str, source: str, passage: Passage) -> Iterator[str]:
    here = words[passage.start : passage.end]
    there = source[passage.source_start : passage.source_end]
    yield _("  Đoạn %(number)s, giống %(percent)s%%:") % {
        "number": number,
        "percent": percent_of(passage.likeness),
    }
    yield _("    Bài này: %s") % shorten(here, WIDTH, placeholder=" …")
    yield _("    Nguồn:   %s") % shorten(there, WIDTH, placeholder=" …")
