"""Why somebody was chosen: what the rule said then, what it says now, what people confirmed. S0-40 S3-36 … S3-41"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from phongtrao.awards.pages.evaluations import STATES, Reason, reasons_of
from phongtrao.lib.answers import Answer
from phongtrao.lib.errors import DomainError
from phongtrao.lib.rules import Declared, Outcome, Verdict
from phongtrao.lib.rules.sentences import say_confirmer
from phongtrao.nominations.access.submissions import can_ask_again, can_confirm
from phongtrao.nominations.kept_verdicts import Change, changes, written
from phongtrao.nominations.models import Nomination, Statement
from phongtrao.nominations.queries.verdicts import verdict_of
from phongtrao.web.components import State


@dataclass(frozen=True, slots=True)
class Confirmed:
    statement: Statement
    may: Answer

    @property
    def confirmer(self) -> str:
        return say_confirmer(Declared("", self.statement.confirmer))  # type: ignore[arg-type]  # of its words

    @property
    def state(self) -> State:
        if self.statement.answer is None:
            return State(_("Chưa ai xác nhận"), "due")
        return State(_("Đúng"), "done") if self.statement.answer else State(_("Không đúng"), "refused")  # fmt: skip


@dataclass
class WhyPage:
    found: Nomination
    user: AbstractBaseUser

    @property
    def reason(self) -> str:
        """Why asked for all the same."""
        return str(self.found.verdict.get("reason", ""))

    @cached_property
    def now(self) -> Verdict | None:
        return verdict_of(self.found)

    @cached_property
    def refusal(self) -> str:
        """Why the rule cannot be asked today."""
        try:
            _known = self.now
        except DomainError as error:
            return str(error)
        return ""

    @property
    def state(self) -> State | None:
        return STATES[self.now.outcome] if not self.refusal and self.now else None

    @property
    def reasons(self) -> Sequence[Reason]:
        return reasons_of(self.now) if not self.refusal and self.now else []

    @property
    def kept(self) -> list[Mapping[str, Any]]:
        """What it said when they were chosen, line by line."""
        lines = self.found.verdict.get("lines", ())
        return [line | {"state": STATES[Outcome(line["outcome"])]} for line in lines]

    @cached_property
    def changes(self) -> list[Change]:
        if self.refusal or self.now is None:
            return []
        return changes(self.found.verdict, written(self.now))

    @property
    def changed(self) -> list[str]:
        """“có ít nhất 2 sáng kiến …: trước Đạt (có 2), nay Chưa đạt (có 1)”."""
        return [f"{one.asked}: {_before(one.was)}, {_after(one.now)}" for one in self.changes]

    @cached_property
    def statements(self) -> list[Confirmed]:
        rows = list(self.found.statements.select_related("said_by").order_by("pk"))
        for one in rows:
            one.nomination = self.found
        return [Confirmed(one, can_confirm(self.user, one)) for one in rows]

    @property
    def not_mine(self) -> list[str]:
        """Why others answer, each reason once."""
        return list(dict.fromkeys(one.may.reason for one in self.statements if not one.may))

    @cached_property
    def may_ask_again(self) -> Answer:
        return can_ask_again(self.user, self.found)


def _said(line: Mapping[str, Any]) -> str:
    label = Outcome(line["outcome"]).label
    return f"{label} ({line['found']})" if line["found"] else label


def _before(line: Mapping[str, Any] | None) -> str:
    return _("trước %s") % _said(line) if line else _("trước không hỏi")


def _after(line: Mapping[str, Any] | None) -> str:
    return _("nay %s") % _said(line) if line else _("nay không hỏi")
