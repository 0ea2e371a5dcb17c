"""What differs between two versions of a form, box by box."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from phongtrao.documents.fields import Field
from phongtrao.lib.changes import Change, changes_of, yes


def changes_between(old: Sequence[Field], new: Sequence[Field]) -> list[Change]:
    """Boxes that went, came or changed, in the order of the new form; then their order."""
    before, after = ({field.key: field for field in fields} for fields in (old, new))
    boxes = changes_of(before, after, name=_named, part=_("ô"), readers=FIELD)
    return boxes + _of_order(before, after)


def _of_order(old: dict[str, Field], new: dict[str, Field]) -> list[Change]:
    """Of the boxes that both have: one that came or went moves nothing."""
    was, now = [key for key in old if key in new], [key for key in new if key in old]
    if was == now:
        return []
    return [Change("", _("thứ tự các ô"), _names(was, new), _names(now, new))]


def _names(keys: Sequence[str], fields: dict[str, Field]) -> str:
    return "; ".join(fields[key].label for key in keys)


def _named(field: Field) -> str:
    return f"{field.label} ({field.kind_label})"


def _label(field: Field) -> str:
    return field.label


def _kind(field: Field) -> str:
    return field.kind_label


def _least(field: Field) -> str:
    return str(field.least_words or "")


FIELD: tuple[tuple[str, Callable[[Field], str]], ...] = (
    (gettext_noop("tên"), _label),
    (gettext_noop("đề mục phía trên"), lambda one: one.section),
    (gettext_noop("loại"), _kind),
    (gettext_noop("đơn vị tính"), lambda one: one.measure),
    (gettext_noop("lựa chọn"), lambda one: "; ".join(one.choices)),
    (gettext_noop("bắt buộc điền"), lambda one: yes(one.is_required)),
    (gettext_noop("giải thích dưới ô"), lambda one: one.hint),
    (gettext_noop("ít nhất bao nhiêu chữ"), _least),
    (gettext_noop("được giữ bí mật"), lambda one: yes(one.may_be_secret)),
)
