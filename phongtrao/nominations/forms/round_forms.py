"""A title or form a round asks for, as its office chooses it."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from phongtrao.awards.models import Award, Honour
from phongtrao.base.forms import offer
from phongtrao.councils.models import CouncilRule
from phongtrao.lib.facts import Subject
from phongtrao.lib.numbers import format_date
from phongtrao.nominations.models import AwardRound, RoundForm
from phongtrao.nominations.queries.asking import (
    ended_sets,
    honours_for,
    rules_for,
    usual_report,
    usual_route,
    usual_vote,
    voting_rules,
)

SHOWN = 5  # ended sets that are named
NONE = [("", _("Không xét theo tiêu chuẩn"))]


class HonourForm(forms.Form):
    """Which; the rest is proposed on the next page."""

    honour = forms.ModelChoiceField(
        Honour.objects.none(), label=_("Danh hiệu, hình thức"), empty_label=_("Chưa chọn")
    )

    def __init__(self, *args: Any, found: AwardRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, honour=honours_for(found))


class RoundFormForm(forms.Form):
    honour = forms.ModelChoiceField(
        Honour.objects.none(), label=_("Danh hiệu, hình thức"), empty_label=_("Chưa chọn")
    )
    route = forms.ChoiceField(label=_("Loại khen thưởng"), choices=Award.Route.choices)
    rule = forms.ChoiceField(label=_("Tiêu chuẩn xét cá nhân"), required=False)
    unit_rule = forms.ChoiceField(label=_("Tiêu chuẩn xét tập thể"), required=False)
    voting = forms.ModelChoiceField(
        CouncilRule.objects.none(),
        label=_("Biểu quyết theo"),
        required=False,
        empty_label=_("Thủ trưởng quyết định, không biểu quyết ở hội đồng"),
        help_text=_("90% hoặc 80% tổng số thành viên theo danh hiệu (cần kiểm tra)."),
    )
    report = forms.ChoiceField(label=_("Mẫu báo cáo thành tích"), choices=RoundForm.Report.choices)

    def __init__(self, *args: Any, form: RoundForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form = form
        found = form.round
        self.rules = rules_for(found)
        votes = voting_rules(found.owner)
        keys = [one.pk for one in votes.values()]
        offer(
            self,
            honour=honours_for(found),
            rule=self._rules(Subject.PERSON),
            unit_rule=self._rules(Subject.UNIT),
            voting=CouncilRule.objects.filter(pk__in=keys),
        )
        self.fields["rule"].help_text = _ended_words(found)
        self.initial = {**self._kept(votes), **self.initial}

    def _rules(self, subject: Subject) -> list[Any]:
        """Under the name of each set, “version:key”."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for version, entry in self.rules:
            if entry.rule.subject == subject:
                group = groups.setdefault(str(version.rule_set), [])
                group.append((f"{version.pk}:{entry.key}", entry.rule.title))
        return [*NONE, *groups.items()]

    def _kept(self, votes: dict[str, CouncilRule]) -> dict[str, Any]:
        form = self.form
        if not (form.pk or form.honour_id):
            return {}
        if not form.pk:
            route = usual_route(form.round, form.honour)
            vote = votes.get(usual_vote(form.honour))
            report = usual_report(form.honour, route)
            kept = {"honour": form.honour_id, "route": route, "report": report}
            return kept | {"voting": vote and vote.pk}
        kept = {name: getattr(form, name) for name in ("route", "report")}
        kept |= {"honour": form.honour_id, "voting": form.voting_id}
        for name in ("rule", "unit_rule"):
            key = getattr(form, name)
            kept[name] = f"{form.rules_id}:{key}" if key else ""
        return kept

    def clean(self) -> dict[str, Any]:
        asked = dict(super().clean() or {})
        sets = {asked[name].split(":")[0] for name in ("rule", "unit_rule") if asked.get(name)}
        if len(sets) > 1:
            said = _("Tiêu chuẩn xét cá nhân và xét tập thể phải cùng một bộ tiêu chuẩn.")
            self.add_error("unit_rule", said)
        return asked

    def fill(self) -> RoundForm:
        asked, form = self.cleaned_data, self.form
        for name in ("honour", "route", "voting", "report"):
            setattr(form, name, asked[name])
        versions = {str(version.pk): version for version, _entry in self.rules}
        form.rules = None
        for name in ("rule", "unit_rule"):
            pk, _colon, key = asked[name].partition(":")
            setattr(form, name, key)
            form.rules = versions.get(pk) or form.rules
        return form


def _ended_words(found: AwardRound) -> str:
    """Why a set that was once asked is not among the choices, and what can be done."""
    ended = [(one, one.valid_to) for one in ended_sets(found)[:SHOWN] if one.valid_to]
    if not ended:
        return ""
    said = _("{set} (hết hiệu lực {day})")
    rows = (
        (reverse("awards:rule_set", args=[one.pk]), said.format(set=one, day=format_date(day)))
        for one, day in ended
    )
    named = format_html_join(", ", '<a href="{}">{}</a>', rows)
    why = _(
        "Không chọn được bộ đã hết hiệu lực trước ngày nhận hồ sơ {day}: {sets}. Muốn xét theo bộ ấy, hãy mở ra, sao về đơn vị rồi chọn bản sao."
    )
    return format_html(str(why), day=format_date(found.opens_on), sets=named)
