"""What a decision on organisation says, one form a kind of act. Each turns into the steps of an order."""

from enum import StrEnum
from functools import partial
from textwrap import shorten
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from phongtrao.base.forms import DayField, LongTextField, TextField, offer
from phongtrao.base.words import office_language
from phongtrao.lib.errors import BadInput
from phongtrao.orgs.forest import Abolish, Change, Found, Merge, Node, Split, Step, Transfer
from phongtrao.orgs.forms.codes import CodeField
from phongtrao.orgs.forms.kinds import levels_after
from phongtrao.orgs.forms.named_units import EACH_A_LINE, NAME_OR_CODE, UnitField, UnitsField
from phongtrao.orgs.forms.sharing import ShareForm
from phongtrao.orgs.forms.units import upper_field
from phongtrao.orgs.models import Unit, UnitSpan
from phongtrao.orgs.queries import upper_units
from phongtrao.orgs.services import Order
from phongtrao.orgs.unit_codes import check_code

TITLE = 300
NEW = -1  # key of the unit the act founds


# ------------------------------------------------------------------ the forms
class Stage(StrEnum):
    """The steps on screen, in order; each is a part of one form that lives in the address."""

    CHOOSE = "chon"
    DECISION = "quyet-dinh"
    SHARE = "phan-chia"
    PREVIEW = "xem"


DECISION_FIELDS = ("on", "decision", "decided_on")


class ActForm(forms.Form):
    """What every decision has. Lives in the address, so that each step can be gone back to."""

    label: ClassVar[Any]
    about: ClassVar[Any]
    stages: ClassVar[tuple[Stage, ...]] = (Stage.CHOOSE, Stage.DECISION, Stage.PREVIEW)

    on = DayField(
        label=gettext_lazy("Có hiệu lực từ ngày"),
        help_text=gettext_lazy("Ngày đầu tiên theo tổ chức mới, ví dụ 01/07/2025."),
    )
    decision = TextField(
        label=gettext_lazy("Số, ký hiệu quyết định"), max_length=60, required=False
    )
    decided_on = DayField(label=gettext_lazy("Ngày quyết định"), required=False)

    def steps(self) -> tuple[Step, ...]:
        raise NotImplementedError

    def title(self) -> str:
        raise NotImplementedError

    def shares(self) -> ShareForm | None:
        """The form of the step that shares out, where a valid form has one."""
        return None

    def order(self) -> Order:
        """Of a valid form. Raises BadInput."""
        said = self.cleaned_data
        shares = self.shares()
        with office_language():  # the title is kept
            title = shorten(self.title(), TITLE, placeholder=" …")
        return Order(
            title,
            said["on"],
            self.steps(),
            said["decision"],
            said["decided_on"],
            shares.posts() if shares else {},
        )

    def disposed_of(self) -> list[int]:
        """Units of today a valid form names to be changed or ended."""
        named: list[int] = []
        for name in ("former", "unit", "units"):
            said = self.cleaned_data.get(name) or []
            named += [unit.pk for unit in (said if isinstance(said, list) else [said])]
        return named

    def fields_of(self, stage: Stage) -> list[BoundField]:
        """What the step asks; the rest goes along unseen."""
        in_decision = stage is Stage.DECISION
        return [self[name] for name in self.fields if (name in DECISION_FIELDS) is in_decision]

    def stage_with_errors(self) -> Stage | None:
        """The first step that is not filled in as it should be."""
        if not self.errors:
            return None
        elsewhere = set(self.errors) - set(DECISION_FIELDS)
        return Stage.CHOOSE if elsewhere else Stage.DECISION


