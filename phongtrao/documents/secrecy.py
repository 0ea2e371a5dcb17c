"""State secrets stay outside: a paper stamped MẬT, TỐI MẬT or TUYỆT MẬT is never taken in.

The stamp is known by ``reader.stamps``; a scan has no words to read, so the clerk is asked as well.
"""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, cast

from django.core.files.base import File
from django.db import models
from django.utils.translation import gettext_lazy

from phongtrao.documents.content import examine
from phongtrao.documents.services.files import clean_name
from phongtrao.reader.stamps import SecretPaper, is_stamped
from phongtrao.reader.top import first_lines


class Secrecy(models.TextChoices):
    NONE = "", gettext_lazy("Không có dấu mật")
    SECRET = "secret", gettext_lazy("Mật")
    TOP = "top", gettext_lazy("Tối mật")
    UTMOST = "utmost", gettext_lazy("Tuyệt mật")


def refuse_secret(secrecy: str, file: "File[Any] | None") -> None:
    """Raise SecretPaper when the clerk says so, or the first lines of the file do.

    BadFile for a file that could not be stored anyway: nothing harmful is opened here.
    """
    if secrecy or (file is not None and is_stamped(_lines(file))):
        raise SecretPaper


def _lines(file: "File[Any]") -> list[str]:
    examine(cast("BinaryIO", file), file.name or "", size=file.size)
    with TemporaryDirectory(prefix="phongtrao-") as folder:
        path = Path(folder) / f"van-ban{Path(clean_name(file.name or '')).suffix.lower()}"
        file.seek(0)
        with path.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        file.seek(0)
        return first_lines(path)
