"""Numbers of cited documents against their kind and against who writes numbers how."""

from collections.abc import Iterator

from phongtrao.lib.words import gettext_noop as _
from phongtrao.reader.lint.mentions import Number, by_document, cited_in, split_number
from phongtrao.reader.lint.model import ERROR, Defect, Paper, Rule
from phongtrao.reader.lint.packs import issuer_codes, kinds_of_codes
from phongtrao.reader.text import plain

KIND_AND_CODE = Rule(
    "numbers.kind_and_code",
    ERROR,
    _("Tên loại và ký hiệu không khớp"),
    _("Gọi là %(kind)s nhưng ký hiệu %(number)s là của %(other)s."),
    _(
        "Nghị định 30/2020/NĐ-CP, Phụ lục III: chữ viết tắt trong ký hiệu cho biết tên loại văn bản."
    ),
    _("Đối chiếu với bản gốc: sửa tên loại hoặc sửa ký hiệu."),
)
FORM_OF_PARTY = Rule(
    "numbers.form_of_party",
    ERROR,
    _("Ký hiệu viết theo lối của Đảng"),
    _("%(number)s là văn bản nhà nước nhưng viết theo lối của Đảng; đúng lối là %(right)s."),
    _(
        "Văn bản nhà nước ghi số/loại-cơ quan (Nghị định 30/2020/NĐ-CP); văn bản của Đảng ghi số-loại/cơ quan."
    ),
    _("Ghi %(right)s ở mọi chỗ sau khi đối chiếu với bản gốc."),
)
FORM_OF_STATE = Rule(
    "numbers.form_of_state",
    ERROR,
    _("Ký hiệu viết theo lối nhà nước"),
    _("%(number)s là văn bản của Đảng nhưng viết theo lối nhà nước; đúng lối là %(right)s."),
    _("Văn bản của Đảng ghi số-loại/cơ quan (Hướng dẫn 36-HD/VPTW); văn bản nhà nước ghi số/loại-cơ quan."),
    _("Ghi %(right)s ở mọi chỗ sau khi đối chiếu với bản gốc."),
)  # fmt: skip
RULES = (KIND_AND_CODE, FORM_OF_PARTY, FORM_OF_STATE)


def check_kinds(paper: Paper) -> Iterator[Defect]:
    """“Quyết định số 899/KH-BGDĐT”: each number once."""
    said: set[str] = set()
    for cited in cited_in(paper):
        number = split_number(cited.mention.number)
        kinds = kinds_of_codes().get(number.code) if number else None
        named = cited.mention.kind
        is_named = plain(cited.words).startswith(plain(named).split()[0])
        if not kinds or named == "Văn bản" or not is_named or named in kinds or cited.key in said:
            continue
        said.add(cited.key)
        facts = {"kind": named, "number": cited.mention.number, "other": min(kinds)}
        yield paper.defect(KIND_AND_CODE, cited.words, cited.paragraph, **facts)


def check_forms(paper: Paper) -> Iterator[Defect]:
    """03-NQ/CP and 12/KH-TU: each number once, at its first place."""
    state, party = issuer_codes()
    for mentions in by_document(paper).values():
        cited = mentions[0]
        number = split_number(cited.mention.number)
        if number is None or not number.issuer or number.code not in kinds_of_codes():
            continue
        if number.issuer in state and number.before_code == "-":
            rule, right = FORM_OF_PARTY, _as_state(number)
        elif number.issuer in party and number.before_code == "/":
            rule, right = FORM_OF_STATE, f"{number.digits}-{number.code}/{number.issuer}"
        else:
            continue
        facts = {"number": cited.mention.number, "right": right}
        yield paper.defect(rule, cited.words, cited.paragraph, **facts)


def _as_state(number: Number) -> str:
    year = f"/{number.year}" if number.year else ""
    return f"{number.digits}{year}/{number.code}-{number.issuer}"
