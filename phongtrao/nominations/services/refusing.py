"""Why somebody may not be asked for at all, as the law says it. S0-40 S0-45 S3-38

Discipline is read by few: the refusal names whom, and never that it is discipline (nominations.hindrances).
"""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.awards.models import Award, Honour
from phongtrao.awards.queries.registrations import Wanted, lacking, not_registered
from phongtrao.lib.errors import BadInput
from phongtrao.lib.facts import Subject as Kind
from phongtrao.lib.numbers import format_date
from phongtrao.nominations.models import (
    AwardRound,
    Nomination,
    RoundForm,
    Statement,
    Submission,
)
from phongtrao.nominations.queries import asking
from phongtrao.nominations.queries.decisions import named
from phongtrao.nominations.queries.going_up import stays
from phongtrao.nominations.queries.hindrances import (
    OFTEN,
    hindered,
    hindered_rows,
    hindered_words,
    theirs,
)
from phongtrao.nominations.queries.subjects import (
    Subject,
    collectives_of,
    holder_of,
    people_of_unit,
)
from phongtrao.orgs.models import Person, Unit

A, R = Award.Status, Award.Route


def own_subject(sent: Submission, who: Person | Unit) -> Subject:
    """As whom the unit may ask for them. BadInput: they are of another unit."""
    if isinstance(who, Person):
        post = people_of_unit(sent.unit, timezone.localdate()).filter(person=who).first()
        if post is None:
            said = _(
                "%(who)s hôm nay không giữ vị trí chính ở %(unit)s. Đơn vị chỉ đề nghị người của mình."
            )
            raise BadInput(said % {"who": who, "unit": sent.unit})
        return Subject.of_post(post)
    if not collectives_of(sent.unit).filter(pk=who.pk).exists():
        said = _(
            "%(who)s không thuộc %(unit)s. Đơn vị chỉ đề nghị chính mình và tập thể thuộc mình."
        )
        raise BadInput(said % {"who": who, "unit": sent.unit})
    return Subject.of_unit(who)


def refuse_subject(sent: Submission, form: RoundForm, one: Subject) -> None:
    """BadInput with the reason and its basis."""
    for said in barred(sent, form, [one]).values():
        raise BadInput(said)


def refuse_hindered(rows: Sequence[Nomination]) -> None:
    """Discipline is asked again at every step towards an award, not only when somebody is chosen."""
    if held := hindered_rows(rows, timezone.localdate()):
        raise BadInput(hindered_words(named(held)))


def refuse_unconfirmed(found: AwardRound, rows: Sequence[Nomination]) -> None:
    """What the rule wants of the superior is confirmed before the round accepts, where it asks for confirmations."""
    if "statements" not in found.checklist:
        return
    wanted = Nomination.objects.filter(pk__in=[one.pk for one in rows])
    wanted = wanted.filter(
        statements__answer=None, statements__confirmer=Statement.Confirmer.SUPERIOR
    )
    if open_ones := list(wanted.distinct().order_by("pk")):
        said = _(
            "Còn điều cấp trên phải xác nhận cho %s. Hãy mở “Vì sao” của đề nghị, xác nhận rồi chấp nhận."
        )
        raise BadInput(said % named(open_ones))


def barred(sent: Submission, form: RoundForm, asked: Sequence[Subject]) -> dict[str, str]:
    """{holder: why they may not be asked for}; a few queries for any number. ``sent`` may be one to come."""
    found: dict[str, str] = {}
    for reason in (_of_kind, _asked_already, _hindered, _unregistered, _given, _asked_elsewhere):
        left = [one for one in asked if one.holder not in found]
        found |= reason(sent, form, left)
    return found


def _of_kind(sent: Submission, form: RoundForm, asked: Sequence[Subject]) -> dict[str, str]:
    if form.round_id != sent.round_id:
        return dict.fromkeys(
            (one.holder for one in asked), _("Hình thức này không có trong đợt. Hãy chọn lại.")
        )
    people, units = form.honour.for_people, form.honour.for_units
    reached = _reached(sent, form)
    for_units = _("“%s” chỉ tặng cho tập thể (Luật 06/2022/QH15). Hãy chọn hình thức khác.") % form
    for_people = _("“%s” chỉ tặng cho cá nhân (Luật 06/2022/QH15). Hãy chọn hình thức khác.") % form
    found = {
        one.holder: for_units if one.person else for_people
        for one in asked
        if not (people if one.person else units)
    }
    beyond = _("“%s” theo phong trào này không dành cho cá nhân hoặc tập thể như vậy (trần hình thức theo cấp phát động và thời gian). Hãy chọn hình thức khác.") % form  # fmt: skip
    return {one.holder: beyond for one in asked if _kind(one) not in reached} | found


