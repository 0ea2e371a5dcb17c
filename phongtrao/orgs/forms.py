"""Input about units, people and roles."""

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from phongtrao.accounts.models import Role, User
from phongtrao.base.forms import DayField, TextField, offer
from phongtrao.lib.text import fold
from phongtrao.orgs.models import DatedQuerySet, Grant, Line, Post, Unit
from phongtrao.orgs.queries import upper_units
from phongtrao.orgs.services import NewPerson, NewRole, UnitFacts
from phongtrao.web.forms import ConfirmForm
from phongtrao.web.tables import ANY, Filter


def upper_field(label: Any, **more: Any) -> "forms.ModelChoiceField[Unit]":
    """A choice among units that have others below them; asked for only when it is shown."""
    field = forms.ModelChoiceField(Unit.objects.none(), label=label, required=False, **more)
    field.widget.attrs["data-search"] = ""
    return field


class UnitFilter(Filter):
    first = ("q", "loai", "cap")

    q = forms.CharField(label=gettext_lazy("Tên hoặc mã"))
    loai = forms.ChoiceField(label=gettext_lazy("Loại"), choices=[ANY, *Unit.Kind.choices])
    cap = forms.ChoiceField(
        label=gettext_lazy("Cấp học"),
        choices=[ANY, *(choice for choice in Unit.Level.choices if choice[0])],
    )
    dia_ban = forms.ChoiceField(label=gettext_lazy("Địa bàn"), choices=[ANY, *Unit.Area.choices])
    duoi = upper_field(gettext_lazy("Dưới đơn vị"))
    tuyen = forms.ChoiceField(
        label=gettext_lazy("Theo tuyến"),
        choices=Line.choices,
        help_text=gettext_lazy("Đi cùng ô “Dưới đơn vị”."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, duoi=upper_units())

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        said = self.cleaned_data
        if said["q"]:
            rows = rows.filter(search_text__contains=fold(said["q"]))
        for name, field in (("loai", "kind"), ("cap", "level"), ("dia_ban", "area")):
            if said[name]:
                rows = rows.filter(**{field: said[name]})
        if said["duoi"]:
            field = Line(said["tuyen"] or Line.ADMIN).path_field
            rows = rows.filter(**{f"{field}__startswith": getattr(said["duoi"], field)})
            rows = rows.exclude(pk=said["duoi"].pk)
        return rows


class UnitFactsForm(forms.Form):
    short_name = TextField(label=gettext_lazy("Tên ngắn"), max_length=80, required=False)
    code = TextField(
        label=gettext_lazy("Mã định danh"),
        max_length=35,
        required=False,
        help_text=gettext_lazy("Theo Quyết định 20/2020/QĐ-TTg, ví dụ H99.01.12."),
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Cấp học"), choices=Unit.Level.choices, required=False
    )
    area = forms.ChoiceField(label=gettext_lazy("Địa bàn"), choices=Unit.Area.choices)

    def facts(self) -> UnitFacts:
        said = self.cleaned_data
        return UnitFacts(said["short_name"], said["code"] or None, said["level"], said["area"])


class NewUnitForm(UnitFactsForm):
    name = TextField(label=gettext_lazy("Tên đơn vị"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=Unit.Kind.choices)
    opened_on = DayField(label=gettext_lazy("Thành lập ngày"))
    admin_parent = upper_field(gettext_lazy("Cấp trên hành chính"))
    prof_parent = upper_field(gettext_lazy("Cấp trên chuyên môn"))
    field_order = ("name", "kind", "opened_on", "admin_parent", "prof_parent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, admin_parent=upper_units(), prof_parent=upper_units())

    def unit(self) -> Unit:
        said, facts = self.cleaned_data, self.facts()
        return Unit(
            kind=said["kind"],
            opened_on=said["opened_on"],
            short_name=facts.short_name,
            code=facts.code,
            level=facts.level,
            area=facts.area,
        )


class PersonFilter(Filter):
    first = ("q",)

    q = forms.CharField(label=gettext_lazy("Họ và tên"))
    doi_tuong = forms.ChoiceField(
        label=gettext_lazy("Đối tượng"), choices=[ANY, *Post.Category.choices]
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        said = self.cleaned_data
        if said["q"]:
            rows = rows.filter(search_text__contains=fold(said["q"]))
        if said["doi_tuong"]:
            today = Post.objects.today().filter(category=said["doi_tuong"])
            rows = rows.filter(pk__in=today.values("person"))
        return rows


class NewPersonForm(forms.Form):
    full_name = TextField(label=gettext_lazy("Họ và tên"), max_length=120)
    code = TextField(label=gettext_lazy("Mã"), max_length=40, required=False)
    position = TextField(label=gettext_lazy("Chức vụ"), max_length=100)
    category = forms.ChoiceField(label=gettext_lazy("Đối tượng"), choices=Post.Category.choices)
    is_frontline = forms.BooleanField(
        label=gettext_lazy("Trực tiếp làm chuyên môn"), required=False, initial=True
    )
    since = DayField(label=gettext_lazy("Từ ngày"))
    username = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=60,
        required=False,
        validators=[UnicodeUsernameValidator()],
        help_text=gettext_lazy("Để trống nếu người này chưa cần dùng hệ thống."),
    )
    email = forms.EmailField(label=gettext_lazy("Thư điện tử"), required=False)

    def new_person(self) -> NewPerson:
        said = {**self.cleaned_data}
        return NewPerson(**{**said, "code": said["code"] or None})


class StaffFilter(Filter):
    """Those who work there; or those who did, and have no other place."""

    first = ("tinh_trang",)

    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"),
        choices=[("", pgettext_lazy("person", "Đang làm")), ("thoi", gettext_lazy("Đã thôi"))],
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        posts: DatedQuerySet[Post] = rows  # type: ignore[assignment]  # the table's source
        return posts.over() if self.cleaned_data["tinh_trang"] else posts.today()


class RolesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.get_role_display()}, {obj.unit}"


class EndPostForm(ConfirmForm):
    """From which day, and which roles end with it."""

    on = DayField(
        label=gettext_lazy("Kết thúc từ ngày"),
        help_text=gettext_lazy("Ngày đầu tiên không còn giữ vị trí này."),
    )
    grants = RolesField(
        Grant.objects.none(),
        label=gettext_lazy("Thu hồi luôn các vai trò"),
        required=False,
        help_text=gettext_lazy("Vai trò hết hiệu lực cùng ngày, sớm nhất là hôm nay."),
    )
    field_order = ("on", "grants", "confirm")

    def __init__(self, *args: Any, grants: QuerySet[Grant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, grants=grants)
        if not grants:
            del self.fields["grants"]


class GrantForm(forms.Form):
    """A role for one account over the unit of the page."""

    account = forms.CharField(
        label=gettext_lazy("Tên đăng nhập hoặc thư điện tử"),
        help_text=gettext_lazy("Người được phân quyền phải có tài khoản."),
    )
    role = forms.ChoiceField(label=gettext_lazy("Vai trò"), choices=Role.choices)
    line = forms.ChoiceField(
        label=gettext_lazy("Tuyến"),
        choices=Line.choices,
        help_text=gettext_lazy("Vai trò phủ đơn vị này và mọi đơn vị bên dưới trên tuyến đã chọn."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Chỉ loại đơn vị"), choices=[ANY, *Unit.Kind.choices], required=False
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Chỉ cấp học"),
        choices=[ANY, *(choice for choice in Unit.Level.choices if choice[0])],
        required=False,
    )
    capacity = forms.ChoiceField(
        label=gettext_lazy("Thẩm quyền ký văn bản"),
        choices=Grant.Capacity.choices,
        required=False,
        help_text=gettext_lazy(
            "Cấp phó ký thay chọn KT.; được giao ký thừa lệnh hoặc ủy quyền chọn TL., TUQ."
        ),
    )
    since = DayField(label=gettext_lazy("Từ ngày"))
    until = DayField(
        label=gettext_lazy("Hết hiệu lực từ ngày"),
        required=False,
        help_text=gettext_lazy("Để trống nếu chưa biết; có thể thu hồi bất cứ lúc nào."),
    )

    def clean_account(self) -> User:
        name = self.cleaned_data["account"].strip()
        found = User.objects.get_queryset().filter(Q(username__iexact=name) | Q(email__iexact=name))
        user = found.active().first()
        if user is None:
            raise forms.ValidationError(
                _("Không có tài khoản “%s” đang hoạt động. Hãy mở tài khoản trước.") % name
            )
        return user

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("since") and said.get("until") and said["until"] <= said["since"]:
            self.add_error("until", _("Ngày hết hiệu lực phải sau ngày bắt đầu."))
        return said

    def new_role(self, unit: Unit) -> NewRole:
        said = {**self.cleaned_data}
        del said["account"]
        return NewRole(unit=unit, **said)
