"""Input about whom one is close to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import TextField
from phongtrao.councils.queries.people import find_person
from phongtrao.lib.errors import BadInput
from phongtrao.orgs.forms.named_units import NAME_OR_CODE, UnitField
from phongtrao.orgs.models import Person, Post, Unit


class RelationForm(forms.Form):
    """A person is found among those of the unit named: nobody looks people up here."""

    unit = UnitField(label=_("Đơn vị"), help_text=NAME_OR_CODE)
    name = TextField(
        label=_("Họ và tên người có quan hệ"),
        required=False,
        help_text=_("Người làm việc ở đơn vị trên. Để trống khi bạn có lợi ích ở chính đơn vị ấy."),
    )
    words = TextField(
        label=_("Quan hệ"), max_length=200, help_text=_("Ví dụ: vợ chồng, anh em ruột, góp vốn.")
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("name") and said.get("unit"):
            posts = Post.objects.today().filter(unit=said["unit"])
            try:
                said["other"] = find_person(
                    said["name"], Person.objects.filter(pk__in=posts.values("person"))
                )
            except BadInput as error:
                self.add_error("name", str(error))
        return said

    def to(self) -> Person | Unit:
        found: Person | Unit = self.cleaned_data.get("other") or self.cleaned_data["unit"]
        return found
