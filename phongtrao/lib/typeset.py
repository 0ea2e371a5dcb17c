"""PDF files, set by Typst: the one way to a PDF that is printed as it is.

A template (packs/templates/*.typ) takes what it prints as data, ``json(bytes(sys.inputs.said))``, and
never as markup: a name with a “#” or a “*” in it is only a name. The typefaces are Typst's own, which
have every Vietnamese mark, so a file looks the same on every server.
"""

import json
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import typst


def typeset(template: Path, said: Mapping[str, Any]) -> bytes:
    """The PDF of a template with these values (plain data). Raises RuntimeError for a faulty template."""
    return typst.compile(
        template.read_bytes(),
        sys_inputs={"said": json.dumps(said, ensure_ascii=False)},
        ignore_system_fonts=True,
    )


def joined(parts: Iterable[bytes]) -> bytes:
    """One PDF of many, in order. A thousand pages set in pieces take a fraction of the memory."""
    with pypdfium2.PdfDocument.new() as whole:
        for part in parts:
            with pypdfium2.PdfDocument(part) as pages:
                whole.import_pages(pages)
        target = BytesIO()
        whole.save(target)
    return target.getvalue()


_PICTURE = b"""
#set page(width: auto, height: auto, margin: 8pt)
#image(bytes(sys.inputs.svg), format: "svg")
"""
_DOTS = 144.0  # for each inch: twice as fine as a screen of old


def drawn(svg: str) -> bytes:
    """The PNG of a drawing. Its words are set in Typst's own typeface, which has every Vietnamese mark.

    Raises RuntimeError for what is no SVG.
    """
    return typst.compile(
        _PICTURE,
        format="png",
        ppi=_DOTS,
        sys_inputs={"svg": svg},
        ignore_system_fonts=True,
    )
