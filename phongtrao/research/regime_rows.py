"""A checklist as lines an official types, and as the items ``stages.read_regime`` reads. No Django.

>>> parse_items("Đơn đăng ký | BM-09\\nCam kết | | không bắt buộc", [{"key": "paper", "label": "Đơn đăng ký"}])
[{'key': 'paper', 'label': 'Đơn đăng ký', 'form': 'BM-09'}, {'key': 'i1', 'label': 'Cam kết', 'required': False}]
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import fold
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _
from phongtrao.research.stages import Item

OPTIONAL = gettext_noop("không bắt buộc")
PARTS = 3  # label, form, whether it may be missing
LABEL, FORM, MOST = 300, 200, 20


def write_items(items: Iterable[Item]) -> str:
    return "\n".join(_line(item) for item in items)


def parse_items(text: str, before: Sequence[Mapping[str, Any]] = ()) -> list[dict[str, Any]]:
    """One line a point: label | form | “không bắt buộc”. A label that was there keeps its key.

    BadInput names the line that cannot be read.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST:
        raise BadInput(_("Mỗi bước có nhiều nhất %s mục hồ sơ.") % MOST)
    known = {one["label"]: one["key"] for one in before}
    taken = {one["key"] for one in before}
    found: list[dict[str, Any]] = []
    for line in lines:
        row = _read(line)
        if any(one["label"] == row["label"] for one in found):
            raise BadInput(_("Mục “%s” ghi hai lần. Hãy bỏ một.") % row["label"])
        found.append({"key": known.get(row["label"]) or new_key("i", taken), **row})
    return found


def new_key(letter: str, taken: set[str]) -> str:
    """A key nobody has; it is taken from now on."""
    number = 1
    while f"{letter}{number}" in taken:
        number += 1
    taken.add(f"{letter}{number}")
    return f"{letter}{number}"


def _line(item: Item) -> str:
    parts = [item.label, item.form, "" if item.is_required else _(OPTIONAL)]
    while not parts[-1]:
        parts.pop()
    return " | ".join(parts)


def _read(line: str) -> dict[str, Any]:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) > PARTS or not parts[0]:
        raise BadInput(
            _("Dòng “%s” không đọc được. Hãy ghi: tên hồ sơ | biểu mẫu | không bắt buộc.") % line
        )
    label, form, said = (*parts, "", "")[:PARTS]
    if said and fold(said) not in {fold(OPTIONAL), fold(_(OPTIONAL))}:
        raise BadInput(_("Dòng “%s”: phần cuối chỉ ghi “không bắt buộc” hoặc để trống.") % line)
    if len(label) > LABEL or len(form) > FORM:
        raise BadInput(_("Mục “%s…” quá dài. Hãy ghi ngắn lại.") % label[:40])
    row: dict[str, Any] = {"label": label}
    return row | ({"form": form} if form else {}) | ({"required": False} if said else {})
