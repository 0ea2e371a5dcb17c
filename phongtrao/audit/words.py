"""A line of history in words: the names of the fields and their values as the screens say them."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, TypeAlias

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from phongtrao.audit.models import Entry
from phongtrao.audit.sentences import LABELS, SENTENCES

Change = tuple[str, Any, Any]
AnyField: TypeAlias = "models.Field[Any, Any]"
MaybeField: TypeAlias = "models.Field[Any, Any] | None"


def sentence_of(entry: Entry) -> str:
    """Actions that are no longer registered keep their technical name."""
    return str(SENTENCES.get(entry.action, entry.action))


def actor_of(entry: Entry) -> str:
    """Who did it, and in whose place: “Trần Văn Bình (thay Bùi Đức Lâm)”."""
    if entry.actor is None:
        return _("Hệ thống")
    if entry.acting_for is None:
        return str(entry.actor)
    said = {"actor": entry.actor, "principal": entry.acting_for}
    return _("%(actor)s (thay %(principal)s)") % said


def changes_of(entry: Entry) -> list[Change]:
    """(field, before, after) triples of the values, then of the data that has a name."""
    return [*_values(entry), *_data(entry)]


def _values(entry: Entry) -> Iterator[Change]:
    values = getattr(entry, "values", None)
    if values is None:
        return
    for name in {**values.before, **values.after}:
        field = _field(entry.subject_type, name)
        before, after = values.before.get(name), values.after.get(name)
        yield _label(name, field), _shown(before, field), _shown(after, field)


def _data(entry: Entry) -> Iterator[Change]:
    for name, value in entry.data.items():
        field = _field(entry.subject_type, name)
        if name in LABELS or field is not None:
            yield _label(name, field), None, _shown(value, field)


def _label(name: str, field: MaybeField) -> str:
    if name in LABELS:
        return str(LABELS[name])
    return str(field.verbose_name) if field is not None else name


def _field(subject_type: str, name: str) -> MaybeField:
    """The field of the subject; or of another model of its app, as the unit of a person's post."""
    app = subject_type.split(".", maxsplit=1)[0]
    if not apps.is_installed(f"phongtrao.{app}"):
        return None
    models_of_app = apps.get_app_config(app).get_models()
    first = sorted(models_of_app, key=lambda model: model._meta.label_lower != subject_type)  # noqa: SLF001 -- Django's documented name
    for model in first:
        try:
            field = model._meta.get_field(name)  # noqa: SLF001 -- Django's documented name
        except FieldDoesNotExist:
            continue
        if isinstance(field, models.Field):
            return field
    return None


def _shown(value: Any, field: MaybeField) -> Any:
    if isinstance(value, list):
        return ", ".join(str(_shown(item, field)) for item in value)
    if field is None or value is None:
        return value
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateField | models.DecimalField):
        return _parsed(value, field)
    return value


def _parsed(value: Any, field: AnyField) -> date | datetime | Any:
    """JSON keeps days and numbers as text."""
    try:
        return field.to_python(value)
    except ValidationError:
        return value
