"""A dossier as members of a council read it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.nominations.models import Claim, Nomination, Opinion
from phongtrao.nominations.pages.dossiers import Read, read_report
from phongtrao.nominations.screening_tables import verdict_state


@dataclass(frozen=True, slots=True)
class JudgedPage:
    facts: list[tuple[str, Any]]
    report: list[Read]
    claims: list[Claim]
    opinions: list[Opinion]

    @classmethod
    def build(cls, found: Nomination) -> "JudgedPage":
        facts: list[tuple[str, Any]] = [
            (_("Hình thức"), str(found.form)),
            (_("Đơn vị"), str(found.unit)),
            (_("Đơn vị đề nghị"), str(found.submission.unit)),
        ]
        if found.job:
            facts.append((_("Chức vụ"), found.job))
        if verdict := verdict_state(found):
            facts.append((_("Tiêu chuẩn"), verdict))
        if found.ayes is not None:
            said = _("%(yes)d đồng ý, %(no)d không đồng ý, %(spoilt)d không hợp lệ")
            votes = {"yes": found.ayes, "no": found.noes or 0, "spoilt": found.invalid or 0}
            facts.append((_("Họp xét ở đơn vị"), said % votes))
        return cls(
            facts,
            read_report(found),
            list(found.claims.select_related("evidence")),
            list(found.opinions.exclude(answered_on=None)),
        )
