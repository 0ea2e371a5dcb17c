"""Why somebody may not be asked for at all, as the law says it. S0-40 S0-45 S3-38

Discipline is read by few: the refusal says only that something stands in the way and who can tell more.
"""

from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.awards.models import Award, Honour
from phongtrao.awards.queries.registrations import Wanted, not_registered, registered
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date
from phongtrao.nominations.models import Nomination, RoundForm, Submission
from phongtrao.nominations.queries.subjects import (
    Subject,
    collectives_of,
    holder_of,
    people_of_unit,
)
from phongtrao.orgs.models import Discipline, Person, Unit

A, R = Award.Status, Award.Route
# These may be given again and again in a year; all others once.
OFTEN = frozenset({R.SUDDEN, R.FOREIGN, R.MOVEMENT})


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


def barred(sent: Submission, form: RoundForm, asked: Sequence[Subject]) -> dict[str, str]:
    """{holder: why they may not be asked for}; a few queries for any number. ``sent`` may be one to come."""
    found: dict[str, str] = {}
    for reason in (_of_kind, _disciplined, _unregistered, _given, _asked_elsewhere):
        left = [one for one in asked if one.holder not in found]
        found |= reason(sent, form, left)
    return found


def _of_kind(sent: Submission, form: RoundForm, asked: Sequence[Subject]) -> dict[str, str]:
    if form.round_id != sent.round_id:
        return dict.fromkeys(
            (one.holder for one in asked), _("Hình thức này không có trong đợt. Hãy chọn lại.")
        )
    people, units = form.honour.for_people, form.honour.for_units
    for_units = _("“%s” chỉ tặng cho tập thể (Luật 06/2022/QH15). Hãy chọn hình thức khác.") % form
    for_people = _("“%s” chỉ tặng cho cá nhân (Luật 06/2022/QH15). Hãy chọn hình thức khác.") % form
    return {
        one.holder: for_units if one.person else for_people
        for one in asked
        if not (people if one.person else units)
    }


def _disciplined(_sent: Submission, _form: RoundForm, asked: Sequence[Subject]) -> dict[str, str]:
    rows = Discipline.objects.as_of(timezone.localdate()).filter(_theirs(asked))
    under = {holder_of(row.person, row.unit) for row in rows.select_related("person", "unit")}
    said = _(
        "%s chưa đủ điều kiện theo quy định về kỷ luật (NĐ 152/2025/NĐ-CP, điều 4 khoản 4), xem với người giữ hồ sơ."
    )
    return {one.holder: said % one.name for one in asked if one.holder in under}


def _unregistered(sent: Submission, form: RoundForm, asked: Sequence[Subject]) -> dict[str, str]:
    """Titles only: a form of commendation is not registered. The round asks for it, or a call did. S0-52"""
    if form.honour.kind != Honour.Kind.TITLE:
        return {}
    period = sent.round.period
    wanted = {
        one.holder: Wanted(one.unit.pk, form.honour_id, one.person.pk if one.person else None)
        for one in asked
    }
    if sent.round.needs_registration:
        lacking = {
            one.holder
            for one in asked
            if not registered(one.person or one.unit, period, form.honour)
        }
    else:
        missing = not_registered(wanted.values(), period)
        lacking = {holder for holder, one in wanted.items() if one in missing}
    said = _(
        "%(who)s chưa đăng ký thi đua “%(honour)s” của năm này, mà đợt này đòi phải đã đăng ký. Hãy hỏi nơi tổ chức đợt."
    )
    return {
        one.holder: said % {"who": one.name, "honour": form}
        for one in asked
        if one.holder in lacking
    }


def _given(sent: Submission, form: RoundForm, asked: Sequence[Subject]) -> dict[str, str]:
    """The same honour of the same year stands in the register, or waits there."""
    if form.route in OFTEN:
        return {}
    rows = Award.objects.filter(_theirs(asked), honour=form.honour, period=sent.round.period)
    rows = rows.filter(route=form.route, status__in=(A.CONFIRMED, A.WAITING))
    given = {holder_of(row.person, row.unit): row for row in rows.select_related("person", "unit")}
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
        _theirs(asked),
        form__honour=form.honour,
        form__route=form.route,
        submission__round__period=sent.round.period,
        status__in=Nomination.Status.living - {"awarded"},
        goes_on_as=None,
    ).exclude(submission__round=sent.round_id)
    there = {holder_of(row.person, row.unit) for row in rows.select_related("person", "unit")}
    said = _(
        "%(who)s đang được đề nghị “%(honour)s” của năm này ở một đợt khác. Hãy chờ kết quả hoặc rút ở đợt ấy."
    )
    return {
        one.holder: said % {"who": one.name, "honour": form} for one in asked if one.holder in there
    }


def _theirs(asked: Sequence[Subject]) -> Q:
    """Rows of these people, wherever they were, and of these collectives themselves."""
    people = [one.person.pk for one in asked if one.person]
    units = [one.unit.pk for one in asked if not one.person]
    return Q(person__in=people) | Q(person=None, unit__in=units)
