"""Checking an uploaded template: every error at once, each with its place.

A template may print places, walk a list, and choose by a condition. Nothing else: no calls, no
assignments, no imports; what a clerk uploads must never be a program.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from docx import Document
from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml.etree import XMLSyntaxError

from phongtrao.documents.template_keys import Kind, Place
from phongtrao.documents.word.places import TAG, Line, read_lines
from phongtrao.lib.archives import Limits, refuse_bomb
from phongtrao.lib.errors import BadFile

ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const),
    *(nodes.For, nodes.If, nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand),
)
# A template of a few pages unpacks to a few megabytes.
MOST_UNPACKED = 50 * 1024 * 1024
LIMITS = Limits(MOST_UNPACKED)
_ANY_TAG = re.compile(TAG.pattern, re.DOTALL)  # Jinja reads across lines
_OPENED = re.compile(r"\{[{%#]")
LOOP_FIELDS = frozenset({"index", "index0", "first", "last", "length"})


@dataclass(frozen=True, slots=True)
class TemplateError:
    """One thing to mend, and where in the Word file it stands."""

    where: str
    problem: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}" if self.where else self.problem


def environment() -> ImmutableSandboxedEnvironment:
    """The one Jinja in which templates are checked and filled: sandboxed, escaping, strict."""
    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def check_template(content: bytes, places: Sequence[Place]) -> list[TemplateError]:
    """Return everything wrong with the template; an empty list means it may be used.

    ``content`` is a .docx already accepted by ``documents.content``. Raises BadFile when Word's own
    structure cannot be read.
    """
    lines = _read(content)
    errors = [error for line in lines for error in _broken_tags(line)]
    if errors:
        return errors  # the structure below would only repeat them
    source = "\n".join(line.jinja for line in lines)
    try:
        tree = environment().parse(source)
    except TemplateSyntaxError as error:
        return [TemplateError(lines[error.lineno - 1].where, _syntax(error))]
    known = {place.name: place for place in places}
    found = [*_forbidden(tree, lines), *_unknown(tree, lines, known)]
    found += [error for line in lines for error in _crowded_blocks(line, known)]
    return found + hidden_tags(content, lines)


def _read(content: bytes) -> list[Line]:
    _refuse_huge(content)
    try:
        return read_lines(Document(BytesIO(content)))
    except (KeyError, ValueError, AttributeError, OpcError, XMLSyntaxError) as error:
        raise BadFile(
            _("Tệp Word này bị hỏng bên trong. Hãy mở bằng Word, lưu lại rồi tải lên lần nữa.")
        ) from error


def _refuse_huge(content: bytes) -> None:
    """Parsed, XML takes ten times its room, and a small file may unpack to a gigabyte of it."""
    sentence = _("Mẫu quá lớn. Hãy bỏ bớt hình ảnh trong mẫu rồi tải lên lần nữa.")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        refuse_bomb(archive, LIMITS, sentence, size=len(content))


def hidden_tags(content: bytes, lines: Sequence[Line]) -> list[TemplateError]:
    """Tags that docxtpl would carry out although no reader sees them: nobody has checked those.

    It fills whole parts of the file, so a tag may also stand in the title of a drawing, in a field
    code, a footnote or the file's own properties. Only tags that also stand in a line may be there.
    """
    seen = {_squeezed(Line(tag, "").jinja) for line in lines for tag in line.tags}
    for source in _sources(content):
        tags = [_squeezed(Line(tag, "").jinja) for tag in _ANY_TAG.findall(source)]
        if set(tags) - seen or _OPENED.search(_ANY_TAG.sub("", source)):
            problem = _(
                "có dấu {{ }} hoặc {% %} ở chỗ không hiện trên trang (cước chú, hình vẽ, mã trường, "
                "thuộc tính tệp). Hãy bỏ đi."
            )
            return [TemplateError("", problem)]
    return []


def _sources(content: bytes) -> Iterator[str]:
    """Every text docxtpl gives to Jinja, as it gives it."""
    template = DocxTemplate(BytesIO(content))
    template.init_docx()
    yield template.patch_xml(template.get_xml())
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(uri):
            yield template.patch_xml(template.get_part_xml(part))
    for part in template.docx.part.package.iter_parts():
        if part.content_type.endswith("footnotes+xml"):
            yield template.patch_xml(part.blob.decode("utf-8"))
    properties = template.docx.core_properties
    for name in ("author", "comments", "identifier", "language", "subject", "title"):
        yield str(getattr(properties, name))


def _squeezed(tag: str) -> str:
    return " ".join(tag.split())


# ------------------------------------------------------------------ tags of one paragraph


def _broken_tags(line: Line) -> Iterator[TemplateError]:
    for sign in ("{{", "}}", "{%", "%}"):
        if sign in line.rest:
            yield TemplateError(line.where, _unclosed(sign, line.rest))
            return
    for tag in line.tags:
        if tag.startswith("{{") and (problem := _expression_problem(line, tag)):
            yield TemplateError(line.where, problem)


def _unclosed(sign: str, text: str) -> str:
    near = text[max(0, text.index(sign) - 10) : text.index(sign) + 30].strip()
    return _("dấu “%(sign)s” chưa có cặp, gần chỗ “%(near)s”. Hãy viết đủ {{ tên_chỗ }}.") % {
        "sign": sign,
        "near": near,
    }


def _expression_problem(line: Line, tag: str) -> str:
    try:
        environment().parse(Line(tag, line.where).jinja)
    except TemplateSyntaxError:
        return _("không hiểu “%(tag)s”. Hãy viết đúng tên chỗ, ví dụ {{ ten_ke_hoach }}.") % {
            "tag": tag
        }
    return ""


def _crowded_blocks(line: Line, known: dict[str, Place]) -> Iterator[TemplateError]:
    """A block replaces its whole paragraph, so nothing else may stand there."""
    for name in (tag.strip("{}- ").removeprefix("p ").strip() for tag in line.tags):
        place = known.get(name)
        if place and place.kind is Kind.BLOCK and (line.rest.strip() or len(line.tags) > 1):
            yield TemplateError(
                line.where,
                _(
                    "chỗ “%(name)s” phải đứng một mình trong đoạn. Hãy chuyển chữ khác sang đoạn riêng."
                )
                % {"name": name},
            )


# ------------------------------------------------------------------ the whole


def _syntax(error: TemplateSyntaxError) -> str:
    said = error.message or ""
    if "end" in said or "Unexpected" in said:
        return _("thiếu hoặc thừa {%% endfor %%}, {%% endif %%} (%(said)s). Hãy đặt đủ cặp.") % {
            "said": said
        }
    return _("lệnh chưa đúng (%(said)s). Hãy xem lại đoạn này.") % {"said": said}


def _forbidden(tree: nodes.Template, lines: Sequence[Line]) -> Iterator[TemplateError]:
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, ALLOWED):
            yield TemplateError(
                lines[node.lineno - 1].where,
                _(
                    "mẫu chỉ được in chỗ, lặp danh sách và xét điều kiện. Hãy bỏ lệnh khác ở đoạn này."
                ),
            )
            return


def _unknown(
    tree: nodes.Template, lines: Sequence[Line], known: dict[str, Place]
) -> Iterator[TemplateError]:
    loops = _loops(tree)
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load" and name.name not in known and name.name not in loops:
            yield TemplateError(
                lines[name.lineno - 1].where,
                _("không có chỗ tên “%(name)s”. Hãy chọn trong danh sách tên chỗ của mẫu.")
                % {"name": name.name},
            )
    for getattr_node in tree.find_all(nodes.Getattr):
        owner = getattr_node.node
        place = known.get(loops.get(owner.name, "")) if isinstance(owner, nodes.Name) else None
        fields = LOOP_FIELDS if isinstance(owner, nodes.Name) and owner.name == "loop" else ()
        if getattr_node.attr not in (place.fields if place else fields):
            yield TemplateError(
                lines[getattr_node.lineno - 1].where,
                _(
                    "không có mục “.%(name)s” ở đây. Hãy xem các mục của danh sách trong bảng tên chỗ."
                )
                % {"name": getattr_node.attr},
            )


def _loops(tree: nodes.Template) -> dict[str, str]:
    """Loop variable → the list it walks; “loop” is Jinja's own."""
    loops = {"loop": ""}
    for loop in tree.find_all(nodes.For):
        if isinstance(loop.target, nodes.Name):
            loops[loop.target.name] = loop.iter.name if isinstance(loop.iter, nodes.Name) else ""
    return loops
