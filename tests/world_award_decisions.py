"""Decisions of commendation for tests/world.py: the Sở's being drafted, issued, waiting; a stranger's."""

from datetime import date
from typing import Any

from phongtrao.documents.queries import symbol_for
from phongtrao.nominations.models import AwardDecision, BaseSalary
from phongtrao.nominations.services.handing import hand_over
from phongtrao.orgs.models import Person, Unit
from tests.documents.outgoing import today
from tests.nominations.decided import draft, issue, make_round, nominate

SUBJECTS = {
    "nominations.awarddecision": "award decision",
    "nominations.basesalary": "base salary",
    "nominations.handover": "hand-over",
}


def fill_award_decisions(world: Any) -> None:
    office, foreign = world.places["department"], world.places["foreign"]
    teacher = Person.objects.get(user=world.people["giaovien"])
    drafted = _drafted(world, office, teacher, world.people["vanphong"])
    issued = _drafted(world, office, teacher, world.people["vanphong"])
    symbol = symbol_for("QD", office)  # the last one the world used
    issue(issued, world.people["vanphong"], symbol, world.people["giamdoc"])
    strange = _drafted(world, foreign, teacher, world.stranger)
    found = {"being drafted": drafted, "issued": issued, "foreign": strange}
    world.samples["award decision"] = {label: one.pk for label, one in found.items()}
    world.samples["award decision line"] = {
        label: (one.pk, one.lines.get().pk) for label, one in found.items()
    }
    world.samples["award money file"] = {label: (one.pk, "docx") for label, one in found.items()}
    salary, _is_new = BaseSalary.objects.get_or_create(
        since=date(2024, 7, 1), defaults={"amount": 2_340_000}
    )
    world.samples["base salary"] = {"in force": salary.pk}
    waiting = make_round(office, "praise", title="Chờ quyết định")
    nominate(waiting, teacher, "praise", world.places["lower"])
    closed = make_round(foreign, "praise", title="Chờ quyết định của Sở khác")
    world.samples["deciding round"] = {"of the Sở": waiting.pk, "foreign": closed.pk}
    _hand_over(world)


def _hand_over(world: Any) -> None:
    """Of the Sở and of a stranger: one gone up, one that waits to."""
    handed, waiting = {}, {}
    teacher = Person.objects.get(user=world.people["giaovien"])
    for label, owner, by in (
        ("of the Sở", world.places["department"], world.people["vanphong"]),
        ("foreign", world.places["foreign"], world.stranger),
    ):
        found = make_round(owner, "province_merit", title="Trình tỉnh")
        one = nominate(found, teacher, "province_merit", world.places["lower"])
        handed[label] = hand_over(found.forms.get(), "UBND tỉnh", today(), [one.pk], by=by).pk
        next_one = make_round(owner, "province_merit", title="Chờ trình tỉnh")
        nominate(next_one, teacher, "province_merit", world.places["lower"])
        waiting[label] = (next_one.pk, next_one.forms.get().pk)
    world.samples["hand-over"], world.samples["hand-over form"] = handed, waiting


def _drafted(world: Any, owner: Unit, person: Person, by: Any) -> AwardDecision:
    found = make_round(owner, "praise", title="Đã xét")
    nominate(found, person, "praise", world.places["lower"])
    return draft(found, by)
