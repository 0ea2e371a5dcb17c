"""A task as it is proposed, and what the list is narrowed by."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from phongtrao.accounts.models import User
from phongtrao.base.forms import DayField, LongTextField, TextField, field_of, offer
from phongtrao.lib.text import fold
from phongtrao.orgs.models import Unit
from phongtrao.plans.queries.superiors import superiors
from phongtrao.research import catalogue
from phongtrao.research.models import ResearchTask
from phongtrao.research.services.proposing import TaskData
from phongtrao.web.tables import ANY, Filter


class TaskForm(forms.Form):
    host = forms.ModelChoiceField(Unit.objects.none(), label=_("Tổ chức chủ trì"))
    owner = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Cơ quan quản lý"),
        help_text=_("Nơi xét chọn, ký hợp đồng và nghiệm thu."),
    )
    code = TextField(label=_("Mã số"), max_length=40)
    title = TextField(label=_("Tên nhiệm vụ"), max_length=400)
    about = LongTextField(label=_("Mục tiêu, nội dung chính"), rows=5, required=False)
    level = forms.ChoiceField(label=_("Cấp"), choices=ResearchTask.Level.choices)
    orientation = forms.ChoiceField(label=_("Định hướng"), choices=ResearchTask.Orientation.choices)
    fields_said = forms.MultipleChoiceField(
        label=_("Lĩnh vực"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chọn ít nhất một."),
    )
    proposed_on = DayField(
        label=_("Đề xuất ngày"),
        help_text=_(
            "Ngày này cho biết quy trình: trước 01/10/2025 theo quy định cũ. Nhiệm vụ giữ quy trình ấy đến hết."
        ),
    )
    partners = TextField(
        label=_("Đơn vị phối hợp"),
        max_length=400,
        required=False,
        help_text=_("Tên hoặc mã đơn vị, cách nhau bằng dấu chấm phẩy."),
    )

    def __init__(
        self, *args: Any, hosts: QuerySet[Unit], owners: QuerySet[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, host=hosts, owner=owners)
        labels = [
            (one.key, f"{one.label} ({_('Công nghiệp 4.0')})" if one.is_industry4 else one.label)
            for one in catalogue.fields()
        ]
        field_of(self, "fields_said", forms.MultipleChoiceField).choices = labels
        host = hosts.first()
        self.fields["host"].initial = host
        self.fields["owner"].initial = _nearest(host, owners) if host else None
        self.fields["proposed_on"].initial = timezone.localdate()

    def said(self, minder: Any = None) -> TaskData:
        given = self.cleaned_data
        names = ("code", "title", "about", "level", "orientation", "owner", "host", "proposed_on")
        return TaskData(
            fields=given["fields_said"], minder=minder, **{name: given[name] for name in names}
        )


def _nearest(host: Unit, owners: QuerySet[Unit]) -> Unit | None:
    """The one right above that manages tasks, of the professional line first."""
    found = set(owners)
    return next((one for one in superiors(host) if one in found), owners.first())


class MinderForm(forms.Form):
    """Who answers for the task at the office."""

    minder = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Người theo dõi"),
        help_text=_(
            "Được nhắc hạn; quá hạn 7 ngày thì lãnh đạo hai bên, 14 ngày thì cấp trên cũng được báo."
        ),
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, minder=people)


class TaskFilter(Filter):
    q = TextField(label=_("Mã số, tên"))
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"), choices=[ANY, *ResearchTask.Status.choices]
    )
    cap = forms.ChoiceField(label=_("Cấp"), choices=[ANY, *ResearchTask.Level.choices])
    linh_vuc = forms.ChoiceField(label=_("Lĩnh vực"), choices=[ANY])
    dinh_huong = forms.ChoiceField(
        label=_("Định hướng"), choices=[ANY, *ResearchTask.Orientation.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = [ANY, ("cn40", _("Công nghiệp 4.0"))]
        offer(self, linh_vuc=[*first, *catalogue.field_labels().items()])

    def narrow(self, rows: QuerySet[ResearchTask]) -> QuerySet[ResearchTask]:
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(search_text__contains=fold(asked["q"]))
        if asked["tinh_trang"]:
            rows = rows.filter(status=asked["tinh_trang"])
        if asked["cap"]:
            rows = rows.filter(level=asked["cap"])
        if asked["dinh_huong"]:
            rows = rows.filter(orientation=asked["dinh_huong"])
        if asked["linh_vuc"]:
            keys = catalogue.industry4() if asked["linh_vuc"] == "cn40" else [asked["linh_vuc"]]
            rows = rows.filter(fields__overlap=keys)
        return rows
