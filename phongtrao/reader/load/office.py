"""Files of other word processors (.doc, .rtf, .odt): LibreOffice turns them into Word first.

It runs in a profile of its own that is thrown away, without network (a document may name pictures
on the web), and is ended when it takes too long; macros do not run in a conversion.
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
TIME_LIMIT = 90.0  # seconds; the first start on a cold disk takes ten, a plan one or two
# Named, or LibreOffice reads what is broken as plain text.
_FILTERS = {"doc": "MS Word 97", "rtf": "Rich Text Format", "odt": "writer8"}
_NOWHERE = "http://127.0.0.1:9"


def load_office(path: Path) -> Source:
    """Read a file that LibreOffice can open; BadFile if it cannot, or not in time."""
    with _as_word(path) as word:
        check_file(word)
        return load_docx(word)


@contextmanager
def _as_word(path: Path) -> Iterator[Path]:
    program = find_office()
    if program is None:
        raise BadFile(_(OLD_WORD).format(suffix=path.suffix.lower()))
    with TemporaryDirectory(prefix="phongtrao-") as name:
        folder = Path(name)
        given = folder / f"van-ban{path.suffix.lower()}"
        copyfile(path, given)
        _run(
            [
                program, "--headless", "--norestore", f"--infilter={_FILTERS[recognise(path)]}",
                f"-env:UserInstallation={(folder / 'p').as_uri()}",
                "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "ra"), str(given),
            ]
        )  # fmt: skip
        word = folder / "ra" / "van-ban.docx"
        if not word.exists():
            raise BadFile(_(NOT_CONVERTED).format(suffix=path.suffix.lower()))
        yield word


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
