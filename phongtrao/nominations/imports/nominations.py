"""Whom units ask for, from a list they have already: each row a person or a collective of one unit. S3-43

Every row that cannot be is named at once, as it would be said on the page, and marked in the workbook that goes
back; nothing is asked for until the list is right.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.awards.imports.fields import SHORT
from phongtrao.lib.errors import BadInput, DomainError
from phongtrao.lib.rules import Outcome
from phongtrao.lib.text import fold, place_tone
from phongtrao.nominations.access.rounds import rounds_to_answer, running_owners
from phongtrao.nominations.models import AwardRound, Nomination, RoundForm, Submission
from phongtrao.nominations.queries.crowds import crowd_of
from phongtrao.nominations.queries.places import places_of
from phongtrao.nominations.queries.quotas import units_within
from phongtrao.nominations.queries.subjects import Subject, holder_of, subjects_of
from phongtrao.nominations.queries.verdicts import clause_of
from phongtrao.nominations.services.nominating import Choice, bring_in
from phongtrao.nominations.services.refusing import barred
from phongtrao.orgs.imports.fields import Field, text_of
from phongtrao.orgs.imports.findings import Findings, Note, Reach
from phongtrao.orgs.imports.kinds import ListKind
from phongtrao.orgs.imports.places import place_rows
from phongtrao.orgs.imports.reading import Rows
from phongtrao.orgs.models import Import, Unit

FIELDS = (
    Field("round", gettext_lazy("Đợt khen thưởng"), text_of(300), ("đợt", "tên đợt"), constant=True,
          help=gettext_lazy("Đúng tên đợt; chỉ có một đợt đang nhận thì để trống")),
    Field("unit", gettext_lazy("Đơn vị đề nghị"), text_of(200), (
        "đơn vị", "mã đơn vị", "trường", "tên trường", "mã trường",
    ), required=True),
    Field("form", gettext_lazy("Hình thức đề nghị"), text_of(200), ("hình thức", "danh hiệu", "hình thức khen thưởng"), required=True),
    Field("code", gettext_lazy("Mã người"), text_of(40), ("mã cán bộ", "mã giáo viên")),
    Field("full_name", gettext_lazy("Họ và tên"), text_of(120), ("họ tên", "cá nhân", "tên")),
    Field("collective", gettext_lazy("Tập thể"), text_of(220), ("tên tập thể", "tập thể được đề nghị")),
    Field("achievement", gettext_lazy("Thành tích"), text_of(500), ("tóm tắt thành tích",)),
    Field("reason", gettext_lazy("Vì sao vẫn đề nghị"), text_of(500), ("lý do",)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Staged:
    """A row as it will be asked for."""

    place: int
    unit: int
    form: RoundForm
    subject: Subject
    reason: str
    achievement: str


def check(rows: Rows, reach: Reach) -> Findings:
    """``staged``: those that can be asked for."""
    findings = Findings(staged=[])
    rounds = _rounds(rows, reach)
    forms = _forms(rows, rounds)
    units = place_rows(rows, reach.condition)
    by_unit = Unit.objects.in_bulk({pk for pk in units if pk})
    told: dict[tuple[int, int], list[Staged]] = defaultdict(list)
    known: Known = {}
    first: dict[tuple[int, str], int] = {}
    for place, (form, unit) in enumerate(zip(forms, units, strict=True)):
        if form is None or unit is None or place in rows.bad():
            continue
        one = _subject(rows, place, by_unit[unit], known)
        if one:
            reason, words = (rows.get(key)[place] or "" for key in ("reason", "achievement"))
            told[form.round_id, unit].append(Staged(place, unit, form, one, reason, words))
    first: First = {}
    for (_round, unit), asked in told.items():
        _check_unit(rows, by_unit[unit], asked, findings, first=first)
    findings.staged.sort(key=lambda one: one.place)
    findings.new = len(findings.staged)
    return findings


def write(act: Import, findings: Findings) -> None:
    """Unit by unit, as one asks on its page."""
    told: dict[tuple[int, int], list[Staged]] = defaultdict(list)
    for one in findings.staged:
        told[one.form.round_id, one.unit].append(one)
    units = Unit.objects.in_bulk({unit for _round, unit in told})
    for (_round, unit), rows in sorted(told.items()):  # in one order: two lists at once
        choices = [
            Choice(one.form, one.subject.person or one.subject.unit, one.reason, one.achievement)
            for one in rows
        ]
        bring_in(rows[0].form.round, units[unit], choices, by=act.made_by)


# ------------------------------------------------------------------ which round, which form


def _rounds(rows: Rows, reach: Reach) -> list[AwardRound | None]:
    """By title among open ones, of one's own office or of those above; an empty cell means the only one."""
    known = list(AwardRound.objects.filter(status=AwardRound.Status.OPEN).select_related("owner"))
    if reach.by:
        mine = set(running_owners(reach.by).values_list("pk", flat=True))
        asked = set(rounds_to_answer(reach.by).values_list("pk", flat=True))
        known = [one for one in known if one.owner_id in mine or one.pk in asked]
    by_title: dict[str, list[AwardRound]] = defaultdict(list)
    for one in known:
        by_title[fold(one.title)].append(one)
    found: list[AwardRound | None] = []
    for place, text in enumerate(rows.get("round")):
        meant = by_title.get(fold(text), []) if text else known
        if len(meant) != 1:
            said = _("có %d đợt như vậy đang nhận hồ sơ. Hãy ghi đúng tên một đợt.")
            rows.refuse(place, "round", said % len(meant))
        found.append(meant[0] if len(meant) == 1 else None)
    return found


