"""Filling a checked template.

docxtpl fills the text. A block (a table of a thousand rows) is put in afterwards, as text, in place of
the paragraph that named it: docxtpl and lxml never see its rows.
"""

import re
import secrets
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from docxtpl import DocxTemplate
from jinja2 import TemplateError

from phongtrao.documents.template_keys import Kind, Place
from phongtrao.documents.word.check import environment
from phongtrao.documents.word.layout import clean
from phongtrao.lib.errors import BadFile

BODY = "word/document.xml"
# Drawn by lot for each filling: a text that happens to spell a token would itself become a place,
# and a block with its own token in it would be put into itself without end.
_TOKEN = "@@{}:{}@@"  # noqa: S105 -- marks a place in the text, opens nothing


def fill_template(content: bytes, places: Sequence[Place], values: Mapping[str, Any]) -> bytes:
    """Return the filled .docx. ``values``: place → text, list of rows, or WordprocessingML (BLOCK).

    Raises BadFile when the template cannot be filled; one that passed ``check_template`` can.
    """
    blocks = {place.name: str(values[place.name]) for place in places if place.kind is Kind.BLOCK}
    texts = {name: _clean(value) for name, value in values.items() if name not in blocks}
    tokens = {name: _TOKEN.format(secrets.token_hex(8), name) for name in blocks}
    texts |= tokens
    template = DocxTemplate(BytesIO(content))
    try:
        template.render(texts, environment())
    except TemplateError as error:
        raise BadFile(
            _("Không điền được mẫu (%(error)s). Hãy kiểm tra mẫu rồi lập lại.")
            % {"error": error.message or type(error).__name__}
        ) from error
    filled = BytesIO()
    template.save(filled)
    return replace_parts(filled.getvalue(), {BODY: lambda xml: _put_blocks(xml, tokens, blocks)})


def replace_parts(content: bytes, changes: Mapping[str, Any]) -> bytes:
    """Rewrite some parts of an office file (name → function of its text); the rest byte for byte."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            raw = old.read(entry)
            if change := changes.get(entry.filename):
                raw = change(raw.decode("utf-8")).encode("utf-8")
            # The entry's own date and method: the same input always gives the same file.
            new.writestr(entry, raw, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _put_blocks(xml: str, tokens: Mapping[str, str], blocks: Mapping[str, str]) -> str:
    for name, block in blocks.items():
        xml = _replace_paragraph(xml, tokens[name], block)
    return xml


def _replace_paragraph(xml: str, token: str, block: str) -> str:
    """By position, not by a pattern over the whole text: paragraphs nest only inside drawings."""
    while (at := xml.find(token)) >= 0:
        start = max(match.start() for match in re.finditer(r"<w:p[ >]", xml[:at]))
        end = xml.index("</w:p>", at) + len("</w:p>")
        xml = xml[:start] + block + xml[end:]
    return xml


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [_clean(item) for item in value]
    return value
