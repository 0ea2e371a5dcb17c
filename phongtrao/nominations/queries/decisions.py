"""Decisions of commendation: what waits for one, what its annex prints, why it cannot be signed as it is."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from phongtrao.awards.authority import may_sign
from phongtrao.awards.models import Award
from phongtrao.awards.queries.law import read_book
from phongtrao.awards.services.register import refuse_given
from phongtrao.base.words import office_language
from phongtrao.lib.errors import BadInput
from phongtrao.nominations.decision_paper import AwardFacts, AwardLine
from phongtrao.nominations.models import (
    AwardDecision,
    AwardRound,
    Claim,
    DecisionLine,
    HandOver,
    HandOverNote,
    Nomination,
    Objection,
    Quota,
    RoundForm,
)
from phongtrao.nominations.queries.going_up import stays
from phongtrao.nominations.queries.hindrances import given_rows, hindered_rows, hindered_words
from phongtrao.nominations.queries.verdicts import received_day, received_on
from phongtrao.recognition.models import ScopeRecognition

N = Nomination.Status
WORK = "recognition.creation:"  # of Claim.source
SHOWN = 3  # names in a sentence that hinders


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many of a round that passed, for a form its owner signs, and no decision names yet."""

    round: AwardRound
    form: RoundForm
    count: int
    is_one_of_many: bool  # other forms of the round wait as well


def passed(rounds: Collection[AwardRound] | QuerySet[Any, Any]) -> QuerySet[Nomination]:
    """Through, in no decision yet, not before an authority outside nor in the round above."""
    rows = Nomination.objects.filter(submission__round__in=rounds, status=N.PASSED)
    return rows.filter(stays(), ~Exists(_before_others()), decision_line=None)


def _before_others() -> QuerySet[HandOver]:
    """Hand-overs of a nomination that are not decided: what came to nothing there may go once more."""
    rows = HandOver.objects.filter(nominations=OuterRef("pk"))
    return rows.exclude(notes__kind=HandOverNote.Kind.DECISION)


def waiting_for(found: AwardRound, form: int | None = None) -> QuerySet[Nomination]:
    """What a decision of the owner names next, of one form or of all it signs."""
    chosen = Q(pk__in=[])
    for one, day, _count in _by_day([found], signed=True):
        if form in (None, one.pk):
            chosen |= Q(form=one, received=day)
    return in_order(passed([found]).alias(received=received_day()).filter(chosen))


def waiting_groups(rounds: Iterable[AwardRound], *, signed: bool = True) -> list[Waiting]:
    """What the owners sign; or, not ``signed``, what they hand to an authority above. Three queries in all."""
    counts: Counter[RoundForm] = Counter()
    for form, _day, count in _by_day(list(rounds), signed=signed):
        counts[form] += count
    many = Counter(form.round_id for form in counts)
    return [Waiting(form.round, form, n, many[form.round_id] > 1) for form, n in counts.items()]


