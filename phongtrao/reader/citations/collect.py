"""All mentions of one document made into one entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from phongtrao.lib.words import gettext_noop
from phongtrao.reader.citations.mention import Mention, find_mentions, number_key
from phongtrao.reader.citations.role import SELF, STRENGTH, find_roles
from phongtrao.reader.model import DOUBTFUL, SURE, Finding, Paragraph

SEVERAL_DATES = gettext_noop(
    "Văn bản ghi nhiều ngày khác nhau cho cùng một số. Hãy đối chiếu với bản gốc."
)
NO_DATE = gettext_noop("Văn bản không ghi ngày của tài liệu này. Hãy bổ sung nếu biết.")
BAD_DATE = gettext_noop("Ngày ghi trong văn bản không có thật. Hãy đối chiếu với bản gốc.")


@dataclass(slots=True)
class _Entry:
    paragraph: Paragraph
    mentions: list[Mention] = field(default_factory=list)
    role: str = STRENGTH[0]


def read_citations(
    frame: Iterable[Paragraph], body: Iterable[Paragraph], own_number: str | None = None
) -> list[Finding]:
    """Every document the plan names, once, in order of first mention.

    ``frame`` is title, subtitle, preamble and conclusion: only there a plan says what it rests on
    and what it carries out. ``own_number`` is the plan's own, kept with role “self”.
    """
    entries: dict[str, _Entry] = {}
    for paragraphs, is_frame in ((frame, True), (body, False)):
        for paragraph in paragraphs:
            _add(entries, paragraph, is_frame=is_frame)
    if own_number and (own := entries.get(number_key(own_number))):
        own.role = SELF
    ordered = sorted(entries.values(), key=lambda entry: entry.paragraph.first)
    return [_finding(entry) for entry in ordered]


def _add(entries: dict[str, _Entry], paragraph: Paragraph, *, is_frame: bool) -> None:
    mentions = list(find_mentions(paragraph.text))
    roles = find_roles(paragraph.text, mentions, is_frame=is_frame)
    for number, (mention, role) in enumerate(zip(mentions, roles, strict=True)):
        if mention.issuer is None:
            mention = _with_shared_issuer(paragraph.text, mentions, number)  # noqa: PLW2901
        entry = entries.setdefault(number_key(mention.number), _Entry(paragraph))
        entry.mentions.append(mention)
        entry.role = max(entry.role, role, key=STRENGTH.index)


def _with_shared_issuer(text: str, mentions: Sequence[Mention], number: int) -> Mention:
    """“Nghị quyết số 03, Kết luận số 312 của Ban …”: the issuer stands once, behind the last."""
    mention = mentions[number]
    following = mentions[number + 1] if number + 1 < len(mentions) else None
    between = text[mention.number_end : following.start] if following else ""
    if following is None or mention.date or between.strip() not in (",", "và", ";"):
        return mention
    if mention.number.rpartition("/")[2] != following.number.rpartition("/")[2]:
        return mention  # another authority's symbol
    return Mention(
        mention.number, mention.kind, following.issuer, mention.date, mention.about,
        mention.start, mention.number_end, mention.has_bad_date,
    )  # fmt: skip


def _finding(entry: _Entry) -> Finding:
    first = entry.mentions[0]
    days = list(dict.fromkeys(m.date for m in entry.mentions if m.date))
    spellings = list(dict.fromkeys(m.number for m in entry.mentions))
    value: dict[str, object] = {"number": first.number}
    if len(spellings) > 1:
        value["number_variants"] = spellings[1:]
    value |= {
        "kind": first.kind,
        "issuer": next((m.issuer for m in entry.mentions if m.issuer), None),
        "date": days[0] if days else None,
    }
    if len(days) > 1:
        value["date_variants"] = days[1:]
    value |= {
        "title_or_about": next((m.about for m in entry.mentions if m.about), None),
        "role": entry.role,
    }
    doubt = _doubt(entry, days)
    confidence = DOUBTFUL if doubt else SURE
    return Finding(value, entry.paragraph.first, entry.paragraph.last, confidence, doubt)


def _doubt(entry: _Entry, days: Sequence[str]) -> str:
    if len(days) > 1:
        return SEVERAL_DATES
    if days:
        return ""
    return BAD_DATE if any(mention.has_bad_date for mention in entry.mentions) else NO_DATE
