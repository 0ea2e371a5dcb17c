"""A round as its office fills it in: lists one item a line."""

from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.base.forms import DayField, LongTextField, TextField, WholeNumberField, offer, ticks
from phongtrao.documents.models import FormVersion
from phongtrao.initiatives.access.report_forms import forms_offered
from phongtrao.initiatives.access.rounds import running_owners, tasks_offered
from phongtrao.initiatives.catalogue import Item, round_defaults
from phongtrao.initiatives.models import InitiativeRound
from phongtrao.initiatives.pages.report_forms import version_words
from phongtrao.lib.periods import PeriodKind, calendar_year, containing, parse_period
from phongtrao.lib.text import fold, nfc
from phongtrao.orgs.models import Line, Unit
from phongtrao.orgs.queries.kinds import basic_level_choices, level_choices
from phongtrao.plans.models import Task

LISTS = ("themes", "areas", "tags", "checklist")
PLAIN = ("owner", "title", "level", "year", "line", "levels", "opens_on", "closes_on", "guide")
DAYS = ("check_days", "decide_days")
LONGEST_ITEM = 300


class FormChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, version: FormVersion) -> str:
        of = version.form.owner or _("có sẵn")
        return f"{version.form.title} · {version_words(version)} · {of}"


class TaskChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, task: Task) -> str:
        return f"{Truncator(task.text).chars(80)} · {Truncator(task.plan.title).chars(60)}"


