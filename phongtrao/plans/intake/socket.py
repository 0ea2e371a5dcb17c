"""Socket: facts of published plans that belong to an app above wait here until it adopts them.

>>> for fact in socket.waiting_facts("indicators"):       # in the indicators app
...     make_indicator(fact.intake.plan, fact.value)      # value as in the reader's schema
...     socket.adopt(fact, by_app="indicators")

Criteria wait with the rule they become; ``intake.rules.rules_of`` joins the groups of alternatives.
"""

from django.db.models import QuerySet

from phongtrao.lib.errors import WrongState
from phongtrao.plans.intake.sections import SECTIONS
from phongtrao.plans.models import Intake, IntakeFact


def waiting_facts(section: str) -> QuerySet[IntakeFact]:
    """Confirmed facts of one section in published plans that nobody has adopted, in their order.

    ``section`` is a key of the reader's schema; KeyError for any other. Intake and plan are loaded.
    """
    rows = IntakeFact.objects.filter(
        section=SECTIONS[section].key,
        state=IntakeFact.State.CONFIRMED,
        adopted_by="",
        intake__status=Intake.Status.PUBLISHED,
    )
    return rows.select_related("intake__plan").order_by("intake", "position", "pk")


def adopt(fact: IntakeFact, by_app: str) -> None:
    """Take the fact over in the caller's transaction; WrongState when another app was faster."""
    # A plain condition on the row itself: it is asked again when we have waited for another.
    rows = IntakeFact.objects.filter(pk=fact.pk, state=IntakeFact.State.CONFIRMED, adopted_by="")
    if fact.intake.status != Intake.Status.PUBLISHED or not rows.update(adopted_by=by_app):
        raise WrongState
    fact.adopted_by = by_app
