"""What the page of a council says of it."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from phongtrao.councils.access.councils import can_run, can_set_up
from phongtrao.councils.kinds import KINDS
from phongtrao.councils.models import Council, Member
from phongtrao.councils.queries.members import faults_of_council, members_today, with_order
from phongtrao.councils.tabs import tabs_of
from phongtrao.documents.access import visible_documents
from phongtrao.lib.numbers import format_date

S = Council.Status


@dataclass
class CouncilPage:
    """Head of every page of a council; ``active``: key of the tab one stands in."""

    council: Council
    user: AbstractBaseUser
    active: str

    @cached_property
    def may_set_up(self) -> bool:
        return bool(can_set_up(self.user, self.council.unit)) and self.council.status != S.ENDED

    @cached_property
    def may_run(self) -> bool:
        return bool(can_run(self.user, self.council))

    @cached_property
    def faults(self) -> list[str]:
        """What its composition lacks; asked only while it matters."""
        return [] if self.council.status == S.ENDED else faults_of_council(self.council)

    @cached_property
    def reads_decision(self) -> bool:
        decision = self.council.decision
        if decision is None:
            return False
        return visible_documents(self.user).filter(pk=decision.pk).exists()

    @cached_property
    def seats(self) -> int:
        return members_today(self.council).count()

    @property
    def members(self) -> QuerySet[Member]:
        return with_order(self.council.members.select_related("person", "replaced_by__person"))

    @property
    def state(self) -> str:
        """One sentence: which state, how many members, until when."""
        council = self.council
        members = ngettext("%d thành viên", "%d thành viên", self.seats) % self.seats
        first, last = format_date(council.starts_on), format_date(council.ends_on)
        if council.status == S.DRAFT:
            return _("Đang lập, %(members)s, nhiệm kỳ %(first)s – %(last)s.") % {
                "members": members,
                "first": first,
                "last": last,
            }
        if council.status == S.ENDED:
            return _("Đã kết thúc nhiệm kỳ %(first)s – %(last)s.") % {"first": first, "last": last}
        if council.is_past_term:
            return _("Nhiệm kỳ đã hết ngày %s. Hãy gia hạn theo quyết định, hoặc kết thúc.") % last
        return _("Đang hoạt động, %(members)s, nhiệm kỳ đến ngày %(last)s.") % {
            "members": members,
            "last": last,
        }

    @property
    def kinds(self) -> list[str]:
        """Names of what it decides; a kind whose app is gone by its key."""
        return [str(KINDS[key].label) if key in KINDS else key for key in self.council.case_kinds]

    def tabs(self) -> list[dict[str, object]]:
        return tabs_of(self.council, self.user, self.active)
