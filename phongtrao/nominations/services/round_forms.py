"""The titles and forms a round asks for, while it is a draft. S0-50 S0-51 S0-52"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput
from phongtrao.lib.facts import Subject
from phongtrao.nominations.access.rounds import can_run
from phongtrao.nominations.models import RoundForm
from phongtrao.nominations.queries.asking import may_ask, rules_for, voting_rules
from phongtrao.nominations.services.rounds import lock_draft


@transaction.atomic
def keep_form(form: RoundForm, *, by: AbstractBaseUser) -> RoundForm:
    """Add it, or save what was changed."""
    can_run(by, form.round).enforce()
    lock_draft(form.round)
    may_ask(form).enforce()
    _check_rules(form)
    if form.voting and form.voting.pk not in {
        one.pk for one in voting_rules(form.round.owner).values()
    }:
        raise BadInput(_("Quy tắc biểu quyết này không phải của đơn vị. Hãy chọn lại."))
    if not form.pk:
        last = form.round.forms.aggregate(last=Max("position"))["last"]
        form.position = 0 if last is None else last + 1
    form.full_clean()
    form.save()
    record(form.round, "nominations.round_changed", by=by, form=form.honour.key)
    return form


@transaction.atomic
def drop_form(form: RoundForm, *, by: AbstractBaseUser) -> None:
    can_run(by, form.round).enforce()
    lock_draft(form.round)
    record(form.round, "nominations.round_changed", by=by, dropped=form.honour.key)
    form.delete()


def _check_rules(form: RoundForm) -> None:
    """Of one set its owner reads; each of the kind of subject it is asked of."""
    if not (form.rule or form.unit_rule):
        form.rules = None
        return
    known = {
        entry.key: entry.rule.subject
        for version, entry in rules_for(form.round)
        if version == form.rules
    }
    for key, subject in ((form.rule, Subject.PERSON), (form.unit_rule, Subject.UNIT)):
        if key and known.get(key) != subject:
            raise BadInput(_("Tiêu chuẩn này không có trong bộ tiêu chuẩn đã chọn. Hãy chọn lại."))
