"""State secrets stay outside: a paper stamped MẬT, TỐI MẬT or TUYỆT MẬT is never taken in.

Luật Bảo vệ bí mật nhà nước 2018 allows such papers only on machines without a network. The stamp
stands alone in a box under the number (NĐ 30/2020, phụ lục I, mục II); a scan has no words to read,
so the clerk is asked as well.
"""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, cast

from django.core.files.base import File
from django.db import models
from django.utils.translation import gettext_lazy

from phongtrao.documents.content import examine
from phongtrao.documents.services.files import clean_name
from phongtrao.lib.errors import DomainError
from phongtrao.lib.text import nfc
from phongtrao.lib.words import gettext_noop
from phongtrao.reader.top import first_lines

_STAMP = re.compile(r"^\W*(?:độ\s+mật\s*:?\s*)?(tuyệt\s+mật|tối\s+mật|mật)\W*$", re.IGNORECASE)


class Secrecy(models.TextChoices):
    NONE = "", gettext_lazy("Không có dấu mật")
    SECRET = "secret", gettext_lazy("Mật")
    TOP = "top", gettext_lazy("Tối mật")
    UTMOST = "utmost", gettext_lazy("Tuyệt mật")


class SecretPaper(DomainError):
    default = gettext_noop(
        "Văn bản có dấu độ mật nên hệ thống không nhận và không lưu gì."
        " Hãy quản lý văn bản này theo quy định về bảo vệ bí mật nhà nước, ngoài hệ thống."
    )


def refuse_secret(secrecy: str, file: "File[Any] | None") -> None:
    """Raise SecretPaper when the clerk says so, or the first lines of the file do.

    BadFile for a file that could not be stored anyway: nothing harmful is opened here.
    """
    if secrecy or (file is not None and is_stamped(_lines(file))):
        raise SecretPaper


def is_stamped(lines: Iterable[str]) -> bool:
    """Whether a line is nothing but the stamp; “bảo mật” inside a sentence is no stamp.

    >>> is_stamped(["UBND TỈNH SÔNG NGÂN", "TỐI MẬT", "Số: 12/BC-UBND"])
    True
    """
    return any(_STAMP.match(nfc(line).strip()) for line in lines)


def _lines(file: "File[Any]") -> list[str]:
    examine(cast("BinaryIO", file), file.name or "", size=file.size)
    with TemporaryDirectory(prefix="phongtrao-") as folder:
        path = Path(folder) / f"van-ban{Path(clean_name(file.name or '')).suffix.lower()}"
        file.seek(0)
        with path.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        file.seek(0)
        return first_lines(path)