def in_order(rows: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """Of the annex: by form, collectives first, among each small ones and those who do the work first (S0-12)."""
    rows = rows.annotate(of_person=Q(person__isnull=False))
    rows = rows.select_related("form__honour", "person", "unit", "submission__unit")
    return rows.order_by(
        "form__position",
        "form_id",
        "of_person",
        "-is_frontline",
        "unit__sort_key",
        "person__sort_key",
        "pk",
    )


def lines_of(decision: AwardDecision) -> QuerySet[DecisionLine]:
    about = "nomination"
    rows = decision.lines.select_related(
        f"{about}__form__honour", f"{about}__person", f"{about}__unit", f"{about}__award"
    )
    return rows.order_by("position")


def printed_lines(rows: Iterable[DecisionLine]) -> tuple[AwardLine, ...]:
    with office_language():
        return tuple(_printed(row) for row in rows)


def has_changed(decision: AwardDecision) -> bool:
    """Whether the list is no longer the one that was printed."""
    return AwardFacts.from_json(decision.facts).lines != printed_lines(lines_of(decision))


def why_not(decision: AwardDecision, rows: Collection[Nomination], day: date) -> list[str]:
    """Sentences that keep the paper from its signer and from its number."""
    said = []
    if gone := [one for one in rows if one.status != N.PASSED]:
        said.append(
            _("Không còn trong diện khen: %s. Hãy bỏ dòng ấy rồi lập bản mới.") % named(gone)
        )
    if flagged := [one for one in rows if one.status == N.PASSED and one.is_flagged]:
        said.append(_("Dữ kiện đã đổi sau khi xét: %s. Hãy xem lại hồ sơ, hoặc bỏ dòng ấy.") % named(flagged))  # fmt: skip
    if twice := _twice(rows):
        said.append(
            _("Có hai dòng cùng một danh hiệu, hình thức: %s. Hãy bỏ một dòng.") % named(twice)
        )
    waiting = [one for one in rows if one.status == N.PASSED]
    if held := hindered_rows(waiting, day):
        said.append(hindered_words(named(held)))
    if known := given_rows(waiting, Award.Status.CONFIRMED):
        said.append(
            _(
                "Đã có danh hiệu, hình thức này của năm ấy trong sổ: %s. Hãy bỏ dòng ấy rồi lập bản mới."
            )
            % named(known)
        )
    if broken := _on_revoked_works(rows):
        said.append(
            _("Kê sáng kiến đã bị hủy công nhận: %s. Hãy trả lại hồ sơ, hoặc bỏ dòng ấy.")
            % named(broken)
        )
    said += _not_by_law(decision, rows, day)
    if not said and has_changed(decision):
        said.append(
            _("Danh sách đã đổi sau khi lập văn bản. Hãy lập bản mới của văn bản rồi trình.")
        )
    return said


def still_open(found: AwardRound) -> str:
    """What keeps a round from its end, “2 chờ xét, 1 đã trình cấp trên”; empty where nothing does.

    What was never sent, and what goes on in the round above, does not.
    """
    rows = Nomination.objects.filter(stays(), submission__round=found)
    counted = (
        rows.filter(status__in=(N.SENT, N.RETURNED, N.ACCEPTED, N.PASSED))
        .annotate(before=Subquery(_before_others().order_by("pk").values("to")[:1]))
        .order_by()
        .values_list("status", "before")
        .annotate(count=Count("pk"))
    )
    said = []
    for status, to, count in sorted(counted, key=lambda row: (row[0], row[1] or "")):
        words = _("đã trình %s, chờ quyết định") % to if to else N(status).label.lower()
        said.append(f"{count} {words}")
    asked = Objection.objects.filter(nomination__submission__round=found)
    if waiting := asked.filter(status=Objection.Status.OPEN).count():
        said.append(_("%d ý kiến, khiếu nại chờ trả lời") % waiting)
    return "; ".join(said)


def named(rows: Collection[Nomination]) -> str:
    names = [one.name for one in rows]
    more = len(names) - SHOWN
    said = ", ".join(names[:SHOWN])
    return said + (_(" và %d dòng khác") % more if more > 0 else "")


# ------------------------------------------------------------------ pieces


def _by_day(rounds: Collection[AwardRound], *, signed: bool) -> list[tuple[RoundForm, date, int]]:
    """What passed, by form and the day it was received: on that day its owner signs the form, or does not."""
    rows = passed(rounds).annotate(received=received_day()).order_by()
    counts = list(rows.values_list("form", "received").annotate(count=Count("pk")))
    forms = RoundForm.objects.filter(pk__in={form for form, _day, _count in counts})
    ordered = forms.order_by("-round__opens_on", "round", "position", "pk")
    by_form: dict[int, list[tuple[date, int]]] = {}
    for form, day, count in sorted(counts):
        by_form.setdefault(form, []).append((day, count))
    book = read_book()
    return [
        (form, day, count)
        for form in ordered.select_related("round__owner", "honour__owner")
        for day, count in by_form[form.pk]
        if bool(may_sign(form.round.owner, form.honour, day, law=book.on(day))) is signed
    ]


def _printed(row: DecisionLine) -> AwardLine:
    found = row.nomination
    category = Quota.Category.PEOPLE if found.person_id else Quota.Category.UNITS
    return AwardLine(
        number=row.position,
        name=found.name,
        job=found.job,
        unit=found.unit.name if found.person_id else "",
        form=found.form.honour.title,
        category=str(category.label),
    )


def _twice(rows: Iterable[Nomination]) -> list[Nomination]:
    seen: set[tuple[int, int | None, int | None]] = set()
    found = []
    for one in rows:
        # A person has it once, whichever of two units asks.
        key = (one.form.honour_id, one.person_id, None if one.person_id else one.unit_id)
        if key in seen:
            found.append(one)
        seen.add(key)
    return found


def _on_revoked_works(rows: Collection[Nomination]) -> list[Nomination]:
    broken = set(revoked_works([one.pk for one in rows]).values_list("nomination", flat=True))
    return [one for one in rows if one.status == N.PASSED and one.pk in broken]


def revoked_works(nominations: Collection[int] | None = None) -> QuerySet[Claim]:
    """Claims of a work whose recognition was revoked since; of these nominations, or of all."""
    gone = ScopeRecognition.objects.filter(revoked_on__isnull=False)
    key = Concat(Value(WORK), Cast("creation", CharField()))
    rows = Claim.objects.filter(source__in=gone.values_list(key, flat=True))
    return rows if nominations is None else rows.filter(nomination__in=nominations)


def _not_by_law(decision: AwardDecision, rows: Iterable[Nomination], day: date) -> list[str]:
    """Once for each honour, kind of subject and day it was received, not for each of thousands."""
    kinds = {
        (one.form.honour_id, one.person_id is not None, received_on(one)): one.form.honour
        for one in rows
    }
    said, book = [], read_book()
    for (_key, is_person, received), honour in kinds.items():
        if not (answer := may_sign(decision.unit, honour, received, law=book.on(received))):
            said.append(answer.reason)
        try:
            refuse_given(honour, decision.round.period, day, is_person=is_person)
        except BadInput as error:
            said.append(str(error))
    return list(dict.fromkeys(said))