def _kind(one: Subject) -> Kind:
    return Kind.PERSON if one.person else Kind.UNIT


def _reached(sent: Submission, form: RoundForm) -> frozenset[Kind]:
    """For whom a movement's ceiling lets the form be given; without a movement no ceiling is known."""
    if form.route != R.MOVEMENT or sent.round.movement_id is None:
        return frozenset(Kind)
    return asking.subjects_of(form)


def _asked_already(_sent: Submission, form: RoundForm, asked: Sequence[Subject]) -> dict[str, str]:
    """In this round, by whichever unit: a collective may be named by itself and by the unit above it."""
    rows = Nomination.objects.filter(theirs(asked), form=form, status__in=Nomination.Status.living)
    rows = rows.select_related("person", "unit", "submission__unit")
    asking_unit = {holder_of(row.person, row.unit): row.submission.unit for row in rows}
    said = _(
        "%(unit)s đã đề nghị “%(honour)s” cho %(who)s trong đợt này. Mỗi hình thức chỉ đề nghị một lần: hãy bỏ chọn, hoặc hỏi nơi tổ chức đợt."
    )
    return {
        one.holder: said % {"unit": asking_unit[one.holder], "honour": form, "who": one.name}
        for one in asked
        if one.holder in asking_unit
    }


def _hindered(sent: Submission, form: RoundForm, asked: Sequence[Subject]) -> dict[str, str]:
    """Discipline, or a line of the register that waits: one sentence for both."""
    held = hindered(asked, timezone.localdate()) | {
        holder_of(row.person, row.unit) for row in _register(sent, form, asked, A.WAITING)
    }
    return {one.holder: hindered_words(one.name) for one in asked if one.holder in held}


def _unregistered(sent: Submission, form: RoundForm, asked: Sequence[Subject]) -> dict[str, str]:
    """Titles only: a form of commendation is not registered. The round asks for it, or a call did. S0-52"""
    if form.honour.kind != Honour.Kind.TITLE:
        return {}
    period = sent.round.period
    wanted = {
        one.holder: Wanted(one.unit.pk, form.honour_id, one.person.pk if one.person else None)
        for one in asked
    }
    find = lacking if sent.round.needs_registration else not_registered
    missing = find(set(wanted.values()), period)
    said = _(
        "%(who)s chưa đăng ký thi đua “%(honour)s” của năm này, mà đợt này đòi phải đã đăng ký. Hãy hỏi nơi tổ chức đợt."
    )
    return {
        one.holder: said % {"who": one.name, "honour": form}
        for one in asked
        if wanted[one.holder] in missing
    }


def _register(
    sent: Submission, form: RoundForm, asked: Sequence[Subject], status: str
) -> QuerySet[Award]:
    """The same honour of the same year, where it is given once a year."""
    if form.route in OFTEN:
        return Award.objects.none()
    rows = Award.objects.filter(theirs(asked), honour=form.honour, period=sent.round.period)
    return rows.filter(route=form.route, status=status).select_related("person", "unit")


def _given(sent: Submission, form: RoundForm, asked: Sequence[Subject]) -> dict[str, str]:
    """The same honour of the same year stands in the register."""
    rows = _register(sent, form, asked, A.CONFIRMED)
    given = {holder_of(row.person, row.unit): row for row in rows}
    said = _(
        "%(who)s đã được tặng “%(honour)s” của năm này (%(decision)s ngày %(day)s). Hãy chọn hình thức khác."
    )
    return {
        one.holder: said
        % {
            "who": one.name,
            "honour": form,
            "decision": given[one.holder].decision,
            "day": format_date(given[one.holder].decided_on),
        }
        for one in asked
        if one.holder in given
    }


def _asked_elsewhere(sent: Submission, form: RoundForm, asked: Sequence[Subject]) -> dict[str, str]:
    """Of the same year in another round, unless it goes on from there."""
    if form.route in OFTEN:
        return {}
    rows = Nomination.objects.filter(
        theirs(asked),
        stays(),
        form__honour=form.honour,
        form__route=form.route,
        submission__round__period=sent.round.period,
        status__in=Nomination.Status.living - {"awarded"},
    ).exclude(submission__round=sent.round_id)
    # What was never sent in a round that has ended goes nowhere.
    rows = rows.exclude(submission__round__status=AwardRound.Status.ENDED)
    there = {holder_of(row.person, row.unit) for row in rows.select_related("person", "unit")}
    said = _(
        "%(who)s đang được đề nghị “%(honour)s” của năm này ở một đợt khác. Hãy chờ kết quả hoặc rút ở đợt ấy."
    )
    return {
        one.holder: said % {"who": one.name, "honour": form} for one in asked if one.holder in there
    }
