"""The boxes of a form an office edits on screen, and what may stand in them.

Kept as JSON with what is asked by it (a requested report, a version of a ``Form``), so that next year's is
a copy and an answer always shows the form it was written in. A value is text, for a number its exact digits
(“1234.5”), for yes or no a boolean; what is left empty has no value. Files stand beside.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import fold, nfc

MOST_FIELDS = 60
MOST_CHOICES = 30
LONGEST_TEXT = {"text": 10_000, "long": 200_000}  # characters
LARGEST = Decimal(10) ** 15  # what a spreadsheet still holds exactly
Value = str | bool


class FieldKind(TextChoices):
    NUMBER = "number", gettext_lazy("Số")
    TEXT = "text", gettext_lazy("Chữ")
    LONG = "long", gettext_lazy("Bài viết")
    YES_NO = "yes_no", gettext_lazy("Có hoặc không")
    CHOICE = "choice", gettext_lazy("Chọn một")
    FILE = "file", gettext_lazy("Tệp")


TEXTS = frozenset({FieldKind.TEXT, FieldKind.LONG})  # boxes that hold words


class How(TextChoices):
    """How numbers of many units become one."""

    SUM = "sum", gettext_lazy("Cộng các đơn vị")
    MEAN = "mean", gettext_lazy("Trung bình các đơn vị")


@dataclass(frozen=True, slots=True)
class Field:
    """One box. ``measure``: unit of measure of a number; ``choices``: of one to be chosen.

    ``least_words``: a text with fewer is not handed in. ``may_be_secret``: the writer may keep it from all
    but those who judge (``offers_secrecy``). ``section``: the heading over it, of this box and those below it up to the next.
    """

    key: str
    kind: str
    label: str
    measure: str = ""
    how: str = How.SUM
    choices: tuple[str, ...] = ()
    is_required: bool = True
    hint: str = ""
    least_words: int = 0
    may_be_secret: bool = False
    section: str = ""

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "kind": str(self.kind), "how": str(self.how)}

    @property
    def full_label(self) -> str:
        """“Số sáng kiến (sáng kiến)”"""
        return f"{self.label} ({self.measure})" if self.measure else self.label

    @property
    def kind_label(self) -> str:
        return str(FieldKind(self.kind).label)

    @property
    def offers_secrecy(self) -> bool:
        """A file has a tick of its own, so a box for files is never secret as a whole."""
        return self.may_be_secret and self.kind != FieldKind.FILE


def read_fields(rows: Iterable[Mapping[str, Any]]) -> list[Field]:
    """What ``Field.to_json`` gave, as it is kept in the database."""
    return [Field(**{**row, "choices": tuple(row["choices"])}) for row in rows]


def write_fields(fields: Iterable[Field]) -> list[dict[str, Any]]:
    return [field.to_json() for field in fields]


def new_key(fields: Collection[Field]) -> str:
    """A key none of these has: what was written in a box of another version is not read in this one."""
    return f"o{1 + max((int(field.key[1:]) for field in fields), default=0)}"


def asks_otherwise(old: Field, new: Field) -> bool:
    """Whether what was written in the one could be no answer to the other: a box of another key, then."""
    both_words = {old.kind, new.kind} <= TEXTS
    lost = set(old.choices) - set(new.choices)
    return (old.kind != new.kind and not both_words) or old.measure != new.measure or bool(lost)


class BadField(BadInput):
    """What is wrong with one box of a form: its key (empty: of the whole) and the name of the value in it."""

    def __init__(self, said: str, key: str = "", field: str = "") -> None:
        super().__init__(said)
        self.key, self.field = key, field


def checked_all(fields: Sequence[Field]) -> list[Field]:
    """The boxes of a whole form, clean. BadField names the first that cannot be asked."""
    if not fields:
        raise BadField(_("Mẫu chưa có ô nào. Hãy thêm ít nhất một ô để người viết điền."))
    if len(fields) > MOST_FIELDS:
        said = _("Mẫu có %(have)s ô, nhiều nhất %(most)s. Hãy gộp hoặc bỏ bớt.")
        raise BadField(said % {"have": len(fields), "most": MOST_FIELDS})
    found: list[Field] = []
    for field in fields:
        found.append(checked(field, found))
    return found


def checked(field: Field, others: Iterable[Field]) -> Field:
    """The box with clean words; BadField where it cannot be asked or would be asked twice."""
    label, section = nfc(field.label).strip(), nfc(field.section).strip()
    beside = [other for other in others if other.key != field.key]
    if not label:
        said = _("Hãy ghi tên ô, ví dụ “Số sáng kiến được công nhận”.")
        raise BadField(said, field.key, "label")
    if field.kind not in FieldKind.values:
        said = _("Ô “%s” có loại mà chương trình không biết. Hãy chọn lại loại.") % label
        raise BadField(said, field.key, "kind")
    if fold(label) in {fold(other.label) for other in beside}:
        raise BadField(_("Mẫu đã có ô “%s”. Hãy đặt tên khác.") % label, field.key, "label")
    if section and fold(section) in {fold(other.section) for other in beside}:
        said = _("Mẫu đã có đề mục “%s”. Hãy đặt tên khác.") % section
        raise BadField(said, field.key, "section")
    choices = tuple(dict.fromkeys(text for raw in field.choices if (text := nfc(raw).strip())))
    if field.kind == FieldKind.CHOICE and not 1 < len(choices) <= MOST_CHOICES:
        said = _("Ô “%(label)s” cần từ 2 đến %(most)s lựa chọn, mỗi dòng một lựa chọn.")
        raise BadField(said % {"label": label, "most": MOST_CHOICES}, field.key, "choices")
    is_number, is_text = field.kind == FieldKind.NUMBER, field.kind in TEXTS
    return replace(
        field,
        label=label,
        measure=nfc(field.measure).strip() if is_number else "",
        how=field.how if is_number else How.SUM,
        choices=choices if field.kind == FieldKind.CHOICE else (),
        hint=nfc(field.hint).strip(),
        least_words=field.least_words if is_text else 0,
        may_be_secret=field.offers_secrecy,
        section=section,
    )


# ------------------------------------------------------------------ what is answered


def read_values(fields: Sequence[Field], given: Mapping[str, Any]) -> dict[str, Value]:
    """Clean values by key, without empty ones and without files. BadInput names the box."""
    found = {}
    for field in fields:
        value = _read_value(field, given.get(field.key))
        if value is not None:
            found[field.key] = value
    return found


def number_of(field: Field, values: Mapping[str, Any]) -> Decimal | None:
    raw = values.get(field.key)
    return None if raw is None else Decimal(raw)


def missing(
    fields: Iterable[Field], values: Mapping[str, Any], files: Collection[str]
) -> list[str]:
    """Labels of the boxes that must be filled in and are not; ``files``: keys of boxes with a file."""
    return [
        field.label
        for field in fields
        if field.is_required and field.key not in values and field.key not in files
    ]


def too_short(fields: Iterable[Field], values: Mapping[str, Any]) -> list[str]:
    """Sentences about texts with fewer words than asked; what is empty is ``missing``."""
    said = _("“%(label)s” cần ít nhất %(least)s chữ, hiện có %(have)s.")
    counts = [
        (field, len(str(values[field.key]).split())) for field in fields if field.key in values
    ]
    return [
        said % {"label": field.label, "least": field.least_words, "have": have}
        for field, have in counts
        if have < field.least_words
    ]


def _read_value(field: Field, raw: Any) -> Value | None:
    if raw is None or raw == "" or field.kind == FieldKind.FILE:
        return None
    if field.kind == FieldKind.YES_NO:
        return _yes_no(field, raw)
    text = nfc(str(raw)).strip()
    if field.kind == FieldKind.NUMBER:
        return _number(field, text)
    if field.kind == FieldKind.CHOICE and text not in field.choices:
        raise BadInput(_("Ô “%s”: lựa chọn không có trong mẫu. Hãy chọn lại.") % field.label)
    longest = LONGEST_TEXT.get(field.kind, LONGEST_TEXT["text"])
    if len(text) > longest:
        said = _("Ô “%(label)s” dài quá %(most)s ký tự. Hãy viết gọn, phần dài đính kèm tệp.")
        raise BadInput(said % {"label": field.label, "most": longest})
    return text or None


def _yes_no(field: Field, raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise BadInput(_("Ô “%s”: hãy chọn có hoặc không.") % field.label)
    return raw


def _number(field: Field, text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise BadInput(_("Ô “%s”: hãy nhập số, ví dụ 1.234,5.") % field.label) from None
    if not number.is_finite() or abs(number) >= LARGEST:
        raise BadInput(_("Ô “%s”: số quá lớn. Hãy kiểm tra đơn vị tính.") % field.label)
    if number < 0:
        raise BadInput(_("Ô “%s”: số không được âm. Hãy kiểm tra lại.") % field.label)
    return format(number.normalize(), "f")
