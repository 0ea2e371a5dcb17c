"""The end of a plan: who signs it, and for whom."""

import re
from collections.abc import Iterable, Sequence

from phongtrao.reader.model import FAIR, Finding, Paragraph
from phongtrao.reader.recipients import is_name, split_closing
from phongtrao.reader.text import bare, is_upper, plain, sentence_case

_BEHALF = re.compile(r"(?:KT|TM|TL|TUQ|Q)\s?\.\s?\S|T/[ML]\s")
_POST = re.compile(
    r"(?:pho |quyen )?(?:giam doc|chu tich|truong phong|truong ban|hieu truong|chanh|bo truong|thu truong|vu truong|cuc truong|truong|pho)"
)


def read_signature(closing: Sequence[Paragraph]) -> list[Finding]:
    """Findings of one key each: signed_on_behalf, signer_title, signer_name — those there are."""
    _listed, lines = split_closing(closing)
    behalf = [p for p in lines if _BEHALF.match(p.text)]
    titles = [p for p in lines if p not in behalf and _is_post(p.text)]
    titles = titles or [p for p in lines if p not in behalf and is_upper(p.text)][-1:]
    names = [p for p in lines if p not in behalf and p not in titles and is_name(p.text)]
    return [*_behalf(behalf), *_one("signer_title", titles), *_one("signer_name", names[-1:])]


def _behalf(lines: Sequence[Paragraph]) -> Iterable[Finding]:
    if lines:
        text = ", ".join(_capitalised(line.text) for line in lines)
        yield Finding({"signed_on_behalf": text}, lines[0].first, lines[-1].last)


def _one(field: str, lines: Sequence[Paragraph]) -> Iterable[Finding]:
    if lines:
        line = lines[0]
        yield Finding({field: sentence_case(bare(line.text))}, line.first, line.last, FAIR)


def _capitalised(text: str) -> str:
    """“KT. GIÁM ĐỐC” → “KT. Giám đốc”."""
    sign = "." if "." in text else " "  # parties write “T/M BAN THƯỜNG VỤ”
    abbreviation, _, rest = text.partition(sign)
    return f"{abbreviation.strip()}{sign.strip()} {sentence_case(rest.strip())}"


def _is_post(text: str) -> bool:
    return is_upper(text) and bool(_POST.match(plain(text)))