def _forms(rows: Rows, rounds: Sequence[AwardRound | None]) -> list[RoundForm | None]:
    """By the name of the honour, by how lists shorten it, or by its key."""
    told = RoundForm.objects.filter(round__in={one.pk for one in rounds if one})
    by_name: dict[tuple[int, str], RoundForm] = {}
    for one in told.select_related("honour", "round__owner", "rules__rule_set"):
        for name in (one.honour.title, one.honour.key):
            by_name[one.round_id, fold(name)] = one
    found: list[RoundForm | None] = []
    for place, (text, asked) in enumerate(zip(rows.get("form"), rounds, strict=True)):
        said = fold(text or "")
        keys = [(asked.pk, name) for name in (said, fold(SHORT.get(said, "")))] if asked else []
        form = next((by_name[key] for key in keys if key in by_name), None)
        if asked and text and form is None:
            rows.refuse(place, "form", _("“%s” không có trong đợt này. Hãy ghi đúng tên.") % text)
        found.append(form)
    return found


# ------------------------------------------------------------------ who


@dataclass(frozen=True, slots=True)
class _Names:
    """Whom a unit may ask for, by code, by the very name, by the name without its marks."""

    by_code: dict[str, Subject]
    by_name: dict[str, list[Subject]]
    by_fold: dict[str, list[Subject]]

    @classmethod
    def of(cls, subjects: Iterable[Subject]) -> "_Names":
        codes: dict[str, Subject] = {}
        names: dict[str, list[Subject]] = defaultdict(list)
        folds: dict[str, list[Subject]] = defaultdict(list)
        for one in subjects:
            code = (one.person.code if one.person else one.unit.code) or ""
            if code:
                codes[code.casefold()] = one
            names[place_tone(one.name).casefold()].append(one)
            folds[fold(one.name)].append(one)
        return cls(codes, names, folds)

    def meant(self, name: str) -> Subject:
        """BadInput says why nobody can tell; a name that differs by a mark is told as such."""
        found = self.by_name.get(place_tone(name).casefold(), [])
        if len(found) == 1:
            return found[0]
        if found:
            raise BadInput(_("có nhiều người, tập thể tên “%s” ở đơn vị. Hãy ghi mã.") % name)
        near = self.by_fold.get(fold(name), [])
        if near:
            said = _("“%(said)s” khác dấu với “%(known)s” ở đơn vị. Hãy sửa tên cho đúng.")
            raise BadInput(said % {"said": name, "known": near[0].name})
        raise BadInput(_("không thấy “%s” ở đơn vị hôm nay. Hãy kiểm tra tên hoặc ghi mã.") % name)


Known = dict[tuple[int, bool], _Names]
First = dict[tuple[int, str], int]  # (form, holder): the row that asks first


def _subject(rows: Rows, place: int, unit: Unit, known: Known) -> Subject | None:
    code, name, collective = (rows.get(key)[place] or "" for key in ("code", "full_name", "collective"))  # fmt: skip
    is_person = bool(code or name)
    if is_person == bool(collective):
        said = _("ghi một trong hai: người (mã hoặc họ tên), hoặc tập thể.")
        rows.refuse(place, "full_name", said)
        return None
    key = (unit.pk, is_person)
    if key not in known:
        found = subjects_of(unit, timezone.localdate(), is_person=is_person)
        known[key] = _Names.of(found.values())
    names = known[key]
    if code:
        coded = names.by_code.get(code.casefold())
        if coded is None:
            rows.refuse(place, "code", _("không thấy mã “%s” ở đơn vị hôm nay.") % code)
        return coded
    try:
        return names.meant(name or collective)
    except BadInput as error:
        rows.refuse(place, "full_name" if name else "collective", str(error))
        return None


# ------------------------------------------------------------------ whether they may be


