"""What no register knows and somebody answers for: yes or no, with a note. S0-40 S0-45 S3-37 S3-39"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from phongtrao.audit.services import record
from phongtrao.lib.errors import DomainError
from phongtrao.lib.rules import Clause, statements
from phongtrao.lib.text import nfc
from phongtrao.nominations.access.submissions import can_confirm
from phongtrao.nominations.kept_verdicts import changes, written
from phongtrao.nominations.models import Nomination, Statement
from phongtrao.nominations.queries.verdicts import clause_of, received_on, verdict_of, words_kept
from phongtrao.nominations.services.locking import lock_nomination


def ask_statements(found: Nomination) -> None:
    """A row for each that its rule asks; those there stay with their answers."""
    clause = clause_of(found.form, received_on(found), is_person=found.person_id is not None)
    Statement.objects.bulk_create(rows_of(found, clause), ignore_conflicts=True)


def rows_of(found: Nomination, clause: Clause | None) -> list[Statement]:
    """Not saved: what the rule asks, each of whom it names."""
    told = statements(clause) if clause else []
    asked = {words_kept(one.statement): one.confirmed_by for one in told}
    return [
        Statement(nomination=found, words=words, confirmer=confirmer, answer=None)
        for words, confirmer in asked.items()
    ]


@transaction.atomic
def answer_statement(one: Statement, *, answer: bool, note: str, by: AbstractBaseUser) -> None:
    """By whom the rule names. Of two at once the second reads what the first said."""
    found = lock_nomination(one.nomination_id)
    kept = Statement.objects.get(pk=one.pk)
    kept.nomination = found
    can_confirm(by, kept).enforce()
    kept.answer, kept.note = answer, nfc(note).strip()
    kept.said_by_id, kept.said_at = by.pk, timezone.now()
    kept.full_clean()
    kept.save()
    _keep_verdict(found)
    # Not what was said: the history of a nomination is read by the nominated, too.
    record(found, "nominations.statement_answered", by=by)


def _keep_verdict(found: Nomination) -> None:
    """Whoever screens and judges reads it with what was confirmed; where a fact turned, somebody looks first.

    Where the rule cannot be asked any more, the page of the verdict says why; what was confirmed stands.
    """
    try:
        asked = verdict_of(found)
    except DomainError:
        return
    now = written(asked, found.verdict.get("reason", ""))
    if not changes(found.verdict, now):
        rows = Nomination.objects.filter(pk=found.pk, is_flagged=False, verdict=found.verdict)
        rows.update(verdict=now, asked_on=timezone.localdate())
