"""What a unit hands in: whom it asks for by form, the places used, its meeting, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from phongtrao.lib.answers import Answer
from phongtrao.lib.numbers import format_date
from phongtrao.nominations.access.submissions import can_add, can_prepare
from phongtrao.nominations.models import Nomination, RoundForm, Submission
from phongtrao.nominations.queries.places import Places, places_of
from phongtrao.nominations.tables import nomination_state
from phongtrao.web.components import State

N, S = Nomination.Status, Submission.Status


@dataclass(frozen=True, slots=True)
class Row:
    nomination: Nomination
    votes: str
    is_first: bool  # of its form: nothing stands before it

    @property
    def state(self) -> State:
        return nomination_state(self.nomination)

    @property
    def is_living(self) -> bool:
        return self.nomination.status in N.living

    @property
    def is_open(self) -> bool:
        return self.nomination.status in N.open_to_unit


@dataclass(frozen=True, slots=True)
class FormList:
    form: RoundForm
    rows: Sequence[Row]


@dataclass
class SubmissionPage:
    sent: Submission
    user: AbstractBaseUser

    @cached_property
    def may_prepare(self) -> Answer:
        return can_prepare(self.user, self.sent)

    @cached_property
    def may_add(self) -> Answer:
        return can_add(self.user, self.sent)

    @cached_property
    def nominations(self) -> list[Nomination]:
        rows = self.sent.nominations.select_related("form__honour", "person", "unit")
        return list(rows.order_by("form__position", "form", "position", "pk"))

    @property
    def lists(self) -> list[FormList]:
        forms = self.sent.round.forms.select_related("honour").order_by("position", "pk")
        return [FormList(form, self._rows(form)) for form in forms]

    def _rows(self, form: RoundForm) -> list[Row]:
        """Those that live first, in their order; then what was taken back or refused."""
        mine = [one for one in self.nominations if one.form_id == form.pk]
        mine.sort(key=lambda one: one.status not in N.living)
        return [Row(one, votes_of(one), place == 0) for place, one in enumerate(mine)]

    @property
    def places(self) -> list[tuple[str, Places]]:
        both = ((_("Cá nhân"), True), (_("Tập thể"), False))
        found = [(label, places_of(self.sent, is_person=is_person)) for label, is_person in both]
        return [(label, one) for label, one in found if one.taken or one.most is not None]

    @cached_property
    def living(self) -> list[Nomination]:
        return [one for one in self.nominations if one.status in N.living]

    @property
    def flagged(self) -> list[Nomination]:
        return [one for one in self.living if one.is_flagged]

    @property
    def meeting(self) -> list[tuple[str, Any]]:
        sent = self.sent
        if sent.met_on is None:
            return []
        return [
            (_("Ngày họp"), format_date(sent.met_on)),
            (_("Nơi họp"), sent.met_at),
            (_("Chủ trì"), sent.chair),
            (_("Thư ký"), sent.secretary),
            (_("Có mặt"), str(sent.present)),
            (_("Vắng"), str(sent.absent)),
        ]

    @property
    def next_step(self) -> str:
        """One sentence for whoever prepares it."""
        if not self.may_prepare:
            return ""
        if not self.living:
            return _("Bước tiếp theo: chọn người, tập thể cho từng hình thức ở dưới.")
        if self.sent.met_on is None:
            return _("Bước tiếp theo: họp xét, rồi ghi cuộc họp và kết quả biểu quyết.")
        unvoted = [one for one in self.living if one.ayes is None]
        if unvoted:
            names = "; ".join(one.name for one in unvoted[:3])
            return _("Bước tiếp theo: ghi kết quả biểu quyết của %s.") % names
        return _("Bước tiếp theo: hoàn thành báo cáo của từng đề nghị rồi gửi hồ sơ.")


def votes_of(found: Nomination) -> str:
    """“18/20 đồng ý”; empty before the meeting."""
    if found.ayes is None:
        return ""
    cast = found.ayes + (found.noes or 0) + (found.invalid or 0)
    return _("%(ayes)s/%(cast)s đồng ý") % {"ayes": found.ayes, "cast": cast}
