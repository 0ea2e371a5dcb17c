"""What no register knows and somebody answers for: yes or no, with a note. S0-40 S0-45 S3-37 S3-39"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from phongtrao.audit.services import record
from phongtrao.lib.rules import statements
from phongtrao.lib.text import nfc
from phongtrao.nominations.access.submissions import can_confirm
from phongtrao.nominations.kept_verdicts import changes, written
from phongtrao.nominations.models import Nomination, Statement
from phongtrao.nominations.queries.verdicts import clause_of, received_on, verdict_of, words_kept


def ask_statements(found: Nomination) -> None:
    """A row for each that its rule asks; those there stay with their answers."""
    clause = clause_of(found.form, received_on(found), is_person=found.person_id is not None)
    asked = dict.fromkeys(words_kept(one.statement) for one in statements(clause)) if clause else {}
    rows = [Statement(nomination=found, words=words, answer=None) for words in asked]
    Statement.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def answer_statement(one: Statement, *, answer: bool, note: str, by: AbstractBaseUser) -> None:
    can_confirm(by, one.nomination).enforce()
    one.answer, one.note = answer, nfc(note).strip()
    one.said_by_id, one.said_at = by.pk, timezone.now()
    one.full_clean()
    one.save()
    _keep_verdict(one.nomination)
    # Not what was said: the history of a nomination is read by the nominated, too.
    record(one.nomination, "nominations.statement_answered", by=by)


def _keep_verdict(found: Nomination) -> None:
    """Whoever screens and judges reads it with what was confirmed; where a fact turned, somebody looks first."""
    now = written(verdict_of(found), found.verdict.get("reason", ""))
    if not changes(found.verdict, now):
        rows = Nomination.objects.filter(pk=found.pk, is_flagged=False, verdict=found.verdict)
        rows.update(verdict=now, asked_on=timezone.localdate())
