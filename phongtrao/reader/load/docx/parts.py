"""The parts of a Word file as XML, and how its small values are read.

Word files are made by many programs and some are made to do harm: a value that is no number counts
as absent, and no number makes anything large.
"""

import zipfile

from lxml import etree

from phongtrao.lib.errors import BadFile
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _
from phongtrao.reader.load.checks import read_part
from phongtrao.reader.load.formats import CORRUPT_WORD

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE = f"{W}val"
MAX_XML = 32 * 1024 * 1024  # bytes of one part; as a tree it takes some fourteen times as many
TOO_LONG = gettext_noop(
    "Tệp Word dài bất thường nên không được mở. Hãy tách riêng phần kế hoạch rồi tải lên."
)
# The same elements as ISO 29500 “strict” names them.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = W.strip("{}").encode()
_FALSE = ("0", "false", "off", "none")


def parse_part(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """The root of a part; None if there is no such part, BadFile if it is no XML."""
    if name not in archive.namelist():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    if archive.getinfo(name).file_size > MAX_XML:
        raise BadFile(_(TOO_LONG))
    content = read_part(archive, name)
    if _STRICT in content:
        content = content.replace(_STRICT, _USUAL)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadFile(_(CORRUPT_WORD)) from error


def value_of(element: etree._Element | None, name: str = "") -> str:
    """The value of the child called ``name``, or of the element itself; "" if there is none."""
    child = element.find(f"{W}{name}") if element is not None and name else element
    return child.get(_VALUE, "") if child is not None else ""


def number_of(text: str, default: int, *, most: int) -> int:
    """A count between 0 and ``most``; ``default`` for what is no number."""
    try:
        return min(max(int(text), 0), most)
    except ValueError:
        return default


def is_on(properties: etree._Element | None, name: str) -> bool | None:
    """Whether a property is switched on; None if nothing is said about it."""
    child = properties.find(f"{W}{name}") if properties is not None else None
    if child is None:
        return None
    return is_true(child)


def is_true(switch: etree._Element) -> bool:
    """What a property that can be on or off says; to stand there is to be on."""
    return switch.get(_VALUE, "1").lower() not in _FALSE
