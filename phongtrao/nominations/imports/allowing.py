"""Whether those a list names may be asked for: as on the page, each question put once for all rows. S3-43"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.awards.models import Honour
from phongtrao.lib.errors import DomainError
from phongtrao.lib.rules import Outcome
from phongtrao.lib.text import fold
from phongtrao.nominations.access.submissions import can_bring_in
from phongtrao.nominations.models import AwardRound, Claim, Nomination, RoundForm, Submission
from phongtrao.nominations.queries.crowds import crowds_of
from phongtrao.nominations.queries.hindrances import theirs
from phongtrao.nominations.queries.places import left_by
from phongtrao.nominations.queries.quotas import living, units_within
from phongtrao.nominations.queries.subjects import holder_in
from phongtrao.nominations.queries.verdicts import clause_of
from phongtrao.nominations.services.bringing import Asked
from phongtrao.nominations.services.refusing import barred
from phongtrao.orgs.imports.findings import MOST_NOTES, Findings, Note
from phongtrao.orgs.imports.reading import Rows

Key = tuple[int, str]  # form, holder
Sent = dict[int, Submission]  # by unit


@dataclass(frozen=True, slots=True)
class Staged:
    """A row as it will be asked for."""

    place: int
    asked: Asked

    @property
    def key(self) -> Key:
        return self.asked.form.pk, self.holder

    @property
    def holder(self) -> str:
        return self.asked.subject.holder

    @property
    def spends(self) -> bool:
        """A title builds on what earned it; a form takes it."""
        return self.asked.form.honour.kind == Honour.Kind.FORM

    @property
    def words(self) -> str:
        return fold(self.asked.achievement)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a list that ask in one round."""

    rows: Rows
    round: AwardRound
    sent: Sent
    by: AbstractBaseUser | None

    def refuse(self, one: Staged, key: str, said: str) -> None:
        self.rows.refuse(one.place, key, said)


def refuse_rows(
    rows: Rows, asked: Sequence[Staged], findings: Findings, by: AbstractBaseUser | None
) -> None:
    """Rows of one round: those that can be asked for become ``findings.staged``, all others are told."""
    found = asked[0].asked.form.round
    units = {one.asked.unit.pk for one in asked}
    sent = Submission.objects.filter(round=found, unit__in=units).select_related("unit")
    sheet = Sheet(rows, found, {one.unit_id: one for one in sent}, by)
    left = _open_ones(sheet, asked)
    left = _once(sheet, left, findings)
    by_form: dict[RoundForm, list[Staged]] = defaultdict(list)
    for one in left:
        by_form[one.asked.form].append(one)
    good = [one for form, same in by_form.items() for one in _allowed(sheet, form, same)]
    good.sort(key=lambda one: one.place)
    findings.staged += _within_quotas(sheet, _unspent(sheet, good))


def _open_ones(sheet: Sheet, asked: Sequence[Staged]) -> list[Staged]:
    """Of units that may hand in there, and have not yet."""
    units = {one.asked.unit.pk: one.asked.unit for one in asked}
    within = set(units_within(sheet.round).filter(pk__in=units).values_list("pk", flat=True))
    refused: dict[int, str] = {}
    for pk, unit in units.items():
        sent = sheet.sent.get(pk)
        may = can_bring_in(sheet.by, sheet.round, unit) if sheet.by else None
        if pk not in within:
            refused[pk] = _("đợt này không dành cho đơn vị này. Hãy bỏ dòng hoặc ghi đợt khác.")
        elif sent and sent.status not in Submission.Status.open_to_unit:
            refused[pk] = _("hồ sơ của đơn vị này trong đợt đã gửi. Hãy bỏ dòng hoặc trả hồ sơ lại.")  # fmt: skip
        elif may is not None and not may:
            refused[pk] = may.reason
    return _without(sheet, asked, "unit", lambda one: refused.get(one.asked.unit.pk, ""))


def _without(
    sheet: Sheet, asked: Iterable[Staged], key: str, reason: Callable[[Staged], str]
) -> list[Staged]:
    """Those without a reason against them; all others are told."""
    left = []
    for one in asked:
        if said := reason(one):
            sheet.refuse(one, key, said)
        else:
            left.append(one)
    return left


def _once(sheet: Sheet, asked: Sequence[Staged], findings: Findings) -> list[Staged]:
    """Without those asked for already, and those that stand twice in the list, whoever asks for them."""
    known = _asked_for(sheet.round, asked)
    first: dict[Key, int] = {}
    left = []
    for one in asked:
        there = known.get(one.key)
        if there and there.unit_id == one.asked.unit.pk:
            findings.same += 1
            if len(findings.changes) < MOST_NOTES:
                said = _("“%s” đã được đề nghị nên dòng này được bỏ qua.")
                findings.changes.append(Note(one.place, said % one.asked.subject.name))
        elif there:
            said = _("%(who)s đã được %(unit)s đề nghị hình thức này trong đợt. Hãy bỏ dòng.")
            words = {"who": one.asked.subject.name, "unit": there.unit}
            sheet.refuse(one, _named(one), said % words)
        elif first.setdefault(one.key, one.place) != one.place:
            said = _("trùng với dòng %s. Hãy giữ lại một dòng.")
            sheet.refuse(one, _named(one), said % sheet.rows.lines[first[one.key]])
        else:
            left.append(one)
    return left