class MergeForm(ActForm):
    label = gettext_lazy("Sáp nhập, hợp nhất")
    about = gettext_lazy("Nhiều đơn vị thành một: vào một đơn vị đang có, hoặc thành đơn vị mới.")

    former = UnitsField(label=gettext_lazy("Các đơn vị được nhập"), rows=3, help_text=EACH_A_LINE)
    into = UnitField(
        label=gettext_lazy("Nhập vào đơn vị đang có"),
        required=False,
        need=pgettext_lazy("field", "một trong hai"),
        help_text=NAME_OR_CODE,
    )
    name = TextField(
        label=gettext_lazy("Hoặc thành đơn vị mới tên là"),
        max_length=200,
        required=False,
        need=pgettext_lazy("field", "một trong hai"),
    )
    code = CodeField(label=gettext_lazy("Mã định danh mới"))
    level = forms.ChoiceField(
        label=gettext_lazy("Cấp học của đơn vị mới"),
        choices=partial(levels_after, gettext_lazy("Như đơn vị được nhập")),
        required=False,
    )
    field_order = ("former", "into", "name", "code", "level")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "into" in said and "name" in said and bool(said["into"]) == bool(said["name"]):
            raise forms.ValidationError(
                _("Hãy chọn nhập vào một đơn vị đang có, hoặc ghi tên đơn vị mới; không cả hai.")
            )
        return said

    def steps(self) -> tuple[Step, ...]:
        said = self.cleaned_data
        former = tuple(unit.pk for unit in said["former"])
        if said["into"]:
            return (Merge(former, said["into"].pk),)
        new = node_like(said["former"][0], said["name"], said["code"], said["level"])
        return (Found(NEW, new), Merge(former, NEW))

    def title(self) -> str:
        said = self.cleaned_data
        names = ", ".join(str(unit) for unit in said["former"])
        into = said["into"] or said["name"]
        return _("Sáp nhập %(names)s thành %(into)s") % {"names": names, "into": into}


class SplitForm(ActForm):
    label = gettext_lazy("Chia, tách")
    about = gettext_lazy("Một đơn vị thành nhiều đơn vị, hoặc tách ra một phần.")

    unit = UnitField(label=gettext_lazy("Đơn vị được chia, tách"), help_text=NAME_OR_CODE)
    parts = LongTextField(
        label=gettext_lazy("Các đơn vị mới"),
        rows=3,
        help_text=gettext_lazy("Tên, mỗi dòng một đơn vị; sau dấu ; là mã định danh nếu có."),
    )
    ends = forms.BooleanField(
        label=gettext_lazy(
            "Đơn vị cũ chấm dứt; đơn vị mới đầu tiên kế thừa người và việc đang làm"
        ),
        required=False,
    )
    field_order = ("unit", "parts", "ends")
    stages = (Stage.CHOOSE, Stage.DECISION, Stage.SHARE, Stage.PREVIEW)

    def new_parts(self) -> list[tuple[str, str]]:
        """(name, code) of each new unit, in the order of the decision. Raises BadInput."""
        lines = [line.strip() for line in self.cleaned_data["parts"].splitlines() if line.strip()]
        pairs = (line.partition(";") for line in lines)
        return [(name.strip(), check_code(code)) for name, _sep, code in pairs]

    def steps(self) -> tuple[Step, ...]:
        said = self.cleaned_data
        founded = [
            Found(-number, node_like(said["unit"], name, code))
            for number, (name, code) in enumerate(self.new_parts(), start=1)
        ]
        keys = tuple(found.unit for found in founded)
        heir = keys[0] if said["ends"] else None
        shares = self.shares()
        children = shares.children() if shares else {}
        return (*founded, Split(said["unit"].pk, keys, heir, children))

    def shares(self) -> ShareForm:
        said = self.cleaned_data
        shares = ShareForm(
            self.data, unit=said["unit"], on=said["on"], parts=self.new_parts(), ends=said["ends"]
        )
        if not shares.is_valid():
            raise BadInput(
                _("Có người, đơn vị được giao cho nơi không có. Hãy xem lại bước phân chia.")
            )
        return shares

    def title(self) -> str:
        return str(_("Chia, tách %s") % self.cleaned_data["unit"])


class TransferForm(ActForm):
    label = gettext_lazy("Chuyển đơn vị trực thuộc")
    about = gettext_lazy(
        "Một số đơn vị từ cấp trên này sang cấp trên khác; không đơn vị nào chấm dứt."
    )

    former = UnitField(label=gettext_lazy("Từ"), help_text=NAME_OR_CODE)
    to = UnitField(label=gettext_lazy("Sang"), help_text=NAME_OR_CODE)
    units = UnitsField(label=gettext_lazy("Các đơn vị được chuyển"), rows=4, help_text=EACH_A_LINE)
    field_order = ("former", "to", "units")

    def steps(self) -> tuple[Step, ...]:
        said = self.cleaned_data
        units = tuple(unit.pk for unit in said["units"])
        return (Transfer(said["former"].pk, said["to"].pk, units),)

    def title(self) -> str:
        said = self.cleaned_data
        return str(_("Chuyển đơn vị trực thuộc từ %(former)s sang %(to)s") % said)


