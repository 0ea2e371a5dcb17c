"""“Học và tự kiểm tra”: what concerns a person, each with where they stand and one thing to do."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.lib.numbers import format_date
from phongtrao.literacy.access.courses import visible_courses
from phongtrao.literacy.models import Completion, Confirmation, Course, LearnerResult
from phongtrao.literacy.pages.mine import Offer, offers_for, own_completions
from phongtrao.literacy.services.attempts import may_start_with
from phongtrao.orgs.models import Person
from phongtrao.web.components import State

COURSES_SHOWN = 6
S, C = Completion.Status, Confirmation.Status


@dataclass(frozen=True, slots=True)
class OfferLine:
    """A test with its state; ``refusal``: why it cannot be begun now."""

    offer: Offer
    state: State
    refusal: str
    continue_url: str
    last_url: str

    @property
    def action(self) -> str:
        return _("Làm lại") if self.offer.taken else _("Bắt đầu làm")


@dataclass(frozen=True, slots=True)
class HomePage:
    person: Person | None
    offers: list[OfferLine]
    courses: list[Course]
    others: list[tuple[Completion, State]]  # what came from elsewhere

    @classmethod
    def build(cls, user: AbstractBaseUser) -> "HomePage":
        person = Person.objects.filter(user=user.pk).first()
        lines = [_line(offer, person) for offer in offers_for(user)]
        courses = visible_courses(user).offered().order_by("sort_key", "pk")[:COURSES_SHOWN]
        rows = own_completions(user).exclude(source=Completion.Source.TEST)
        others = [(one, state_of_completion(one)) for one in rows.order_by("-done_on", "-pk")]
        return cls(person, lines, list(courses), others)


def _line(offer: Offer, person: Person | None) -> OfferLine:
    going, last = offer.open_attempt, offer.last
    answer = may_start_with(person, offer.quiz, list(offer.taken), offer.completion)
    done = last is not None and last.status == last.Status.SUBMITTED
    return OfferLine(
        offer=offer,
        state=_state_of(offer),
        refusal=answer.reason,
        continue_url=reverse("literacy:question", args=[going.pk, 1]) if going else "",
        last_url=reverse("literacy:result_own", args=[last.pk]) if last and done else "",
    )


def _state_of(offer: Offer) -> State:
    if offer.open_attempt:
        return State(_("Đang làm"), "running")
    if offer.completion:
        return state_of_completion(offer.completion)
    if offer.taken:
        return State(_("Chưa đạt"), "due")
    return State(_("Chưa làm"), "neutral")


def state_of_completion(completion: Completion) -> State:
    """Waiting, refused and why, confirmed until when, over since when."""
    if completion.status == S.WAITING:
        return State(_("Đạt, chờ xác nhận"), "due")
    if completion.status == S.REFUSED:
        return State(_("Không được xác nhận"), "refused", why=completion.reason)
    held = completion.confirmation
    if held.status == C.VALID:
        if held.valid_until is None:
            return State(_("Đã xác nhận"), "done")
        return State(_("Đã xác nhận đến %s") % format_date(held.valid_until), "done")
    if held.status == C.EXPIRED:
        return State(_("Hết hạn xác nhận"), "late")
    return State(_("Bị hủy xác nhận"), "refused", why=held.reason)


def state_of_learner_result(result: LearnerResult) -> State:
    if result.confirmed_on is None:
        return State(_("Chờ xác nhận"), "due")
    return State(_("Đã xác nhận ngày %s") % format_date(result.confirmed_on), "done")
