"""Input about where somebody works, from when, and when they are away."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import DayField, LongTextField, MarkedForm, TextField, offer
from phongtrao.orgs.forms.named_units import NAME_OR_CODE, UnitField
from phongtrao.orgs.forms.people import RolesField
from phongtrao.orgs.kinds import leave_kinds
from phongtrao.orgs.models import Grant, Leave, Person, Post
from phongtrao.orgs.services import Move, RightPost


class PersonForm(forms.Form):
    """Who somebody is. Why each is asked stands beside it: nothing is kept without a purpose."""

    full_name = TextField(label=gettext_lazy("Họ và tên"), max_length=120)
    code = TextField(label=gettext_lazy("Mã"), max_length=40, required=False)
    birth_date = DayField(
        label=gettext_lazy("Ngày sinh"),
        required=False,
        help_text=gettext_lazy("Để phân biệt người trùng tên và khai hồ sơ khen thưởng."),
    )
    sex = forms.ChoiceField(
        label=gettext_lazy("Giới tính"),
        choices=Person.Sex.choices,
        required=False,
        help_text=gettext_lazy("Hồ sơ khen thưởng hỏi; luật ưu tiên nữ khi ngang nhau."),
    )
    home_town = TextField(
        label=gettext_lazy("Quê quán"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Chỉ cần khi mẫu hồ sơ khen thưởng hỏi."),
    )
    qualification = TextField(
        label=gettext_lazy("Trình độ chuyên môn"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Chỉ cần khi hồ sơ khen thưởng, sáng kiến hỏi."),
    )

    def changes(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {**said, "code": said["code"] or None}


class MoveForm(forms.Form):
    unit = UnitField(label=gettext_lazy("Đơn vị mới"), max_length=200, help_text=NAME_OR_CODE)
    on = DayField(
        label=gettext_lazy("Từ ngày"),
        help_text=gettext_lazy("Vị trí cũ kết thúc hết ngày hôm trước."),
    )
    position = TextField(
        label=gettext_lazy("Chức vụ"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Để trống nếu giữ nguyên."),
    )
    grants = RolesField(
        Grant.objects.none(),
        label=gettext_lazy("Thu hồi luôn các vai trò"),
        required=False,
        help_text=gettext_lazy("Vai trò hết hiệu lực cùng ngày, sớm nhất là hôm nay."),
    )

    def __init__(self, *args: Any, grants: QuerySet[Grant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, grants=grants)
        if not grants:
            del self.fields["grants"]

    def move(self) -> Move:
        said = self.cleaned_data
        return Move(said["unit"], said["on"], said["position"])


class PostForm(forms.Form):
    """One more post: as a rule a second one, beside the full one that goes on."""

    unit = UnitField(label=gettext_lazy("Đơn vị"), max_length=200, help_text=NAME_OR_CODE)
    position = TextField(label=gettext_lazy("Chức vụ"), max_length=100)
    category = forms.ChoiceField(label=gettext_lazy("Đối tượng"), choices=Post.Category.choices)
    is_full = forms.BooleanField(
        label=gettext_lazy("Vị trí chính"),
        required=False,
        help_text=gettext_lazy("Mỗi người một vị trí chính; vị trí khác là kiêm nhiệm."),
    )
    is_frontline = forms.BooleanField(
        label=gettext_lazy("Trực tiếp làm chuyên môn"), required=False, initial=True
    )
    since = DayField(label=gettext_lazy("Từ ngày"))

    def post_of(self, person: Person) -> Post:
        said = {**self.cleaned_data}
        return Post(person=person, days=DateRange(said.pop("since"), None), **said)


class CorrectPostForm(MarkedForm):
    """What stands there is offered again; the unit only by name, where another is right."""

    unit = UnitField(
        label=gettext_lazy("Đơn vị đúng"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Để trống nếu đơn vị đã đúng. Nếu sai: tên hoặc mã định danh."),
    )
    position = TextField(label=gettext_lazy("Chức vụ"), max_length=100)
    category = forms.ChoiceField(label=gettext_lazy("Đối tượng"), choices=Post.Category.choices)
    is_full = forms.BooleanField(label=gettext_lazy("Vị trí chính"), required=False)
    is_frontline = forms.BooleanField(
        label=gettext_lazy("Trực tiếp làm chuyên môn"), required=False
    )
    since = DayField(label=gettext_lazy("Từ ngày"))
    until = DayField(
        label=gettext_lazy("Đến hết ngày"),
        required=False,
        help_text=gettext_lazy("Để trống nếu còn giữ vị trí."),
    )
    reason = LongTextField(
        label=gettext_lazy("Lý do sửa"),
        max_length=500,
        rows=2,
        help_text=gettext_lazy("Sai ở đâu, căn cứ giấy tờ nào. Lý do đứng trong lịch sử."),
    )

    @staticmethod
    def values_of(post: Post) -> dict[str, Any]:
        kept = ("position", "category", "is_full", "is_frontline")
        said = {name: getattr(post, name) for name in kept}
        return {**said, "since": post.days.lower, "until": post.last_day}

    def right_post(self, post: Post) -> RightPost:
        said = {**self.cleaned_data}
        del said["reason"], said["as_read"]
        until = said["until"] and said["until"] + timedelta(days=1)
        return RightPost(**{**said, "unit": said["unit"] or post.unit, "until": until})


class LeaveForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Loại nghỉ"), choices=list)
    since = DayField(label=gettext_lazy("Từ ngày"))
    until = DayField(
        label=gettext_lazy("Đến hết ngày"),
        required=False,
        help_text=gettext_lazy("Để trống nếu chưa biết ngày trở lại."),
    )
    counts = forms.ChoiceField(
        label=gettext_lazy("Tính vào thời gian công tác"),
        required=False,
        choices=[
            ("", gettext_lazy("Theo loại nghỉ")),
            ("yes", gettext_lazy("Có tính")),
            ("no", gettext_lazy("Không tính")),
        ],
        help_text=gettext_lazy(
            "Thai sản tính theo Nghị định 152/2025 điều 4 khoản 5; loại khác cần kiểm tra."
        ),
    )
    decision = TextField(label=gettext_lazy("Số quyết định"), max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, kind=[(kind.key, kind.label) for kind in leave_kinds().values()])

    def leave_of(self, person: Person) -> Leave:
        said = self.cleaned_data
        counts = (
            leave_kinds()[said["kind"]].counts if not said["counts"] else said["counts"] == "yes"
        )
        return Leave(
            person=person,
            kind=said["kind"],
            days=DateRange(said["since"], said["until"] and said["until"] + timedelta(days=1)),
            counts_as_work=counts,
            decision=said["decision"],
        )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("until") and said.get("since") and said["until"] < said["since"]:
            self.add_error("until", gettext_lazy("Ngày cuối phải từ ngày bắt đầu trở đi."))
        return said


class BackForm(forms.Form):
    on = DayField(
        label=gettext_lazy("Trở lại làm việc từ ngày"),
        help_text=gettext_lazy("Ngày đầu tiên làm việc lại."),
    )