def _asked_for(found: AwardRound, asked: Sequence[Staged]) -> dict[Key, Submission]:
    subjects = [one.asked.subject for one in asked]
    rows = living(found).filter(theirs(subjects)).select_related("submission__unit")
    return {(row.form_id, holder_in(row)): row.submission for row in rows}


def _named(one: Staged) -> str:
    return "full_name" if one.asked.is_person else "collective"


def _allowed(sheet: Sheet, form: RoundForm, asked: Sequence[Staged]) -> list[Staged]:
    """Those whom neither the law nor the rule of the form keeps out."""
    reasons = barred(Submission(round=sheet.round), form, [one.asked.subject for one in asked])
    for is_person in (True, False):
        same = [one for one in asked if one.asked.is_person is is_person and one.holder not in reasons]  # fmt: skip
        reasons |= _unproposed(form, same, is_person=is_person)
    return _without(sheet, asked, "form", lambda one: reasons.get(one.holder, ""))


def _unproposed(form: RoundForm, asked: Sequence[Staged], *, is_person: bool) -> dict[str, str]:
    """Who does not meet the rule, where the list does not say why all the same."""
    today = timezone.localdate()
    unsaid = [one for one in asked if not one.asked.reason]
    try:
        clause = clause_of(form, today, is_person=is_person) if unsaid else None
    except DomainError as error:
        return dict.fromkeys((one.holder for one in unsaid), str(error))
    if clause is None:
        return {}
    units = {one.asked.subject.key: one.asked.unit for one in unsaid}
    crowds = crowds_of(form.round, units, today, is_person=is_person)
    said = _("%s chưa đạt theo tiêu chuẩn hoặc chưa đủ căn cứ. Hãy ghi vì sao vẫn đề nghị.")
    return {
        one.holder: said % one.asked.subject.name
        for one in unsaid
        if crowds[one.asked.subject.key].verdict(clause, one.asked.subject.key).outcome
        != Outcome.MET
    }


def _unspent(sheet: Sheet, asked: Sequence[Staged]) -> list[Staged]:
    """One achievement, told in the same words, earns one form (Luật 06/2022/QH15, điều 5)."""
    spending = [one for one in asked if one.spends and one.words]
    spent = _spent(sheet.round, spending) if spending else {}
    first: dict[tuple[str, str], Staged] = {}

    def reason(one: Staged) -> str:
        if not one.spends or not one.words:
            return ""
        key = (one.holder, one.words)
        if key in spent:
            said = _("thành tích này đã được dùng để đề nghị “%s”. Mỗi thành tích chỉ được tặng một hình thức (Luật 06/2022/QH15, điều 5). Hãy ghi thành tích khác.")  # fmt: skip
            return said % spent[key]
        other = first.setdefault(key, one)
        if other is one:
            return ""
        said = _("dòng %(line)s đã dùng thành tích này để đề nghị “%(form)s”. Mỗi thành tích chỉ được tặng một hình thức (Luật 06/2022/QH15, điều 5). Hãy bỏ một dòng hoặc ghi thành tích khác.")  # fmt: skip
        return said % {"line": sheet.rows.lines[other.place], "form": other.asked.form}

    return _without(sheet, asked, "achievement", reason)


def _spent(found: AwardRound, asked: Sequence[Staged]) -> dict[tuple[str, str], RoundForm]:
    """Achievements of these by their words, with the form each is taken for."""
    rows = living(found).filter(form__honour__kind=Honour.Kind.FORM).exclude(achievement="")
    subjects = [one.asked.subject for one in asked]
    rows = rows.filter(theirs(subjects))
    taken = {
        (holder_in(row), fold(row.achievement)): row.form
        for row in rows.select_related("form__honour")
    }
    people = [one.person.pk for one in subjects if one.person]
    units = [one.unit.pk for one in subjects if not one.person]
    claims = Claim.objects.filter(Q(person__in=people) | Q(collective__in=units), spends=True)
    claims = claims.filter(nomination__status__in=Nomination.Status.living)
    for one in claims.select_related("nomination__form__honour"):
        taken[holder_in(one.nomination), fold(one.words)] = one.nomination.form
    return taken


def _within_quotas(sheet: Sheet, asked: Sequence[Staged]) -> list[Staged]:
    """As many of each unit as it has places for, in the order of the list."""
    kept = []
    for is_person in (True, False):
        same = [one for one in asked if one.asked.is_person is is_person]
        units = {one.asked.unit.pk: sheet.sent.get(one.asked.unit.pk) for one in same}
        left = left_by(sheet.round, units, is_person=is_person) if same else {}
        used: dict[int, int] = defaultdict(int)
        for one in same:
            unit = one.asked.unit.pk
            room = left[unit]
            if room is None or used[unit] < room:
                used[unit] += 1
                kept.append(one)
            else:
                said = _("quá chỉ tiêu của đơn vị: chỉ còn %s chỗ. Hãy bỏ bớt dòng.")
                sheet.refuse(one, "unit", said % room)
    return kept
