"""Asking a rule of everybody below an office, and keeping what was found."""

from typing import Any

import numpy as np
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import log_reads
from phongtrao.awards.access.populations import keeps_discipline_of_all, population_of
from phongtrao.awards.access.rules import can_ask
from phongtrao.awards.models import Evaluation
from phongtrao.awards.queries.populations import prepare
from phongtrao.awards.queries.questions import Question, complete_of, counted, packed, taken_as
from phongtrao.awards.queries.rules import get_clause, open_clause, spelled_out, without_secrets
from phongtrao.awards.queries.transitions import Reading, older_of
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date
from phongtrao.lib.rules import print_clause
from phongtrao.lib.rules.population import Asked, columns_of, evaluate
from phongtrao.orgs.services.discipline import DISCIPLINE

WHY = "Xét theo tiêu chuẩn khen thưởng"


@transaction.atomic
def evaluate_rule(question: Question, *, by: AbstractBaseUser) -> Evaluation:
    """Ask the rule of everybody; statements count as confirmed.

    Discipline is looked at where whoever asks keeps it of all of them, and that is logged as a read; else it is
    taken as confirmed. No line of history: it changes nothing, and what was found is kept as it is.
    """
    can_ask(by, question.whom.office).enforce()
    _refuse_out_of_force(question)
    read, with_discipline = _reading(question, by)
    clause = spelled_out(read(question.version, question.rule, question.occasion.on))
    asked = taken_as(question, complete_of(question.whom.office))
    prepared = prepare(columns_of(clause, asked), population_of(by, question.whom))
    answers = evaluate(clause, prepared, asked)
    period = question.occasion.period or (None, None)
    if with_discipline:
        log_reads([question.whom.office], DISCIPLINE, by=by, why=WHY)
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
        with_discipline=with_discipline,
        asked_by_id=by.pk,
    )


def _reading(question: Question, by: AbstractBaseUser) -> tuple[Reading, bool]:
    """How the rule is read for this asker, and whether discipline is part of what it finds."""
    asked = (question.version, question.rule, question.occasion.on)
    if not keeps_discipline_of_all(by, question.whom):
        return open_clause, False
    whole = get_clause(*asked)
    return get_clause, without_secrets(whole) != whole


def _older(question: Question, met: Any, asked: Asked, *, by: AbstractBaseUser) -> dict[str, Any]:
    """The same people asked by the older text, where a clause lets it decide; else nothing. ``met``: keys of who
    meets the newer."""
    read, _with_discipline = _reading(question, by)
    older = older_of(question.version, question.rule, question.occasion.on, read)
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
