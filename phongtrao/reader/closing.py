"""The end of a plan: who receives it and who signs it."""

import re
from collections.abc import Iterable, Sequence

from phongtrao.reader.model import FAIR, Finding, Paragraph
from phongtrao.reader.text import bare, is_upper, plain, sentence_case, starts_upper

_BEHALF = re.compile(r"(?:KT|TM|TL|TUQ|Q)\s?\.\s?\S")
_PURPOSE = re.compile(r"\s*\(([^()]*)\)\s*$")
_ARCHIVE = re.compile(r"l[uư]u\s*[:;]?\s+", re.IGNORECASE)
_NAME_WORDS = range(2, 7)
_POST = re.compile(
    r"(?:pho |quyen )?(?:giam doc|chu tich|truong phong|truong ban|hieu truong|chanh|bo truong|thu truong|vu truong|cuc truong|truong|pho)"
)


def read_recipients(closing: Sequence[Paragraph]) -> list[Finding]:
    """Items {name, purpose} of “Nơi nhận”, one for each line."""
    found = []
    for paragraph in closing:
        text = paragraph.text
        if plain(text).startswith(("noi nhan", "noti nhan")):
            text = text.partition(":")[2].strip()
            if not text.startswith("-"):
                continue
            text = text.lstrip("- ")
        elif not paragraph.marker or not paragraph.marker.is_bullet:
            continue
        found.append(Finding(_recipient(text), paragraph.first, paragraph.last))
    return found


def read_signature(closing: Sequence[Paragraph]) -> list[Finding]:
    """Findings of one key each: signed_on_behalf, signer_title, signer_name — those there are."""
    lines = [p for p in closing if p.marker is None and not plain(p.text).startswith("noi nhan")]
    behalf = [p for p in lines if _BEHALF.match(p.text)]
    titles = [p for p in lines if p not in behalf and _is_post(p.text)]
    names = [p for p in lines if p not in behalf and p not in titles and _is_name(p.text)]
    return [*_behalf(behalf), *_one("signer_title", titles), *_one("signer_name", names[-1:])]


def _recipient(text: str) -> dict[str, str | None]:
    text = bare(text)
    archive = _ARCHIVE.match(text)
    if archive:
        return {"name": text[archive.end() :].strip(), "purpose": "Lưu"}
    purpose = _PURPOSE.search(text)
    if purpose and purpose.start():
        return {"name": bare(text[: purpose.start()]), "purpose": purpose.group(1).strip()}
    return {"name": text, "purpose": None}


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
    abbreviation, _, rest = text.partition(".")
    return f"{abbreviation.strip()}. {sentence_case(rest.strip())}"


def _is_post(text: str) -> bool:
    return is_upper(text) and bool(_POST.match(plain(text)))


def _is_name(text: str) -> bool:
    words = text.split()
    return len(words) in _NAME_WORDS and not is_upper(text) and all(map(starts_upper, words))