class RoundForm(forms.Form):
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Đơn vị tổ chức"), queryset=Unit.objects.none(), empty_label=None
    )
    title = TextField(
        label=gettext_lazy("Tên đợt xét"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: Đợt xét sáng kiến năm học 2026-2027."),
    )
    level = forms.ChoiceField(label=gettext_lazy("Cấp xét"), choices=InitiativeRound.Level.choices)
    year = forms.ChoiceField(label=gettext_lazy("Năm học, năm"))
    opens_on = DayField(label=gettext_lazy("Nhận hồ sơ từ ngày"))
    closes_on = DayField(
        label=gettext_lazy("Nhận đến hết ngày"),
        help_text=gettext_lazy("Đến 23 giờ 59 phút, giờ Việt Nam. Gia hạn được sau khi mở."),
    )
    check_days = WholeNumberField(
        label=gettext_lazy("Số ngày kiểm tra hợp lệ"),
        lowest=1,
        highest=365,
        initial=30,
        help_text=gettext_lazy("NĐ 13/2012/NĐ-CP: 1 tháng từ ngày nhận (cần kiểm tra)."),
    )
    decide_days = WholeNumberField(
        label=gettext_lazy("Số ngày xét công nhận"),
        lowest=1,
        highest=730,
        initial=90,
        help_text=gettext_lazy("NĐ 13/2012/NĐ-CP: 3 tháng từ ngày chấp nhận đơn (cần kiểm tra)."),
    )
    line = forms.ChoiceField(
        label=gettext_lazy("Nhận của các đơn vị cấp dưới theo tuyến"), choices=Line.choices
    )
    levels = ticks(
        gettext_lazy("Chỉ nhận của các cấp học"), (), gettext_lazy("Bỏ trống thì nhận của mọi cấp.")
    )
    task = TaskChoice(
        label=gettext_lazy("Theo nhiệm vụ của kế hoạch"),
        queryset=Task.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không theo nhiệm vụ nào"),
        help_text=gettext_lazy("Nhiệm vụ nói về sáng kiến trong các kế hoạch đang thực hiện."),
    )
    report = FormChoice(
        label=gettext_lazy("Mẫu báo cáo mô tả"),
        queryset=FormVersion.objects.none(),
        empty_label=None,
    )
    guide = LongTextField(
        label=gettext_lazy("Hướng dẫn cho tác giả"), required=False, rows=4, max_length=10_000
    )
    themes = LongTextField(
        label=gettext_lazy("Chủ đề chung, mỗi dòng một chủ đề"),
        required=False,
        help_text=gettext_lazy(
            "Cho mọi cấp học. Thầy cô một trường chọn trong chủ đề chung và chủ đề thêm của cấp trường mình dạy."
        ),
    )
    areas = LongTextField(label=gettext_lazy("Lĩnh vực, mỗi dòng một lĩnh vực"), required=False)
    tags = LongTextField(label=gettext_lazy("Thẻ, mỗi dòng một thẻ"), required=False)
    checklist = LongTextField(
        label=gettext_lazy("Điều kiện hợp lệ, mỗi dòng một điều"),
        required=False,
        help_text=gettext_lazy("Người kiểm tra đánh dấu từng điều. Danh sách sẵn có cần kiểm tra."),
    )

    def __init__(
        self,
        *args: Any,
        user: AbstractBaseUser,
        round_: InitiativeRound | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.round = round_
        self.basic_levels = dict(basic_level_choices())
        self._ask_themes_of_levels()
        owners = running_owners(user)
        offer(
            self,
            owner=owners,
            levels=level_choices(),
            year=_years(round_.year if round_ else ""),
            report=forms_offered(user, round_),
            task=tasks_offered(user, round_),
        )
        link = format_html(
            '<a href="{}">{}</a>', reverse("initiatives:form_list"), _("Mẫu báo cáo")
        )
        self.fields["report"].help_text = format_html(_("Xem trước hoặc tạo mẫu riêng ở {}."), link)
        self.initial = {**self._kept(), **self.initial}
        if round_:
            del self.fields["owner"]
        else:
            self.initial.setdefault("owner", owners.first())

    def _ask_themes_of_levels(self) -> None:
        """A box for each level, behind the one for all."""
        own = {
            themes_of(code): LongTextField(
                label=_("Chủ đề thêm cho %s") % name, required=False, rows=2
            )
            for code, name in self.basic_levels.items()
        }
        names = list(self.fields)
        place = names.index("themes") + 1
        self.fields |= own
        self.order_fields([*names[:place], *own])

    def _kept(self) -> dict[str, Any]:
        round_ = self.round
        lists = (
            {name: getattr(round_, name) for name in LISTS} if round_ else dict(round_defaults())
        )
        themes = lists.pop("themes")
        said: dict[str, Any] = {name: _lines(items) for name, items in lists.items()}
        said["themes"] = _lines([one for one in themes if not one.get("levels")])
        for code in self.basic_levels:
            said[themes_of(code)] = _lines([one for one in themes if code in one.get("levels", ())])
        if round_ is None:
            return {**said, "line": Line.PROF, "level": InitiativeRound.Level.DEPARTMENT}
        plain = {name: getattr(round_, name) for name in (*PLAIN, *DAYS)}
        return {**plain, **said, "report": round_.form_id, "task": round_.task_id}

    def clean(self) -> dict[str, Any]:
        asked = dict(super().clean() or {})
        opens, closes = asked.get("opens_on"), asked.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("Ngày cuối phải từ ngày nhận hồ sơ trở đi."))
        return asked

    def fill(self) -> InitiativeRound:
        """The round as it is to be kept; not saved."""
        asked = self.cleaned_data
        round_ = self.round or InitiativeRound()
        for name in PLAIN:
            if name in asked:
                setattr(round_, name, asked[name])
        round_.form, round_.task = asked["report"], asked["task"]
        for name in DAYS:
            setattr(round_, name, int(asked[name]))
        for name in LISTS:
            known = [*getattr(round_, name), *round_defaults()[name]]
            setattr(round_, name, keyed(self._typed(name), known))
        round_.themes = [self._with_levels(theme) for theme in round_.themes]
        return round_

    def _typed(self, name: str) -> list[str]:
        boxes = [name, *map(themes_of, self.basic_levels)] if name == "themes" else [name]
        return [line for box in boxes for line in self.cleaned_data[box].splitlines()]

    def _with_levels(self, theme: Item) -> Item:
        """Where it was typed; what stands in the box for all is for all."""
        item = {"key": theme["key"], "label": theme["label"]}
        levels = [code for code in self.basic_levels if self._names(themes_of(code), theme)]
        if self._names("themes", theme) or not levels:
            return item
        return {**item, "levels": levels}

    def _names(self, box: str, theme: Item) -> bool:
        words = fold(theme["label"])
        return any(fold(_label(line)) == words for line in self.cleaned_data[box].splitlines())


class ExtendForm(forms.Form):
    closes_on = DayField(label=gettext_lazy("Nhận đến hết ngày"))
    reason = LongTextField(label=gettext_lazy("Lý do gia hạn"), rows=2, max_length=300)


def keyed(lines: list[str], known: list[Item]) -> list[Item]:
    """Items with keys: a line that was there keeps its key, a new one gets the next free."""
    keys = {fold(item["label"]): item["key"] for item in reversed(known)}
    used = {item["key"] for item in known}
    found: dict[str, Item] = {}
    for line in lines:
        if label := _label(line):
            key = keys.get(fold(label)) or _free(used)
            used.add(key)
            found.setdefault(key, {"key": key, "label": label})
    return list(found.values())


def themes_of(level: str) -> str:
    """Name of the box for themes of a level."""
    return f"themes_{level}"


def _label(line: str) -> str:
    return " ".join(nfc(line).split())[:LONGEST_ITEM]


def _free(used: set[str]) -> str:
    return next(key for key in (f"m{n}" for n in range(1, 1_000)) if key not in used)


def _lines(items: list[Item]) -> str:
    return "\n".join(item["label"] for item in items)


def _years(kept: str) -> list[tuple[str, str]]:
    """This school year and calendar year, and the next ones."""
    today = timezone.localdate()
    now = [containing(today, PeriodKind.SCHOOL_YEAR), calendar_year(today.year)]
    found = {period.key: period.label for one in now for period in (one, one.next())}
    if kept and kept not in found:
        found[kept] = parse_period(kept).label
    return list(found.items())
