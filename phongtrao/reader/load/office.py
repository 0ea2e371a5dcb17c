"""LibreOffice: files of other word processors (.doc, .rtf, .odt) become Word, Word becomes the printed page.

It runs in a profile of its own that is thrown away, opens nothing that a document points at (a picture
on the web, a file of this machine), and is ended when it takes too long; macros do not run in a conversion.
"""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from phongtrao.lib.errors import BadFile
from phongtrao.lib.plan_files import find_office
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _
from phongtrao.reader.load.checks import OLD_WORD, check_file
from phongtrao.reader.load.docx import load_docx
from phongtrao.reader.load.formats import recognise
from phongtrao.reader.model import Source

NOT_CONVERTED = gettext_noop(
    "Không mở được tệp {suffix}. Hãy mở bằng Word, chọn “Lưu thành” loại .docx rồi tải lên."
)
NOT_PRINTED = gettext_noop(
    "LibreOffice không dựng được trang in của tệp này. Hãy tải tệp Word về để xem."
)
NO_OFFICE = gettext_noop(
    "Máy chủ chưa có LibreOffice nên không dựng được trang in. Hãy tải tệp Word về để xem."
)
TIME_LIMIT = 90.0  # seconds; the first start on a cold disk takes ten, a plan one or two
# Named, or LibreOffice reads what is broken as plain text.
_FILTERS = {"doc": "MS Word 97", "rtf": "Rich Text Format", "odt": "writer8"}
_WORD = "MS Word 2007 XML"
_NOWHERE = "http://127.0.0.1:9"
# A picture linked to file:///… would otherwise be drawn, whoever uploaded the document.
_NO_LINKS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">\
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>"""


def load_office(path: Path) -> Source:
    """Read a file that LibreOffice can open; BadFile if it cannot, or not in time."""
    with _as_word(path) as word:
        check_file(word)
        return load_docx(word)


def print_word(content: bytes) -> bytes:
    """A .docx as the PDF that a printer would get; BadFile without LibreOffice, or if it gives up."""
    program = find_office()
    if program is None:
        raise BadFile(_(NO_OFFICE))
    with TemporaryDirectory(prefix="phongtrao-") as name:
        given = Path(name) / "van-ban.docx"
        given.write_bytes(content)
        made = _convert(program, given, _WORD, "pdf:writer_pdf_Export")
        if made is None:
            raise BadFile(_(NOT_PRINTED))
        return made.read_bytes()


@contextmanager
def _as_word(path: Path) -> Iterator[Path]:
    program = find_office()
    suffix = path.suffix.lower()
    if program is None:
        raise BadFile(_(OLD_WORD).format(suffix=suffix))
    with TemporaryDirectory(prefix="phongtrao-") as name:
        given = Path(name) / f"van-ban{suffix}"
        copyfile(path, given)
        word = _convert(program, given, _FILTERS[recognise(path)], f"docx:{_WORD}")
        if word is None:
            raise BadFile(_(NOT_CONVERTED).format(suffix=suffix))
        yield word


def _convert(program: str, given: Path, infilter: str, to: str) -> Path | None:
    """``to``: “ending:filter”. The file made beside the given one, None if there is none."""
    profile = given.parent / "p"
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_NO_LINKS, encoding="utf-8")
    made = given.parent / "ra"
    _run(
        [
            program, "--headless", "--norestore", f"--infilter={infilter}",
            f"-env:UserInstallation={profile.as_uri()}",
            "--convert-to", to, "--outdir", str(made), str(given),
        ]
    )  # fmt: skip
    return next(made.glob(f"{given.stem}.*"), None)


def _run(command: list[str]) -> None:
    """Run to the end or to the limit; what it started goes with it."""
    away = {"http_proxy": _NOWHERE, "https_proxy": _NOWHERE}
    process = subprocess.Popen(  # noqa: S603 -- fixed program, our own paths
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | away,
        start_new_session=True,
    )
    try:
        process.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired:
        pass  # no file was written: the caller says so
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
