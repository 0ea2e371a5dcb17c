"""Forms of award a plan names, and who confers them."""

import re
from collections.abc import Iterable, Iterator

from phongtrao.lib.words import gettext_noop
from phongtrao.reader.citations.issuer import read_issuer, read_name
from phongtrao.reader.items import make_item, read_items
from phongtrao.reader.model import DOUBTFUL, FAIR, SURE, Finding, Paragraph
from phongtrao.reader.outline import Outline
from phongtrao.reader.reports import is_submission
from phongtrao.reader.sections import Section, Sections, heading_label
from phongtrao.reader.text import bare, plain

GUESSED_LEVEL = gettext_noop(
    "Văn bản không ghi ai tặng; cấp khen lấy theo cơ quan ban hành. Hãy kiểm tra."
)
_FORM = re.compile(
    r"huan chuong(?: lao dong| doc lap| quan cong)?(?: hang (?:nhat|nhi|ba))?|huy chuong|b.ng khen|gi.y khen|c. thi dua"
    r"|ky niem chuong|chien s. thi dua (?:toan quoc|cap \w+(?: \w+)?|co so)|(?:danh hieu )?“?(?:tap the lao dong (?:tien tien|xuat sac)|lao dong tien tien|don vi quyet thang)”?"
)
_BARE_AUTHORITY = re.compile(r" (?:UBND|Ủy ban|Uỷ ban|Chính phủ|Thủ tướng|Bộ )")
_GIVER = re.compile(
    r"((?:chu tich|giam doc|hieu truong|ubnd|uy ban|ban thuong vu|ban chap hanh|trung uong|lien doan|cong doan|bo truong|thu tuong)[^,;.:]{0,60}?) (?:xet )?(?:tang|trao)(?: thuong)? $"
)
# Awards somebody already holds, or sends a list of, are no forms of this plan.
_SECTIONS = ("award_forms", "award_rules", "agenda", "responsibilities")
_LEVELS = (
    (re.compile(r"chu tich nuoc|huan chuong|huy chuong"), "state"),
    (re.compile(r"thu tuong|chinh phu|toan quoc"), "government"),
    (re.compile(r"\bbo\b(?! phan)|trung uong"), "ministry"),
    (re.compile(r"\bso\b"), "department"),
    (re.compile(r"huyen|quan\b|thi xa|\bxa\b|phuong"), "district"),
    (re.compile(r"tinh\b|tinh doan|thanh doan|thanh pho|\btp\b"), "province"),
    (re.compile(r"truong|don vi|co so"), "unit"),
)
_OWN_LEVEL = (
    (re.compile(r"^so\b"), "department"),
    (re.compile(r"^(?:ubnd|uy ban nhan dan) (?:tinh|thanh pho)"), "province"),
    (re.compile(r"^(?:ubnd|uy ban nhan dan|phong)\b"), "district"),
    (re.compile(r"^bo\b"), "ministry"),
)


def read_award_forms(outline: Outline, sections: Sections, issuer: str) -> list[Finding]:
    """Items {name, level}, each form once, in order of first mention."""
    found: dict[str, Finding] = {}
    for paragraph in _where_awards_stand(outline, sections):
        for name, giver in _names(paragraph.text):
            level, is_said = award_level(f"{name} {giver}", issuer)
            trust = (SURE, "") if is_said else (DOUBTFUL, GUESSED_LEVEL)
            finding = Finding(
                {"name": name, "level": level}, paragraph.first, paragraph.last, *trust
            )
            found.setdefault(f"{plain(name)} {level}", finding)
    return [finding for finding in found.values() if not _is_short_for(finding, found.values())]


def read_more_rules(sections: Sections) -> list[Finding]:
    """Rules that stand elsewhere: under “Hình thức khen thưởng”, sentences that say more than a name;
    under “Hồ sơ đề nghị”, by when and where the dossiers are sent."""
    dossiers = (section for section in sections.of("dossier_components") if _proposes(section))
    sent = (n for section in dossiers for n in sections.own_children(section, section.node))
    return [
        *(
            make_item(node, heading_label(node.parent), node.text, FAIR)
            for node in sent
            if is_submission(node, None) and node.parent
        ),
        *_form_rules(sections),
    ]


def _proposes(section: Section) -> bool:
    """Whether the dossiers propose awards; others enter a contest."""
    above = section.node.parent
    heads = plain(f"{section.node.text} {above.text if above else ''}")
    return re.search(r"de nghi|khen|tuyen duong|bieu duong", heads) is not None


def _form_rules(sections: Sections) -> list[Finding]:
    return [
        finding
        for finding in read_items(sections, "award_forms")
        if not _FORM.match(plain(finding.value["text"]))
    ]


def _is_short_for(finding: Finding, others: Iterable[Finding]) -> bool:
    """“Bằng khen” where “Bằng khen của Chủ tịch …” is named too."""
    name = plain(finding.value["name"])
    return any(
        plain(other.value["name"]).startswith(f"{name} ")
        and (finding.doubt or other.value["level"] == finding.value["level"])
        for other in others
    )


def award_level(name: str, issuer: str) -> tuple[str, bool]:
    """Level of an award, and whether its name says it (else it is the level of the issuer)."""
    folded = plain(name)
    for pattern, level in _LEVELS:
        if pattern.search(folded):
            return level, True
    for pattern, level in _OWN_LEVEL:
        if pattern.search(plain(issuer)):
            return level, False
    return "unit", False


def _where_awards_stand(outline: Outline, sections: Sections) -> Iterator[Paragraph]:
    for node in outline.nodes():
        role = sections.role_of[id(node)]
        if role not in _SECTIONS:
            continue
        if node.table is None:
            yield node.paragraph
            continue
        for row in node.table.rows:
            yield Paragraph(" ".join(row.cells).replace("\n", " "), row.first, row.last)


def _names(text: str) -> Iterator[tuple[str, str]]:
    """(name, who gives it where that stands in front: “Chủ tịch UBND xã tặng Giấy khen”)."""
    folded = plain(text)
    for match in _FORM.finditer(folded):
        _, end = read_issuer(text, folded, match.end())
        if _BARE_AUTHORITY.match(text, match.end()):
            _, end = read_name(text, folded, match.end() + 1)
        name = bare(text[match.start() : max(end, match.end())])
        giver = _GIVER.search(folded[: match.start()])
        yield name[:1].upper() + name[1:], giver.group(1) if giver else ""
