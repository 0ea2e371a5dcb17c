"""The life of the demo's movements: the province's above the Sở's, and what units launched in answer."""

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from phongtrao.demo.load import Province
from phongtrao.demo.plans import DemoPlan
from phongtrao.documents.models import OfficialDocument
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Movement
from phongtrao.plans.queries.cascade import issuable_units
from phongtrao.plans.services.movement_steps import Launching, answer_movement, name_of_answer

PROVINCE_PAPER = "206/KH-UBND"
ANSWERING = 0.6  # of the schools and communes
UNITS_LAUNCH_WITHIN = 60  # days
YEARLY_REVIEW = "--12-15"


def write_movements(province: Province, plans: list[DemoPlan], chance: Random) -> None:
    by_key = {demo.pack.key: demo.plan for demo in plans}
    _put_under_the_province(by_key["000"].movements.get())
    main = by_key["004"].movements.order_by("pk")[0]
    begun = main.launched_by.issued_on if main.launched_by else None
    begun = begun or main.starts_on
    Movement.objects.filter(pk=main.pk).update(
        units_launch_by=begun + timedelta(days=UNITS_LAUNCH_WITHIN),
        yearly_review=YEARLY_REVIEW,
    )
    main.refresh_from_db()
    _answer(main, province, begun + timedelta(days=20))
    _let_others_answer(main, province, chance, begun)


def _put_under_the_province(movement: Movement) -> None:
    """The province has no user in the demo: what it launched is written down as known."""
    paper = OfficialDocument.objects.filter(number=PROVINCE_PAPER).first()
    top = Movement.objects.create(
        title="Phong trào thi đua “Nghiên cứu khoa học và phát triển công nghệ, phát huy sáng kiến, "
        "cải tiến kỹ thuật” của tỉnh",
        owner=Unit.objects.get(kind=Unit.Kind.PROVINCE),
        status=Movement.Status.RUNNING,
        launched_by=paper,
        launched_on=paper.issued_on if paper else None,
        starts_on=movement.starts_on,
        ends_on=movement.ends_on,
    )
    Movement.objects.filter(pk=movement.pk).update(parent=top)


def _answer(main: Movement, province: Province, day: date) -> None:
    """A school and a commune launch by themselves; the lower secondary school has not yet."""
    for name, place, number in (
        ("hieutruong", "upper", "25/KH-THPT"),
        ("xa", "commune", "41/KH-UBND"),
    ):
        unit = province.places[place]
        said = Launching(name_of_answer(unit, main), day, number)
        answer_movement(main, unit, said, by=province.people[name])


def _let_others_answer(main: Movement, province: Province, chance: Random, begun: date) -> None:
    eight = {province.places[name].pk for name in ("lower", "upper", "commune")}
    units = issuable_units(main.owner).exclude(pk__in=eight).order_by("pk")
    last = (timezone.localdate() - begun).days
    Movement.objects.bulk_create(
        Movement(
            title=name_of_answer(unit, main),
            owner=unit,
            parent=main,
            status=Movement.Status.RUNNING,
            launched_on=(day := begun + timedelta(days=chance.randint(5, min(90, last)))),
            starts_on=day,
            ends_on=main.ends_on,
        )
        for unit in units
        if chance.random() < ANSWERING
    )
