"""Rules as boxes to fill in: how a council is composed, how it votes. What is typed becomes plain values."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from phongtrao.base.forms import DayField, TextField, WholeNumberField, offer, ticks
from phongtrao.councils.models import CouncilRule, Member
from phongtrao.councils.services.rules import RuleWords
from phongtrao.orgs.models import Unit
from phongtrao.web.tables import ANY, Filter

CHOICES, OUTCOMES, CLAUSES = 4, 4, 2  # boxes on the page; no law asks for more
FORMS = [
    ("at_least", _("ít nhất")),
    ("more_than", _("nhiều hơn")),
    ("at_most", _("nhiều nhất")),
    ("less_than", _("ít hơn")),
]
BASES = [
    ("seats", _("tổng số thành viên")),
    ("present", _("số thành viên có mặt")),
    ("cast", _("số phiếu thu về")),
]
SHARE = _("Như 2/3, 70% hoặc 1/2.")


class RuleFilter(Filter):
    first = ("q", "loai")
    q = TextField(label=_("Tên quy tắc, căn cứ"))
    loai = forms.ChoiceField(label=_("Loại"), choices=[ANY, *CouncilRule.Of.choices])

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        said = self.cleaned_data
        if said["q"]:
            rows = rows.filter(title__icontains=said["q"]) | rows.filter(basis__icontains=said["q"])
        if said["loai"]:
            rows = rows.filter(of=said["loai"])
        return rows


class CopyRuleForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Của đơn vị"), empty_label=None)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, unit=units)


class RuleForm(forms.Form):
    title = TextField(label=_("Tên quy tắc"), max_length=200)
    basis = TextField(
        label=_("Căn cứ"),
        required=False,
        max_length=300,
        help_text=_("Văn bản, điều, khoản; in trong biên bản."),
    )
    valid_from = DayField(label=_("Có hiệu lực từ"), required=False)
    valid_to = DayField(label=_("Hết hiệu lực sau ngày"), required=False)

    def words(self) -> RuleWords:
        return RuleWords(**{name: self.cleaned_data[name] for name in RuleWords.__slots__})

    def data_given(self) -> dict[str, Any]:
        raise NotImplementedError


class CompositionForm(RuleForm):
    least = WholeNumberField(label=_("Ít nhất bao nhiêu thành viên"), lowest=1)
    most = WholeNumberField(
        label=_("Nhiều nhất"), lowest=0, required=False, help_text=_("Để trống: không giới hạn.")
    )
    odd = forms.BooleanField(label=_("Số thành viên phải lẻ"), required=False)
    union = forms.BooleanField(label=_("Có đại diện công đoàn"), required=False)
    cluster = forms.BooleanField(
        label=_("Thành viên cùng cụm thi đua với tác giả không tham gia xét"), required=False
    )

    def __init__(self, *args: Any, data_now: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = data_now.get("roles", {})
        for role in Member.Role:
            self.fields[f"role_{role.value}"] = WholeNumberField(
                label=_("Ít nhất: %s") % role.label, lowest=0, required=False
            )
            self.initial.setdefault(f"role_{role.value}", roles.get(role.value))
        for name in ("least", "most", "odd", "union", "cluster"):
            self.initial.setdefault(name, data_now.get(name))

    def data_given(self) -> dict[str, Any]:
        said = self.cleaned_data
        data: dict[str, Any] = {"least": int(said["least"])}
        data |= {"most": int(said["most"])} if said["most"] else {}
        data |= {name: True for name in ("odd", "union", "cluster") if said[name]}
        roles = {role.value: int(said[f"role_{role.value}"] or 0) for role in Member.Role}
        return data | {"roles": {role: number for role, number in roles.items() if number}}


class VotingForm(RuleForm):
    """Choices, then outcomes from the first that is asked to the last, which needs no condition."""

    def __init__(self, *args: Any, data_now: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = data_now
        self._add_choices(data_now.get("choices", []))
        for place in range(OUTCOMES):
            rows = data_now.get("outcomes", [])
            self._add_outcome(place, rows[place] if place < len(rows) else {})
        self._add_quorum(data_now.get("quorum", {}))

    def _add(self, name: str, field: forms.Field, value: Any) -> None:
        self.fields[name] = field
        self.initial.setdefault(name, value)

    def _add_choices(self, rows: list[dict[str, str]]) -> None:
        for place in range(CHOICES):
            now = rows[place]["label"] if place < len(rows) else ""
            label = _("Lựa chọn %d") % (place + 1)
            field = TextField(label=label, required=place < 2, max_length=60)  # noqa: PLR2004 -- a vote is a choice between two
            self._add(f"choice{place}", field, now)

    def _add_outcome(self, place: int, now: dict[str, Any]) -> None:
        label = _("Kết luận %d") % (place + 1)
        self._add(
            f"out{place}", TextField(label=label, required=False, max_length=60), now.get("label")
        )
        passes = forms.BooleanField(
            label=_("Kết luận %d là được thông qua") % (place + 1), required=False
        )
        self._add(f"out{place}_passes", passes, now.get("passes", False))
        clauses = now.get("all", [])
        for number in range(CLAUSES):
            self._add_clause(
                f"out{place}_{number}", clauses[number] if number < len(clauses) else {}
            )

    def _add_clause(self, name: str, now: dict[str, Any]) -> None:
        keys = [row["key"] for row in self.now.get("choices", [])]
        form = next((key for key, _label in FORMS if key in now), "at_least")
        places = [
            ("", _("không có điều kiện")),
            *((str(n), _("Lựa chọn %d") % (n + 1)) for n in range(CHOICES)),
        ]
        chosen = str(keys.index(now["choice"])) if now.get("choice") in keys else ""
        self._add(
            f"{name}_choice",
            forms.ChoiceField(label=_("khi"), choices=places, required=False),
            chosen,
        )
        self._add(
            f"{name}_form", forms.ChoiceField(label=_("có"), choices=FORMS, required=False), form
        )
        self._add(
            f"{name}_share",
            TextField(label=_("tỷ lệ"), required=False, help_text=SHARE),
            str(now.get(form, "")),
        )
        self._add(
            f"{name}_of",
            forms.ChoiceField(label=_("tính trên"), choices=BASES, required=False),
            now.get("of", "seats"),
        )

    def _add_quorum(self, now: dict[str, Any]) -> None:
        is_strict = "more_than" in now
        share = TextField(label=_("Họp được khi có mặt"), help_text=SHARE)
        self._add("quorum", share, now.get("more_than") if is_strict else now.get("share", "2/3"))
        self._add(
            "quorum_strict",
            forms.BooleanField(label=_("phải nhiều hơn tỷ lệ ấy"), required=False),
            is_strict,
        )
        groups = ["+".join(sorted(group)) for group in now.get("needs", [])]
        needs = ticks(_("Phải có mặt"), NEEDS)
        self._add("needs", needs, groups)
        writes = forms.BooleanField(
            label=_("Người gửi ý kiến bằng văn bản tính là có mặt"), required=False
        )
        self._add("writes_count", writes, now.get("writes_count", False))
        recused = forms.BooleanField(
            label=_("Người tránh vì xung đột lợi ích vẫn tính vào tổng số"), required=False
        )
        self._add("recused_count", recused, now.get("recused_count", False))

    def data_given(self) -> dict[str, Any]:
        """As ``tally.voting_rule`` reads it; keys of what was there before stay."""
        said = self.cleaned_data
        choices = _keyed([said[f"choice{n}"] for n in range(CHOICES)], self.now.get("choices", []))
        labels = [said[f"out{n}"] for n in range(OUTCOMES)]
        outcomes = _keyed(labels, self.now.get("outcomes", []))
        rows = [outcomes[n] | self._outcome(n, choices) for n in sorted(outcomes)]
        return {"choices": list(choices.values()), "outcomes": rows, "quorum": self._quorum()}

    def _outcome(self, place: int, choices: dict[int, dict[str, str]]) -> dict[str, Any]:
        said = self.cleaned_data
        found: dict[str, Any] = {"passes": True} if said[f"out{place}_passes"] else {}
        clauses = []
        for number in range(CLAUSES):
            name = f"out{place}_{number}"
            if chosen := said[f"{name}_choice"]:
                key = choices.get(int(chosen), {}).get("key", "")
                form = said[f"{name}_form"] or "at_least"
                clauses.append(
                    {"choice": key, form: said[f"{name}_share"], "of": said[f"{name}_of"]}
                )
        return found | ({"all": clauses} if clauses else {})

    def _quorum(self) -> dict[str, Any]:
        said = self.cleaned_data
        found: dict[str, Any] = {"more_than" if said["quorum_strict"] else "share": said["quorum"]}
        if said["needs"]:
            found["needs"] = [group.split("+") for group in said["needs"]]
        return found | {name: True for name in ("writes_count", "recused_count") if said[name]}


NEEDS = [
    ("chair+vice", _("chủ tịch hoặc phó chủ tịch")),
    ("secretary", _("thư ký")),
    ("reviewer", _("một ủy viên phản biện")),
]


def _keyed(labels: list[str], before: list[dict[str, Any]]) -> dict[int, dict[str, str]]:
    """By place: key and label of every box that was filled in."""
    found: dict[int, dict[str, str]] = {}
    taken: set[str] = set()
    for place, label in enumerate(labels):
        if label:
            key = (
                before[place]["key"] if place < len(before) else slugify(label)[:20] or f"k{place}"
            )
            key = key if key not in taken else f"{key}{place}"[-20:]
            taken.add(key)
            found[place] = {"key": key, "label": label}
    return found


def form_for(rule: CouncilRule) -> type[CompositionForm | VotingForm]:
    return CompositionForm if rule.of == CouncilRule.Of.COMPOSITION else VotingForm
