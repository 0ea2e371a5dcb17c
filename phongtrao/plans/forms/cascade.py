"""Whom to give tasks to: the choice of units by kind, level and area, and single ones."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from phongtrao.base.forms import field_of, need_one_of, offer, ticks
from phongtrao.lib.numbers import format_number
from phongtrao.orgs.models import Cluster, Line, Unit
from phongtrao.orgs.queries import (
    basic_levels,
    clusters_of,
    department_of,
    kind_ticks,
    level_choices,
)
from phongtrao.plans.forms.tasks import NamesField
from phongtrao.plans.models import Assignment, Plan, Task, TaskParty
from phongtrao.plans.queries.cascade import (
    Audience,
    issuable_tasks,
    issuable_units,
    offered_tasks,
)
from phongtrao.plans.queries.named import Named, named_in
from phongtrao.plans.queries.parties import resolve_units

WAYS = ("kinds", "clusters", "picked", "named")  # one of them at least says who gets the tasks
MOST_NAMED = 90  # characters of the parties beside a task
MODES = [
    ("", gettext_lazy("Theo tuyến: giao cho đơn vị trực thuộc, đề nghị đơn vị của xã, phường")),
    *Assignment.Mode.choices,
]


class TaskTicks(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Each with who leads it, who joins in, and how many units have it already."""

    def label_from_instance(self, obj: Any) -> str:
        words = f"{obj.ordinal} {Truncator(obj.text).chars(110)}".strip()
        more = " · ".join(_said_of(obj))
        return format_html('<span>{}<span class="tick-more">{}</span></span>', words, more)


def _said_of(task: Any) -> Iterator[str]:
    named: dict[str, list[str]] = {role: [] for role in TaskParty.Role}
    for party in sorted(task.parties.all(), key=lambda p: (p.position, p.pk)):
        named[party.role].append(party.name)
    leads, others = named[TaskParty.Role.LEAD], named[TaskParty.Role.COORDINATOR]
    yield _("Chủ trì: %s") % Truncator("; ".join(leads) or "—").chars(MOST_NAMED)
    if others:
        yield _("Phối hợp: %s") % Truncator("; ".join(others)).chars(MOST_NAMED)
    if task.given:
        yield _("đã tới %s đơn vị") % format_number(task.given)


class UnitNamesField(NamesField):
    """Names or codes of units, one a line; cleans to primary keys. The form sets ``owner``."""

    owner: Unit

    def clean(self, value: Any) -> Any:
        names = super().clean(value)
        found = {name: unit.pk for name, unit in resolve_units(names, self.owner).items()}
        rows = issuable_units(self.owner)
        found |= {unit.code or "": unit.pk for unit in rows.filter(code__in=names)}
        allowed = set(rows.filter(pk__in=found.values()).values_list("pk", flat=True))
        if missing := [name for name in names if found.get(name) not in allowed]:
            raise forms.ValidationError(
                _("Không thấy đơn vị: %s. Hãy chọn trong gợi ý hoặc nhập mã định danh.")
                % ", ".join(f"“{name}”" for name in missing)
            )
        return tuple(found[name] for name in names)


