"""Where the parts of a Word report go."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import UploadField
from phongtrao.initiatives.report_parts import Part


class ReportForm(forms.Form):
    file = UploadField(kinds=(".docx",), label=gettext_lazy("Báo cáo Word"))


class PlacingForm(forms.Form):
    """A choice for each part: one of the boxes, or none."""

    replaces = forms.BooleanField(
        label=gettext_lazy("Thay chữ đã có trong các ô (không chọn thì ghi tiếp vào sau)"),
        required=False,
    )

    def __init__(
        self, *args: Any, parts: Sequence[Part], boxes: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        choices = [("", _("Chưa đưa vào ô nào")), *boxes.items()]
        for place, part in enumerate(parts):
            self.fields[f"o{place}"] = forms.ChoiceField(
                label=part.heading or _("Đoạn đầu, trước mục thứ nhất"),
                choices=choices,
                required=False,
                initial=part.key,
                help_text=_("%(words)d chữ: %(start)s")
                % {"words": len(part.text.split()), "start": part.start},
            )
        self.order_fields([f"o{place}" for place in range(len(parts))])

    def rows(self) -> list[tuple[BoundField, bool]]:
        """Each part with whether the program found its box."""
        return [(self[f"o{place}"], bool(part.key)) for place, part in enumerate(self.parts)]

    def placed(self) -> dict[str, str]:
        """Texts by box, in the order of the report; a part that shares a box keeps its heading."""
        found: dict[str, list[Part]] = {}
        for place, part in enumerate(self.parts):
            if key := self.cleaned_data[f"o{place}"]:
                found.setdefault(key, []).append(part)
        return {
            key: "\n\n".join(_told(part, parts) for part in parts) for key, parts in found.items()
        }


def _told(part: Part, beside: Sequence[Part]) -> str:
    """With its heading where the box alone would not tell it."""
    is_alone = len(beside) == 1 and part.key
    return part.text if is_alone or not part.heading else f"{part.heading}\n{part.text}"
