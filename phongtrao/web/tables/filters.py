"""The filter of a table: a form in the address, shown again as chips."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

# Words of the table itself in the address; a filter may not use them.
SORT, PAGE, SIZE, EXPORT, PICKED = "sap-xep", "trang", "so-dong", "xuat", "chon"
RESERVED = frozenset({SORT, PAGE, SIZE, EXPORT, PICKED})
ALL_PICKED = "het"  # “chon=het”: who came by this address came for all of it
# The first choice of a field that narrows nothing unless asked.
ANY = ("", gettext_lazy("Tất cả"))


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    value: str
    remove_url: str

    def __str__(self) -> str:
        return f"{self.label}: {self.value}" if self.value else self.label


@dataclass(frozen=True, slots=True)
class Address:
    """The query of the page, changed one word at a time: every link reproduces the view."""

    params: QueryDict

    def with_(self, name: str, value: str | int) -> str:
        """Set one word; any word but the page starts again at page 1."""
        params = self.params.copy()
        if name != PAGE:
            params.pop(PAGE, None)
        params[name] = str(value)
        for empty in [word for word, values in params.lists() if not any(values)]:
            del params[empty]
        return "?" + params.urlencode()

    def bare(self, name: str) -> QueryDict:
        """The query without this word, the page as it is."""
        params = self.params.copy()
        params.pop(name, None)
        return params

    def without(self, name: str, value: str = "") -> str:
        """Drop the word, or only one of its values; the page starts again at 1."""
        params = self.params.copy()
        kept = [other for other in params.getlist(name) if value and other != value]
        params.setlist(name, kept)
        params.pop(PAGE, None)
        return "?" + params.urlencode()


class FetchedAtOnce(ModelChoiceIterator):  # type: ignore[type-arg]  # not generic at run time
    """Django's own reads the options through a cursor: three trips to the database for one list."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for item in self.queryset.all():
            yield self.choice(item)


class Filter(forms.Form):
    """Fields of a filter, all optional; ``narrow`` sees valid values only.

    ``first`` names the fields always in sight; the others open under “Thêm bộ lọc”.

    >>> class DocumentFilter(Filter):
    ...     q = forms.CharField(label=_("Tìm trong trích yếu"))
    ...     status = forms.ChoiceField(label=_("Tình trạng"), choices=[ANY, *Status.choices])
    ...
    ...     def narrow(self, rows):
    ...         if q := self.cleaned_data["q"]:
    ...             rows = rows.filter(folded__contains=fold(q))
    ...         return rows
    """

    first: ClassVar[tuple[str, ...]] = ("q",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if clash := RESERVED & self.fields.keys():
            raise ValueError(f"reserved for the table: {clash}")
        for field in self.fields.values():
            field.required = False
            if isinstance(field, forms.ModelChoiceField):
                field.iterator = FetchedAtOnce
                field.widget.choices = field.choices
            elif isinstance(field, forms.ChoiceField):
                # Those of a function are asked for once.
                field.choices = list(field.choices)  # type: ignore[arg-type]  # its own iterator

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        raise NotImplementedError

    def chips(self, address: Address) -> Iterator[Chip]:
        """One chip for every value in force, with the address that drops it."""
        for name in self.fields:
            value = self.cleaned_data.get(name) if self.is_valid() else None
            if value in (None, "", False) or (hasattr(value, "__len__") and len(value) == 0):
                continue
            for raw, text in self._said(name, value):
                yield Chip(str(self.fields[name].label or name), text, address.without(name, raw))

    def _said(self, name: str, value: Any) -> list[tuple[str, str]]:
        """(value in the address, words) pairs; one for a single value."""
        field = self.fields[name]
        if value is True:
            return [("", "")]
        if isinstance(field, forms.ModelMultipleChoiceField):
            return [(str(item.pk), str(item)) for item in value]
        if isinstance(field, forms.MultipleChoiceField):
            return [(item, _choice_label(field, item)) for item in value]
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            return [("", _choice_label(field, value))]
        return [("", date_format(value, "d/m/Y") if isinstance(value, date) else str(value))]

    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self._first_names()]

    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self._first_names()]

    def _first_names(self) -> list[str]:
        """A filter without any of those leads with its first field: never with a button alone."""
        return [name for name in self.fields if name in self.first] or list(self.fields)[:1]


def _choice_label(field: forms.ChoiceField, value: Any) -> str:
    flat: dict[str, str] = {}
    choices: Iterable[Any] = field.choices  # type: ignore[assignment]  # may be lazy
    for key, label in choices:
        if isinstance(label, list | tuple):
            flat.update({str(inner): str(text) for inner, text in label})
        else:
            flat[str(key)] = str(label)
    return flat.get(str(value), str(value))
