"""The whole demo: the province, its plans, and what became of them."""

from random import Random

from django.db import connection, transaction

from phongtrao.audit.services import seal_entries
from phongtrao.demo.activities import write_activities
from phongtrao.demo.amended import write_amended
from phongtrao.demo.assessments import write_assessments
from phongtrao.demo.awards import write_awards, write_evaluations
from phongtrao.demo.circulation import write_circulation
from phongtrao.demo.commune import judge_again, report_on, set_own_task, write_commune_plan
from phongtrao.demo.contests import write_contests
from phongtrao.demo.copied import write_copied
from phongtrao.demo.council import write_council
from phongtrao.demo.indicators import write_indicators
from phongtrao.demo.initiatives import write_initiatives
from phongtrao.demo.inside import write_inside
from phongtrao.demo.inspections import write_inspections
from phongtrao.demo.judged import write_judged
from phongtrao.demo.library import write_library
from phongtrao.demo.life import write_life
from phongtrao.demo.literacy import write_literacy
from phongtrao.demo.load import Province, load_province
from phongtrao.demo.movements import write_movements
from phongtrao.demo.nominations import write_nominations
from phongtrao.demo.outgoing import write_outgoing
from phongtrao.demo.own_plans import write_own_plans
from phongtrao.demo.plans import take_in_next_year, write_plans
from phongtrao.demo.recognised import write_recognised
from phongtrao.demo.records import write_records
from phongtrao.demo.registrations import write_registrations
from phongtrao.demo.reorganised import write_reorganisations
from phongtrao.demo.requests import write_requests
from phongtrao.demo.research import write_research
from phongtrao.demo.rights import write_rights
from phongtrao.demo.staff import write_staff
from phongtrao.demo.writing import write_drafts


@transaction.atomic
def load_demo(size: str, seed: int) -> Province:
    """Load everything, or nothing. A nation has units and people only: plans are of one province."""
    province = load_province(size, seed)
    if size != "nation":
        _tell(province, Random(seed))  # noqa: S311 -- invented
    while seal_entries():
        pass
    with connection.cursor() as cursor:
        # The server would measure minutes later, and plan badly till then.
        cursor.execute("ANALYZE")
    return province


def _tell(province: Province, chance: Random) -> None:
    write_reorganisations(province)
    plans = write_plans(province)
    main = next(demo.plan for demo in plans if demo.pack.key == "004")
    write_commune_plan(province, main)
    write_life(province, plans, chance)
    set_own_task(province, main)
    write_inside(province, main)
    write_records(province)
    write_staff(province)
    judge_again(main, province.people["giamdoc"])
    report_on(main, province.people["vanphong"])
    write_outgoing(province)
    if main.document:
        write_circulation(province, main.document, chance)
    # Its own chance, so that what came before stays as it was.
    write_movements(province, plans, Random(len(plans)))  # noqa: S311 -- invented
    write_requests(province, Random(len(province.places)))  # noqa: S311 -- invented
    take_in_next_year(province)
    write_drafts(province)
    write_amended(province)
    write_own_plans(province, main, Random(len(plans)))  # noqa: S311 -- invented
    write_rights(province)
    write_council(province)
    write_initiatives(province, Random(len(plans)))  # noqa: S311 -- invented
    write_judged(province, Random(len(province.units)))  # noqa: S311 -- invented
    write_recognised(province)
    write_library(province, Random(len(plans) + 1))  # noqa: S311 -- invented
    write_copied(province, Random(len(plans)))  # noqa: S311 -- invented
    write_indicators(province, main, Random(len(plans) + 2))  # noqa: S311 -- invented
    write_literacy(province, Random(len(plans)))  # noqa: S311 -- invented
    write_activities(province, Random(len(plans) + 3))  # noqa: S311 -- invented
    write_research(province)
    write_contests(province)
    write_awards(province)
    write_registrations(province)
    write_evaluations(province)
    write_nominations(province)
    write_assessments(province, Random(len(plans)))  # noqa: S311 -- invented
    write_inspections(province)
