"""The one page on which an initiative is written.

Rows (figures, first users) are plain numbered fields: the page works without a script, and a draft kept by
the browser fills them by name. Saving gives two empty rows more.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import (
    DayField,
    LongTextField,
    NumberField,
    TextField,
    UploadField,
    offer,
    ticks,
)
from phongtrao.documents.content import UPLOADS
from phongtrao.documents.fields import Field, FieldKind, Value, read_fields
from phongtrao.initiatives.catalogue import Item
from phongtrao.initiatives.forms.boxes import NO, NOT_CHOSEN, YES, field_of, parts_of
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.queries.themes import themes_for
from phongtrao.initiatives.services.writing import Draft, Figure
from phongtrao.orgs.models import Unit

MOST_ROWS = 12
SPARE_ROWS = 2
ABOUT = ("title", "solution", "area", "theme", "first_use", "first_used_on")
FIGURE = ("ten", "dv", "truoc", "sau")
HELPER = ("ho_ten", "noi", "viec")


class StartForm(forms.Form):
    title = TextField(
        label=gettext_lazy("Tên sáng kiến"),
        max_length=400,
        help_text=gettext_lazy("Nói giải pháp gì, cho ai; sửa lại được khi viết."),
    )
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Đơn vị của tác giả"), queryset=Unit.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, unit=Unit.objects.filter(pk__in=[unit.pk for unit in units]))
        self.initial.setdefault("unit", units[0])
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()


class WritingForm(forms.Form):
    """Nothing but the title is needed to keep a draft. ``is_strict``: a half-filled row is a fault;
    while saving by itself it only waits.
    """

    title = TextField(label=gettext_lazy("Tên sáng kiến"), max_length=400)
    solution = forms.ChoiceField(
        label=gettext_lazy("Loại giải pháp"),
        required=False,
        choices=[NOT_CHOSEN, *Initiative.Solution.choices],
    )
    area = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), required=False)
    theme = forms.ChoiceField(label=gettext_lazy("Chủ đề chính"), required=False)
    first_use = forms.ChoiceField(
        label=gettext_lazy("Hình thức áp dụng"),
        required=False,
        choices=[NOT_CHOSEN, *Initiative.FirstUse.choices],
    )
    first_used_on = DayField(
        label=gettext_lazy("Áp dụng từ ngày"),
        required=False,
        need=gettext_lazy("cần khi nộp"),
        help_text=gettext_lazy("Ngày đầu tiên dùng hoặc dùng thử tại đơn vị."),
    )
    tags = ticks(gettext_lazy("Thẻ"), ())
    secret = ticks(
        gettext_lazy("Phần giữ bí mật"),
        (),
        gettext_lazy("Chỉ tác giả, nơi kiểm tra và hội đồng đọc phần đã đánh dấu."),
    )

    def __init__(
        self, *args: Any, initiative: Initiative, is_strict: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.boxes = read_fields(initiative.round.form.fields)
        self.is_strict = is_strict
        self._offer_lists(initiative)
        for box in self.boxes:
            if box.kind != FieldKind.FILE:
                self.fields[box.key] = field_of(box)
        if not initiative.round.tags:
            del self.fields["tags"]
        self._add_rows(initiative)
        for name in ("solution", "first_use"):
            self.fields[name].need = _("cần khi nộp")  # type: ignore[attr-defined]  # read by need.html

    def _offer_lists(self, initiative: Initiative) -> None:
        round_ = initiative.round
        offer(self, area=[NOT_CHOSEN, *_pairs(round_.areas)], tags=_pairs(round_.tags))
        own, general = themes_for(round_, initiative.unit)
        themes = _pairs(own + general)
        if own and general:
            themes = [(_("Của cấp học"), _pairs(own)), (_("Chung"), _pairs(general))]
        # One chosen before the unit changed its level stays.
        chosen = [one for one in round_.themes if one["key"] == initiative.theme]
        kept = [one for one in chosen if one not in own + general]
        offer(self, theme=[NOT_CHOSEN, *_pairs(kept), *themes])
        may = [(box.key, box.label) for box in self.boxes if box.offers_secrecy]
        offer(self, secret=may)
        if not may:
            del self.fields["secret"]

    def _add_rows(self, initiative: Initiative) -> None:
        figures = list(initiative.effects.all())
        users = list(initiative.first_users.all())
        self.figure_count = _rows_shown(len(figures), self.data, "sl")
        self.user_count = _rows_shown(len(users), self.data, "ng")
        for place in range(self.figure_count):
            self._add_row("sl", place, FIGURE, _figure_fields())
        for place in range(self.user_count):
            self._add_row("ng", place, HELPER, _user_fields())
        self.initial = {**initial_of(initiative, self.boxes), **self.initial}
        for place, one in enumerate(figures):
            self._set_row("sl", place, FIGURE, (one.name, one.measure, one.before, one.after))
        for place, user in enumerate(users):
            self._set_row("ng", place, HELPER, (user.name, user.workplace, user.work))

    def _add_row(
        self, prefix: str, place: int, names: tuple[str, ...], fields: tuple[forms.Field, ...]
    ) -> None:
        for name, field in zip(names, fields, strict=True):
            self.fields[f"{prefix}{place}_{name}"] = field

    def _set_row(
        self, prefix: str, place: int, names: tuple[str, ...], values: tuple[Any, ...]
    ) -> None:
        for name, value in zip(names, values, strict=True):
            self.initial.setdefault(f"{prefix}{place}_{name}", value)

    # ------------------------------------------------------------ as the page prints it
    def about(self) -> list[BoundField]:
        return [self[name] for name in (*ABOUT, "tags") if name in self.fields]

    def report(self) -> list[tuple[str, list[BoundField]]]:
        return parts_of(self, self.boxes)

    def kept_secret(self) -> list[BoundField]:
        return [self["secret"]] if "secret" in self.fields else []

    def figure_rows(self) -> list[list[BoundField]]:
        return self._rows("sl", self.figure_count, FIGURE)

    def user_rows(self) -> list[list[BoundField]]:
        return self._rows("ng", self.user_count, HELPER)

    def _rows(self, prefix: str, count: int, names: tuple[str, ...]) -> list[list[BoundField]]:
        return [[self[f"{prefix}{place}_{name}"] for name in names] for place in range(count)]

    # ------------------------------------------------------------ as the service takes it
    def clean(self) -> dict[str, Any]:
        asked = dict(super().clean() or {})
        if self.is_strict:
            self._check_rows(asked, "sl", self.figure_count, FIGURE)
            self._check_rows(asked, "ng", self.user_count, ("ho_ten", "viec"))
        return asked

    def _check_rows(
        self, asked: dict[str, Any], prefix: str, count: int, needed: tuple[str, ...]
    ) -> None:
        for place in range(count):
            names = [f"{prefix}{place}_{name}" for name in needed]
            empty = [name for name in names if asked.get(name) in (None, "")]
            if empty and len(empty) < len(names):
                for name in empty:
                    if name not in self.errors:
                        self.add_error(name, _("Hãy điền nốt dòng này, hoặc xóa cả dòng."))

    def draft(self) -> Draft:
        asked = self.cleaned_data
        return Draft(
            **{name: asked[name] for name in ABOUT},
            tags=tuple(asked.get("tags", ())),
            values={box.key: _given(box, asked.get(box.key)) for box in self.boxes},
            secret_keys=tuple(asked.get("secret", ())),
            figures=tuple(Figure(*row) for row in self._whole("sl", self.figure_count, FIGURE)),
            first_users=tuple(
                (name, workplace or "", work)
                for name, workplace, work in self._filled("ng", self.user_count, HELPER)
                if name and work
            ),
        )

    def _filled(self, prefix: str, count: int, names: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        for place in range(count):
            yield tuple(self.cleaned_data.get(f"{prefix}{place}_{name}") for name in names)

    def _whole(self, prefix: str, count: int, names: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        for row in self._filled(prefix, count, names):
            if all(value not in (None, "") for value in row):
                yield row


def initial_of(initiative: Initiative, boxes: list[Field]) -> dict[str, Any]:
    about = {name: getattr(initiative, name) for name in ABOUT}
    values = {box.key: _shown(box, initiative.values.get(box.key)) for box in boxes}
    return {**about, **values, "tags": initiative.tags, "secret": initiative.secret_keys}


class FileForm(forms.Form):
    file = UploadField(kinds=UPLOADS, label=gettext_lazy("Tệp"))
    key = forms.ChoiceField(label=gettext_lazy("Cho ô"), required=False)
    is_secret = forms.BooleanField(
        label=gettext_lazy("Chỉ nơi kiểm tra và hội đồng được xem tệp này"), required=False
    )

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boxes = read_fields(initiative.round.form.fields)
        asked = [(box.key, box.label) for box in boxes if box.kind == FieldKind.FILE]
        offer(self, key=[("", _("Tệp kèm theo chung")), *asked])
        if not asked:
            del self.fields["key"]


class WithdrawForm(forms.Form):
    reason = LongTextField(label=gettext_lazy("Lý do rút"), rows=2, max_length=300)


# ------------------------------------------------------------------ pieces


def _pairs(rows: list[Item]) -> list[tuple[str, Any]]:
    return [(row["key"], row["label"]) for row in rows]


def _rows_shown(kept: int, data: Any, prefix: str) -> int:
    """Two more than there are; of what is sent, as many as the page had."""
    sent = sum(1 for name in data if name.startswith(prefix) and name.endswith(("_ten", "_ho_ten")))
    return min(MOST_ROWS, max(kept + SPARE_ROWS, sent))


def _figure_fields() -> tuple[forms.Field, ...]:
    return (
        TextField(label=gettext_lazy("Nội dung so sánh"), required=False, max_length=200),
        TextField(label=gettext_lazy("Đơn vị tính"), required=False, max_length=40),
        NumberField(label=gettext_lazy("Trước"), required=False, lowest=-1e11, highest=1e11),
        NumberField(label=gettext_lazy("Sau"), required=False, lowest=-1e11, highest=1e11),
    )


def _user_fields() -> tuple[forms.Field, ...]:
    return (
        TextField(label=gettext_lazy("Họ và tên"), required=False, max_length=120),
        TextField(label=gettext_lazy("Nơi công tác"), required=False, max_length=200),
        TextField(label=gettext_lazy("Việc đã làm"), required=False, max_length=300),
    )


def _shown(box: Field, value: Value | None) -> Any:
    if box.kind == FieldKind.YES_NO and value is not None:
        return YES if value else NO
    return value


def _given(box: Field, value: Any) -> Any:
    if box.kind == FieldKind.YES_NO:
        return {YES: True, NO: False}.get(value)
    return None if value is None else str(value)
