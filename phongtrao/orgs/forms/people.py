"""Input about people and their posts."""

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy, pgettext_lazy

from phongtrao.base.forms import DayField, TextField, offer
from phongtrao.lib.text import fold
from phongtrao.orgs.models import DatedQuerySet, Grant, Post
from phongtrao.orgs.services import NewPerson
from phongtrao.web.forms import ConfirmForm
from phongtrao.web.tables import ANY, Filter

FRONTLINE = [
    ANY,
    ("co", gettext_lazy("Trực tiếp làm chuyên môn")),
    ("khong", gettext_lazy("Quản lý, phục vụ")),
]


class PostFilter(Filter):
    """What is asked of posts, of people as of posts themselves."""

    doi_tuong = forms.ChoiceField(
        label=gettext_lazy("Đối tượng"), choices=[ANY, *Post.Category.choices]
    )
    truc_tiep = forms.ChoiceField(label=gettext_lazy("Phần việc"), choices=FRONTLINE)

    def narrow_posts(self, posts: DatedQuerySet[Post]) -> DatedQuerySet[Post]:
        said = self.cleaned_data
        if said["doi_tuong"]:
            posts = posts.filter(category=said["doi_tuong"])
        if said["truc_tiep"]:
            posts = posts.filter(is_frontline=said["truc_tiep"] == "co")
        return posts


class PersonFilter(PostFilter):
    first = ("q",)

    q = forms.CharField(label=gettext_lazy("Họ và tên"))
    field_order = ("q", "doi_tuong", "truc_tiep")

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        said = self.cleaned_data
        if said["q"]:
            rows = rows.filter(search_text__contains=fold(said["q"]))
        if said["doi_tuong"] or said["truc_tiep"]:
            posts = self.narrow_posts(Post.objects.today())
            rows = rows.filter(pk__in=posts.values("person"))
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

    def __init__(self, *args: Any, gives_accounts: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not gives_accounts:
            del self.fields["username"], self.fields["email"]

    def new_person(self) -> NewPerson:
        said = {**self.cleaned_data}
        return NewPerson(**{**said, "code": said["code"] or None})


class StaffFilter(PostFilter):
    """Those who work there, today or on a day; or those who did, and have no other place."""

    first = ("tinh_trang", "ngay")

    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"),
        choices=[("", pgettext_lazy("person", "Đang làm")), ("thoi", gettext_lazy("Đã thôi"))],
    )
    ngay = DayField(label=gettext_lazy("Vào ngày"))
    field_order = ("tinh_trang", "ngay", "doi_tuong", "truc_tiep")

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        posts: DatedQuerySet[Post] = rows  # type: ignore[assignment]  # the table's source
        posts = self.narrow_posts(posts)
        if day := self.cleaned_data["ngay"]:
            return posts.as_of(day)
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
