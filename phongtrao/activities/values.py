"""What a kind asks besides the common fields: from typed text to kept values, and back to words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.activities.models import KindField, Segment
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date, format_number, parse_date, parse_number
from phongtrao.lib.text import fold, nfc

LONGEST = 300
MOST_PEOPLE = 10_000_000
MOST_NUMBER = 100_000_000_000  # of one activity; an account number in the box is more
PLACES = 4  # as a measurement keeps them


def read_value(asked: KindField, said: Any) -> Any:
    """A typed value as it is kept, None where nothing was said. Raises BadInput."""
    text = nfc(str(said if said is not None else "")).strip()
    if not text:
        if asked.required:
            raise BadInput(_("“%s” cần có.") % asked.label)
        return None
    match asked.kind:
        case "number":
            return str(_read_number(asked, text))
        case "date":
            return parse_date(text).isoformat()
        case "choice":
            return _chosen(asked, text)
    return text[:LONGEST]


def write_value(asked: KindField, kept: Any) -> str:
    """A kept value in words; “” where there is none."""
    if kept in (None, ""):
        return ""
    if asked.kind == "number":
        return format_number(parse_number(str(kept).replace(".", ",")))
    if asked.kind == "date":
        return format_date(parse_date(".".join(reversed(str(kept).split("-")))))
    return str(kept)


def read_values(asked: tuple[KindField, ...], said: Mapping[str, Any]) -> dict[str, Any]:
    """All of a kind; what it does not ask is left out."""
    found = {one.key: read_value(one, said.get(one.key)) for one in asked}
    return {key: value for key, value in found.items() if value is not None}


def read_audiences(said: Mapping[str, Any]) -> dict[str, int]:
    """Segment → people; blank ones are left out."""
    found = {}
    for key, label in Segment.choices:
        if said.get(key) in (None, ""):
            continue
        number = int(said[key])
        if not 0 <= number <= MOST_PEOPLE:
            raise BadInput(_("Số người ở “%s” không thể như vậy. Hãy xem lại.") % label)
        if number:
            found[key] = number
    return found


def _read_number(asked: KindField, text: str) -> Decimal:
    number = parse_number(text)
    if 0 <= number <= MOST_NUMBER and number == round(number, PLACES):
        return number
    words = _("“%s” là số từ 0 đến 100 tỷ, nhiều nhất 4 chữ số sau dấu phẩy.")
    raise BadInput(words % asked.label)


def _chosen(asked: KindField, text: str) -> str:
    for option in asked.options:
        if fold(option) == fold(text):
            return option
    words = {"said": text, "label": asked.label, "options": ", ".join(asked.options)}
    raise BadInput(_("“%(said)s” không có ở “%(label)s”. Hãy chọn một trong: %(options)s.") % words)
