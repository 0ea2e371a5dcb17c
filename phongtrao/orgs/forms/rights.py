"""Input about the roles of many: what to look for, until when, to whom, and the word under a check."""

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.accounts.models import Role, User
from phongtrao.base.forms import DayField, LongTextField, TextField
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Grant, Line, Post, Unit
from phongtrao.orgs.services import NewRole
from phongtrao.web.forms import ConfirmForm
from phongtrao.web.tables import ANY, Filter

SOON = timedelta(days=30)
MOST_NAMES = 300


class RightsFilter(Filter):
    first: ClassVar[tuple[str, ...]] = ("q", "vai", "tinh_trang")

    q = forms.CharField(label=gettext_lazy("Người giữ"))
    vai = forms.ChoiceField(label=gettext_lazy("Vai trò"), choices=[ANY, *Role.choices])
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"),
        choices=[
            ANY,
            ("giu", gettext_lazy("Đang giữ")),
            ("sap", gettext_lazy("Hết trong 30 ngày")),
            ("thay", gettext_lazy("Làm thay")),
            ("khoa", gettext_lazy("Tài khoản đã khóa")),
            ("roi", gettext_lazy("Không còn vị trí công tác")),
            ("chua", gettext_lazy("Chưa đăng nhập lần nào")),
            ("het", gettext_lazy("Đã hết")),
        ],
    )
    don_vi = forms.CharField(label=gettext_lazy("Đơn vị"))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        said = self.cleaned_data
        if said["q"]:
            rows = rows.filter(user__search_text__contains=fold(said["q"]))
        if said["vai"]:
            rows = rows.filter(role=said["vai"])
        if said["don_vi"]:
            rows = rows.filter(unit__search_text__contains=fold(said["don_vi"]))
        found: QuerySet[Any] = in_state(rows, said["tinh_trang"])
        return found


def in_state(rows: Any, state: str) -> Any:
    """Rows of grants in one of the states of the filter; all of them for none."""
    posts = Post.objects.not_over().filter(person__user=OuterRef("user"))
    narrowed = {
        "": lambda: rows,
        "giu": rows.today,
        "sap": lambda: rows.today().filter(days__endswith__lte=localdate() + SOON),
        "thay": lambda: rows.not_over().exclude(acts_for=None),
        "khoa": lambda: rows.not_over().filter(user__is_active=False),
        "roi": lambda: rows.not_over().filter(~Exists(posts)),
        "chua": lambda: rows.not_over().filter(user__last_login=None),
        "het": rows.over,
    }
    return narrowed[state]()


class ExtendForm(forms.Form):
    last_day = DayField(label=gettext_lazy("Gia hạn đến hết ngày"))


class GiveManyForm(forms.Form):
    """One role to many, each at the unit of the own post."""

    names = LongTextField(
        label=gettext_lazy("Tên đăng nhập, mỗi dòng một người"),
        rows=8,
        help_text=gettext_lazy("Mỗi người nhận vai trò tại đơn vị đang công tác."),
    )
    role = forms.ChoiceField(label=gettext_lazy("Vai trò"), choices=Role.choices)
    line = forms.ChoiceField(label=gettext_lazy("Tuyến"), choices=Line.choices)
    since = DayField(label=gettext_lazy("Từ ngày"))
    until = DayField(label=gettext_lazy("Hết hiệu lực từ ngày"), required=False)

    people: list[tuple[User, Unit]]

    def clean_names(self) -> str:
        """Every line that cannot be used is named at once."""
        typed = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if len(typed) > MOST_NAMES:
            raise forms.ValidationError(_("Nhiều nhất %s người mỗi lần.") % MOST_NAMES)
        places = _places_of(typed)
        unknown = [name for name in typed if name.lower() not in places]
        homeless = [name for name in typed if places.get(name.lower(), (None, 1))[1] is None]
        faults = (
            [_("Không có tài khoản đang hoạt động: %s.") % ", ".join(unknown)] if unknown else []
        )
        if homeless:
            faults.append(_("Chưa có vị trí công tác: %s.") % ", ".join(homeless))
        if faults:
            raise forms.ValidationError(faults)
        self.people = [places[name] for name in dict.fromkeys(map(str.lower, typed))]  # type: ignore[misc]  # no None is left
        return "\n".join(typed)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("since") and said.get("until") and said["until"] <= said["since"]:
            self.add_error("until", _("Ngày hết hiệu lực phải sau ngày bắt đầu."))
        return said

    def new_role(self) -> NewRole:
        said = self.cleaned_data
        return NewRole(
            Role(said["role"]),
            self.people[0][1],
            Line(said["line"]),
            since=said["since"],
            until=said["until"],
        )


def _places_of(names: list[str]) -> dict[str, tuple[User, Unit | None]]:
    """By sign-in name: the account and the unit of today's first post. Two queries."""
    folded = User.objects.get_queryset().active().filter(username__in=_both_cases(names))
    users = {user.username.lower(): user for user in folded}
    posts = Post.objects.today().filter(person__user__in=users.values())
    units: dict[int, Unit] = {}
    for post in posts.select_related("unit", "person").order_by("-pk"):
        units[post.person.user_id or 0] = post.unit
    return {name: (user, units.get(user.pk)) for name, user in users.items()}


def _both_cases(names: list[str]) -> set[str]:
    """Sign-in names do not tell capitals apart, and are written in small letters as a rule."""
    return {*names, *(name.lower() for name in names)}


class SignReviewForm(ConfirmForm):
    note = TextField(label=gettext_lazy("Ghi chú"), required=False, max_length=300)


def picked(values: list[str]) -> list[int]:
    return [int(value) for value in values if value.isdecimal()]


def chosen(rows: QuerySet[Grant], values: list[str]) -> QuerySet[Grant]:
    return rows.filter(pk__in=picked(values))
