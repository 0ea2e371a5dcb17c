"""Word files written part by part, for what python-docx cannot make."""

import zipfile
from pathlib import Path

from phongtrao.reader.load.docx import load_docx
from phongtrao.reader.model import Source

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def write_word(path: Path, body: str, **parts: str) -> Path:
    """A .docx of ``body``; ``numbering`` and ``styles`` are the insides of those parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr(
            "word/document.xml", f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>"
        )
        for name, inside in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {_SPACES}>{inside}</w:{name}>")
    return path


def read_word(folder: Path, body: str, **parts: str) -> Source:
    return load_docx(write_word(folder / "van-ban.docx", body, **parts))


def texts(folder: Path, body: str, **parts: str) -> list[str]:
    """The texts of the blocks of a file with this body."""
    return [block.text for block in read_word(folder, body, **parts).blocks]


def p(inside: str, properties: str = "") -> str:
    """A paragraph; plain words become a run."""
    inside = inside if inside.startswith("<") else r(inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def r(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def table(*rows: str, ruled: bool = True) -> str:
    line = '<w:insideH w:val="single"/>' if ruled else ""
    return f"<w:tbl><w:tblPr><w:tblBorders>{line}</w:tblBorders></w:tblPr>{''.join(rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tc(inside: str, properties: str = "") -> str:
    inside = inside if inside.startswith("<") else p(inside)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"
