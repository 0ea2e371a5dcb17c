"""Asking a rule of everybody below an office, and keeping what was found."""

from typing import Any

import numpy as np
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.awards.access.populations import population_of
from phongtrao.awards.access.rules import can_ask
from phongtrao.awards.models import Evaluation
from phongtrao.awards.queries.populations import prepare
from phongtrao.awards.queries.questions import Question, complete_of, counted, packed, taken_as
from phongtrao.awards.queries.rules import open_clause, spelled_out
from phongtrao.awards.queries.transitions import older_of
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date
from phongtrao.lib.rules import print_clause
from phongtrao.lib.rules.population import Asked, columns_of, evaluate


@transaction.atomic
def evaluate_rule(question: Question, *, by: AbstractBaseUser) -> Evaluation:
    """Ask the rule of everybody; statements count as confirmed, discipline is not looked at.

    No line of history: it changes nothing, and what was found is kept as it is.
    """
    can_ask(by, question.whom.office).enforce()
    _refuse_out_of_force(question)
    clause = spelled_out(open_clause(question.version, question.rule, question.occasion.on))
    asked = taken_as(question, complete_of(question.whom.office))
    prepared = prepare(columns_of(clause, asked), population_of(by, question.whom))
    answers = evaluate(clause, prepared, asked)
    period = question.occasion.period or (None, None)
    return Evaluation.objects.create(
        version=question.version,
        rule=question.rule,
        office=question.whom.office,
        kind=question.whom.subject,
        whom=question.whom.data,
        on=question.occasion.on,
        year=question.occasion.year,
        first=period[0],
        last=period[1],
        calendar=question.occasion.calendar,
        clause=print_clause(clause),
        complete={fact: day.isoformat() for fact, day in asked.complete_since.items()},
        found=counted(answers),
        numbers=packed(prepared),
        older=_older(question, prepared.keys[answers.met], asked, by=by),
        asked_by_id=by.pk,
    )


def _older(question: Question, met: Any, asked: Asked, *, by: AbstractBaseUser) -> dict[str, Any]:
    """The same people asked by the older text, where a clause lets it decide; else nothing. ``met``: keys of who
    meets the newer."""
    older = older_of(question.version, question.rule, question.occasion.on)
    if older is None:
        return {}
    prepared = prepare(columns_of(older.clause, asked), population_of(by, question.whom))
    answers = evaluate(older.clause, prepared, asked)
    theirs = prepared.keys[answers.met]
    return {
        "rule_set": str(older.version.rule_set),
        "until": older.until.isoformat(),
        "clause": print_clause(older.clause),
        "met": len(theirs),
        "only": np.setdiff1d(theirs, met).tolist(),
    }


def _refuse_out_of_force(question: Question) -> None:
    """The rules in force on the day the authority received the dossier decide; nobody knows a day to come."""
    found, day = question.version.rule_set, question.occasion.on
    if day > timezone.localdate():
        raise BadInput(_("Chưa tới ngày này. Hãy chọn hôm nay hoặc một ngày trước."))
    if not found.holds_on(day):
        until = format_date(found.valid_to) if found.valid_to else _("nay")
        said = _(
            "Bộ tiêu chuẩn này áp dụng cho hồ sơ nhận từ %(since)s đến %(until)s. Hãy chọn ngày trong khoảng ấy."
        )
        raise BadInput(said % {"since": format_date(found.valid_from), "until": until})
