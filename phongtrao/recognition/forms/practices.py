"""A model or good practice as its unit describes it. S0-06."""

import re
from collections import defaultdict
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import LongTextField, TextField, offer
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import parse_number
from phongtrao.lib.periods import PeriodKind, containing
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Person, Post, Unit
from phongtrao.recognition.models import Creation
from phongtrao.recognition.services.creations import AuthorShare

NAME_AND_PERCENT = re.compile(r"(?P<name>.*\S)\s+(?P<percent>[\d.,]+)\s*%?")


class PracticeForm(forms.Form):
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Đơn vị"), queryset=Unit.objects.none(), empty_label=None
    )
    title = TextField(label=gettext_lazy("Tên mô hình, cách làm"), max_length=400)
    summary = LongTextField(
        label=gettext_lazy("Cách làm và kết quả"),
        rows=8,
        help_text=gettext_lazy("Làm thế nào, cần gì, được gì: đủ để đơn vị khác làm theo."),
    )
    area = TextField(label=gettext_lazy("Lĩnh vực"), required=False, max_length=300)
    theme = TextField(label=gettext_lazy("Chủ đề"), required=False, max_length=300)
    tags = TextField(
        label=gettext_lazy("Thẻ"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Cách nhau bằng dấu chấm phẩy, ví dụ: Trí tuệ nhân tạo; STEM."),
    )
    people = LongTextField(
        label=gettext_lazy("Người làm và tỷ lệ đóng góp"),
        required=False,
        rows=3,
        help_text=gettext_lazy(
            "Bỏ trống nếu là của cả tập thể. Mỗi dòng một người: họ tên đầy đủ rồi phần trăm, cộng lại 100."
        ),
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, unit=units)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        lines = [line.strip() for line in found.get("people", "").splitlines() if line.strip()]
        if lines and found.get("unit"):
            self.cleaned_data["people"] = _people(lines, found["unit"], self)
        return self.cleaned_data

    def creation(self) -> Creation:
        asked = self.cleaned_data
        year = containing(timezone.localdate(), PeriodKind.SCHOOL_YEAR)
        tags = [tag.strip() for tag in asked["tags"].split(";") if tag.strip()]
        return Creation(
            unit=asked["unit"],
            title=asked["title"],
            summary=asked["summary"],
            area=asked["area"],
            theme=asked["theme"],
            tags=tags,
            year=year.key,
        )

    def shares(self) -> list[AuthorShare]:
        """The first named is the first author."""
        return [
            AuthorShare(person, self.cleaned_data["unit"], percent, is_first=place == 0)
            for place, (person, percent) in enumerate(self.cleaned_data["people"] or ())
        ]


def _people(lines: list[str], unit: Unit, form: forms.Form) -> list[tuple[Person, Decimal]]:
    """(person, percent) of each line; every line that names nobody at the unit is told."""
    named: dict[str, list[Person]] = defaultdict(list)
    for post in Post.objects.today().filter(unit=unit).select_related("person"):
        named[fold(post.person.full_name)].append(post.person)
    found = []
    for line in lines:
        try:
            found.append(_person(line, named))
        except (BadInput, ValidationError) as error:
            form.add_error("people", str(getattr(error, "message", error)))
    return found


def _person(line: str, named: dict[str, list[Person]]) -> tuple[Person, Decimal]:
    match = NAME_AND_PERCENT.fullmatch(line)
    if match is None:
        raise ValidationError(_("“%s”: hãy ghi họ tên rồi phần trăm, ví dụ Lò Thị Mây 60.") % line)
    people = named[fold(match["name"])]
    if len(people) != 1:
        said = _("“%s”: đơn vị không có, hoặc có nhiều người mang tên này.")
        raise ValidationError(said % match["name"])
    return people[0], parse_number(match["percent"])
