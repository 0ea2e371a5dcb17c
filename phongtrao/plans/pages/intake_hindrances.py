"""Everything that keeps an intake from being published, each with the place where it is mended."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from phongtrao.lib.errors import BadInput
from phongtrao.plans.intake.values import when_of_value
from phongtrao.plans.models import Intake, IntakeFact
from phongtrao.plans.pages.intake_source import review_url
from phongtrao.plans.queries.intake import SectionCount
from phongtrao.plans.queries.intake_numbers import published_already
from phongtrao.plans.services.intake_publish import Facts, document_faults

LONGEST = 90


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One reason, in a sentence; ``url`` and ``action``: where it is mended, and how that is called."""

    sentence: str
    url: str
    action: str


def hindrances(intake: Intake, counts: Iterable[SectionCount], facts: Facts) -> list[Hindrance]:
    """All that is known to be refused, in the order of the review."""
    document = review_url(intake, muc="document")
    faults = [Hindrance(said, document, _("Mở phần này")) for said in document_faults(facts)]
    return [*_unread(intake, counts), *faults, *_published(intake, facts), *_unfinished(facts)]


def _unread(intake: Intake, counts: Iterable[SectionCount]) -> Iterator[Hindrance]:
    for count in counts:
        if count.pending:
            said = _("Phần “%(part)s” còn %(n)d mục chưa soát.")
            names = {"part": count.section.label, "n": count.pending}
            yield Hindrance(said % names, review_url(intake, muc=count.section.key), _("Soát"))


def _published(intake: Intake, facts: Facts) -> Iterator[Hindrance]:
    number = facts.record("document").get("number") or ""
    if number and (known := published_already(number, intake.unit)):
        said = _("Văn bản số %s đã được ban hành thành kế hoạch.") % known.number
        plan = known.plans.first()
        url = reverse("plans:plan", args=[plan.pk]) if plan else ""
        yield Hindrance(said, url, _("Mở kế hoạch đó"))


def _unfinished(facts: Facts) -> Iterator[Hindrance]:
    for fact in facts.of("tasks"):
        if lacks := _lacks(fact):
            words = Truncator(fact.value.get("text") or "").chars(LONGEST)
            said = _("Nhiệm vụ “%(task)s”: %(lacks)s.") % {"task": words, "lacks": lacks}
            yield Hindrance(said, reverse("plans:fact_edit", args=[fact.pk]), _("Bổ sung"))


def _lacks(fact: IntakeFact) -> str:
    if not fact.value.get("lead_units"):
        return _("chưa có cơ quan chủ trì")
    try:
        when_of_value(fact.value).rule()
    except BadInput:
        return _("thời gian chưa đúng")
    return ""