def _check_unit(
    rows: Rows, unit: Unit, asked: Sequence[Staged], findings: Findings, *, first: First
) -> None:
    """What one unit asks for in one round, as if it were chosen on its page."""
    found = asked[0].form.round
    if not units_within(found).filter(pk=unit.pk).exists():
        for one in asked:
            rows.refuse(
                one.place, "unit", _("đợt này không dành cho đơn vị này. Hãy ghi đợt khác.")
            )
        return
    sent = Submission.objects.filter(round=found, unit=unit).first()
    sent = sent or Submission(round=found, unit=unit)
    if sent.status not in Submission.Status.open_to_unit:
        for one in asked:
            rows.refuse(one.place, "unit", _("hồ sơ của đơn vị này trong đợt đã gửi."))
        return
    left = _once(rows, sent, asked, findings, first=first)
    by_form: dict[RoundForm, list[Staged]] = defaultdict(list)
    for one in left:
        by_form[one.form].append(one)
    good = [one for form, same in by_form.items() for one in _allowed(rows, sent, form, same)]
    good.sort(key=lambda one: one.place)
    for is_person in (True, False):
        same = [one for one in good if bool(one.subject.person) is is_person]
        room = places_of(sent, is_person=is_person).left if same else None
        kept = same if room is None else same[:room]
        findings.staged += kept
        for one in same[len(kept) :]:
            said = _("quá chỉ tiêu của đơn vị: chỉ còn %s chỗ. Hãy bỏ bớt dòng.")
            rows.refuse(one.place, "unit", said % room)


def _once(
    rows: Rows, sent: Submission, asked: Sequence[Staged], findings: Findings, *, first: First
) -> list[Staged]:
    """Without those asked for already, and those that stand twice in the list, be it for two units."""
    living = Nomination.objects.filter(submission=sent.pk, status__in=Nomination.Status.living)
    known = {(one.form_id, holder_of(one.person, one.unit)) for one in living.select_related("person", "unit")}  # fmt: skip
    left = []
    for one in asked:
        key = (one.form.pk, one.subject.holder)
        if key in known:
            findings.same += 1
            said = _("“%s” đã được đề nghị nên dòng này được bỏ qua.")
            findings.changes.append(Note(one.place, said % one.subject.name))
        elif first.setdefault(key, one.place) != one.place:
            said = _("trùng với dòng %s. Hãy giữ lại một dòng.")
            rows.refuse(one.place, "full_name", said % rows.lines[first[key]])
        else:
            left.append(one)
    return left


def _allowed(
    rows: Rows, sent: Submission, form: RoundForm, asked: Sequence[Staged]
) -> list[Staged]:
    """Those whom neither the law nor the rule of the form keeps out."""
    reasons = barred(sent, form, [one.subject for one in asked])
    for is_person in (True, False):
        same = [one for one in asked if bool(one.subject.person) is is_person and one.subject.holder not in reasons]  # fmt: skip
        reasons |= _unproposed(sent, form, same, is_person=is_person)
    for one in asked:
        if said := reasons.get(one.subject.holder):
            rows.refuse(one.place, "form", said)
    return [one for one in asked if one.subject.holder not in reasons]


def _unproposed(
    sent: Submission, form: RoundForm, asked: Sequence[Staged], *, is_person: bool
) -> dict[str, str]:
    """Who does not meet the rule, where the list does not say why all the same."""
    today = timezone.localdate()
    unsaid = [one for one in asked if not one.reason]
    try:
        clause = clause_of(form, today, is_person=is_person) if unsaid else None
    except DomainError as error:
        return dict.fromkeys((one.subject.holder for one in unsaid), str(error))
    if clause is None:
        return {}
    crowd = crowd_of(sent, [one.subject.key for one in unsaid], today, is_person=is_person)
    said = _("%s chưa đạt theo tiêu chuẩn hoặc chưa đủ căn cứ. Hãy ghi vì sao vẫn đề nghị.")
    return {
        one.subject.holder: said % one.subject.name
        for one in unsaid
        if crowd.verdict(clause, one.subject.key).outcome != Outcome.MET
    }


def samples() -> list[dict[str, Any]]:
    """A right row, a mistake of each kind."""
    school = (
        Unit.objects.standing().filter(kind=Unit.Kind.SCHOOL).order_by("sort_key", "pk").first()
    )
    unit = (school.code or school.name) if school else ""
    return [
        {"unit": unit, "form": "Giấy khen", "collective": school.name if school else ""},
        {"unit": "Trường không có", "form": "Giấy khen", "full_name": "Nguyễn Thử"},
        {"unit": unit, "form": "Giấy không có", "full_name": "Nguyễn Thử"},
    ]


NOMINATIONS = ListKind(
    FIELDS, check, write, (("unit",), ("form",), ("code", "full_name", "collective")), "de-nghi-khen-thuong", samples
)  # fmt: skip