class AudienceForm(forms.Form):
    """Units under an owner by kind × level × area on a line, of clusters, some more, some less."""

    line = forms.ChoiceField(
        label=gettext_lazy("Theo tuyến"), choices=Line.choices, widget=forms.RadioSelect
    )
    kinds = ticks(gettext_lazy("Loại đơn vị"), kind_ticks)
    levels = ticks(gettext_lazy("Cấp học"), level_choices, gettext_lazy("Không chọn: mọi cấp học."))
    areas = ticks(
        gettext_lazy("Địa bàn"), Unit.Area.choices, gettext_lazy("Không chọn: mọi địa bàn.")
    )
    communes = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Chỉ trong xã, phường"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=gettext_lazy(
            "Không chọn: mọi xã, phường. Trên máy tính, giữ Ctrl khi bấm để chọn nhiều."
        ),
    )
    clusters = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Thành viên cụm, khối năm nay"),
        queryset=Cluster.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    picked = UnitNamesField(
        label=gettext_lazy("Thêm từng đơn vị"),
        rows=2,
        required=False,
        help_text=gettext_lazy("Tên hoặc mã định danh, mỗi dòng một đơn vị."),
    )
    excluded = UnitNamesField(label=gettext_lazy("Trừ đơn vị"), rows=2, required=False)

    def __init__(self, *args: Any, owner: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        offer(self, communes=communes_under(owner))
        self._offer_what_exists()
        self._offer_clusters()
        for name in ("picked", "excluded"):
            field_of(self, name, UnitNamesField).owner = owner

    def _offer_clusters(self) -> None:
        """Those of the owner or its Sở; where there are none nothing is asked."""
        clusters = clusters_of(department_of(self.owner))
        if clusters.exists():
            offer(self, clusters=clusters)
        else:
            del self.fields["clusters"]

    def _offer_what_exists(self) -> None:
        """Kinds, levels and areas that some unit under the owner has; what nobody is stays away."""
        rows = issuable_units(self.owner).values_list("kind", "type", "level", "area")
        found = [set(values) for values in zip(*rows.distinct(), strict=True)]
        kinds, types, levels, areas = found or [set(), set(), set(), set()]
        there = {"kinds": kinds | types, "levels": basic_levels(levels), "areas": areas}
        for name, codes in there.items():
            offer(self, **{name: [c for c in self._offered(name) if c[0] in codes]})

    def _offered(self, name: str) -> list[Any]:
        choices: Any = field_of(self, name, forms.MultipleChoiceField).choices
        return list(choices)

    def audience(self) -> Audience:
        asked = self.cleaned_data
        return Audience(
            line=asked["line"],
            kinds=tuple(asked["kinds"]),
            levels=tuple(asked["levels"]),
            areas=tuple(asked["areas"]),
            communes=tuple(unit.pk for unit in asked["communes"]),
            clusters=tuple(cluster.pk for cluster in asked.get("clusters", ())),
            picked=asked["picked"],
            excluded=asked["excluded"],
        )


class CascadeForm(AudienceForm):
    """Lives in the address, so that the preview can be reloaded and sent to a colleague."""

    tasks = TaskTicks(
        label=pgettext_lazy("many", "Nhiệm vụ"),
        queryset=Task.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Chọn sẵn: nhiệm vụ chưa giao và không do chính cơ quan ban hành chủ trì."
        ),
    )
    named = forms.BooleanField(
        label=gettext_lazy(
            "Các đơn vị được nêu tên trong từng nhiệm vụ (chủ trì, phối hợp): "
            "mỗi đơn vị chỉ nhận những nhiệm vụ nêu tên mình"
        ),
        required=False,
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("Hình thức"), choices=MODES, required=False, widget=forms.RadioSelect
    )
    field_order = ("tasks", "named")

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, owner=plan.owner, **kwargs)
        self.plan = plan
        offer(self, tasks=offered_tasks(plan))
        need_one_of(self, *WAYS)

    def clean(self) -> dict[str, Any]:
        asked = dict(super().clean() or {})
        chosen = any(asked.get(name) for name in WAYS)
        if not chosen and not self.errors:
            raise forms.ValidationError(
                _(
                    "Hãy chọn ít nhất một loại đơn vị, một cụm, khối, thêm từng đơn vị, "
                    "hoặc chọn các đơn vị được nêu tên."
                )
            )
        return asked

    def everything(self) -> list[str]:
        """What the choice leaves open or ticks throughout, in words for the preview."""
        asked = self.cleaned_data
        said = []
        if len(asked["tasks"]) == issuable_tasks(self.plan).count():
            said.append(_("mọi nhiệm vụ của kế hoạch"))
        words = {
            "kinds": _("mọi loại đơn vị"),
            "levels": _("mọi cấp học"),
            "areas": _("mọi địa bàn"),
        }
        if not asked["kinds"]:
            return said
        return said + [word for name, word in words.items() if self._is_everything(name)]

    def _is_everything(self, name: str) -> bool:
        chosen = self.cleaned_data[name]
        offered = len(self._offered(name))
        return len(chosen) == offered or (not chosen and name != "kinds")

    def named_units(self) -> Named:
        """Whom the chosen tasks name; nobody unless asked."""
        asked = self.cleaned_data
        if not asked["named"]:
            return Named()
        return named_in(list(asked["tasks"]), self.plan.owner, asked["excluded"])


def communes_under(owner: Unit) -> QuerySet[Unit]:
    """Communes a plan of the owner reaches, on either line; for a commune, itself."""
    below = issuable_units(owner) | Unit.objects.standing().with_account().filter(pk=owner.pk)
    return below.filter(kind=Unit.Kind.COMMUNE).order_by("sort_key", "pk")