class ChangeForm(ActForm):
    label = gettext_lazy("Đổi tên, mã, cấp trên")
    about = gettext_lazy("Một đơn vị tiếp tục với tên, mã, cấp học hoặc cấp trên khác.")

    unit = UnitField(label=gettext_lazy("Đơn vị"), help_text=NAME_OR_CODE)
    name = TextField(label=gettext_lazy("Tên mới"), max_length=200, required=False)
    code = CodeField(label=gettext_lazy("Mã định danh mới"))
    level = forms.ChoiceField(
        label=gettext_lazy("Cấp học mới"),
        choices=partial(levels_after, gettext_lazy("Giữ nguyên")),
        required=False,
    )
    admin = upper_field(gettext_lazy("Cấp trên hành chính mới"))
    prof = upper_field(gettext_lazy("Cấp trên chuyên môn mới"))
    field_order = ("unit", "name", "code", "level", "admin", "prof")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, admin=upper_units(), prof=upper_units())

    def _new(self) -> dict[str, Any]:
        said = self.cleaned_data
        new = {name: said[name] for name in ("name", "code", "level") if said[name]}
        return new | {line: said[line].pk for line in ("admin", "prof") if said[line]}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not self._new():
            raise forms.ValidationError(
                _("Hãy ghi ít nhất một điều thay đổi: tên, mã, cấp học, cấp trên.")
            )
        return said

    def steps(self) -> tuple[Step, ...]:
        return (Change(self.cleaned_data["unit"].pk, **self._new()),)

    def title(self) -> str:
        said = self.cleaned_data
        if said["name"]:
            return _("Đổi tên %(unit)s thành %(name)s") % said
        return _("Thay đổi tổ chức của %(unit)s") % said


class AbolishForm(ActForm):
    label = gettext_lazy("Giải thể, chấm dứt")
    about = gettext_lazy(
        "Đơn vị chấm dứt; đơn vị trực thuộc về cấp trên của nó, nhiệm vụ giao lại cho đơn vị khác."
    )

    units = UnitsField(label=gettext_lazy("Các đơn vị chấm dứt"), rows=4, help_text=EACH_A_LINE)
    successors = UnitsField(
        label=gettext_lazy("Các đơn vị nhận nhiệm vụ"),
        rows=3,
        required=False,
        help_text=EACH_A_LINE,
    )
    heir = UnitField(
        label=gettext_lazy("Đơn vị nhận người và việc đang làm"),
        required=False,
        help_text=NAME_OR_CODE,
    )
    field_order = ("units", "successors", "heir")

    def steps(self) -> tuple[Step, ...]:
        said = self.cleaned_data
        former = tuple(unit.pk for unit in said["units"])
        successors = tuple(unit.pk for unit in said["successors"])
        heirs = dict.fromkeys(former, said["heir"].pk) if said["heir"] else {}
        return (Abolish(former, dict.fromkeys(former, successors), heirs),)

    def title(self) -> str:
        return _("Giải thể %s") % ", ".join(str(unit) for unit in self.cleaned_data["units"])


FORMS: dict[str, type[ActForm]] = {
    "sap-nhap": MergeForm,
    "chia-tach": SplitForm,
    "chuyen": TransferForm,
    "thay-doi": ChangeForm,
    "giai-the": AbolishForm,
}


def node_like(unit: Unit, name: str, code: str = "", level: str = "") -> Node:
    """A new unit of the same kind, level and place as one that is there."""
    span = UnitSpan.objects.get(unit=unit, days__upper_inf=True)
    return Node(
        name,
        unit.kind,
        level or unit.level,
        code or None,
        span.admin_parent_id,
        span.prof_parent_id,
        unit.area,
        unit.type_id if level in {"", unit.level} else None,
    )
