"""Plan 004's six indicators and thirteen targets over three years, this year's round half in; PII.

Two years are closed and written set by set; in this year's open round the people of the demo act.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.demo.load import Province
from phongtrao.indicators.checks import Number
from phongtrao.indicators.models import CollectionRound, Indicator, Measurement, UnitReport
from phongtrao.indicators.packs import shipped_packs
from phongtrao.indicators.queries.asked import Asked, traits_of
from phongtrao.indicators.services import reporting
from phongtrao.indicators.services.adopting import adopt_targets, waiting_items
from phongtrao.indicators.services.blocks import remember
from phongtrao.indicators.services.defining import localise_target
from phongtrao.indicators.services.measuring import correct_measurement, enter_value
from phongtrao.indicators.services.packs import adopt_pack
from phongtrao.indicators.services.rounds import (
    allow_exception,
    asked_units,
    create_round,
    open_round,
)
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Plan

S, R = CollectionRound.Status, UnitReport.Status
YEARS = 3
REACHED = (0.35, 0.55, 0.72)  # of the units, year by year
SILENT = 0.06  # of the units hand in nothing
KINDS = ("school", "centre", "commune")
PII = (("53.2", "17"), ("55.8", "14"), ("57.1", "12"))  # points, place; invented
CLOSED = "Đơn vị đang sắp xếp lại, chưa có người nhập; chốt để kịp báo cáo năm."
MEND = "Đề nghị xem lại câu lạc bộ khởi nghiệp: năm trước có, năm nay ghi không."
CLASSROOMS = "HT-1"  # rooms with a projector: a ratio that is typed
ROOMS = 24
BATCH = 5_000


def write_indicators(province: Province, main: Plan, chance: Random) -> None:
    office = province.people["vanphong"]
    keys = [item.key for item in waiting_items(main)]
    indicators = adopt_targets(main, keys, by=office).indicators
    for ago in reversed(range(1, YEARS)):
        # Last year's levels (the first indicator) come from the published campaign: demo.assessments.
        _past(province, indicators[1:] if ago == 1 else indicators, ago, chance)
    rooms = adopt_pack(shipped_packs()["1-ke-hoach-001"], province.department, by=office)
    classrooms = next(one for one in rooms if one.code == CLASSROOMS)
    _running(province, [*indicators, classrooms], chance)
    _external(province)
    target = indicators[3].targets.order_by("year")[0]
    school, head = province.places["upper"], province.people["hieutruong"]
    localise_target(target, school, Decimal(100), by=head)


# ------------------------------------------------------------------ closed years


def _past(province: Province, indicators: list[Indicator], ago: int, chance: Random) -> None:
    """A round as it was: closed, nearly everybody accepted, the missing named."""
    year = timezone.localdate().year - ago
    round_ = _round(province, indicators, year)
    moment = timezone.now() - timedelta(days=365 * ago)
    units = list(asked_units(round_))
    reports = _reports(round_, units, moment, chance)
    asked = Asked.of(indicators)
    rows = [
        Measurement(
            indicator=one,
            unit=report.unit,
            period=str(year),
            numerator=int(chance.random() < REACHED[YEARS - 1 - ago]),
            denominator=1,
            report=report,
            is_accepted=True,
        )
        for report in reports
        if report.status == R.ACCEPTED
        for one in indicators
        if asked.asks(one, traits_of(report.unit))
    ]
    Measurement.objects.bulk_create(rows, batch_size=BATCH)
    remember({unit.pk for unit in units}, [str(year)])
    past = {"opened_at": moment, "closed_at": moment, "closing_note": CLOSED}
    CollectionRound.objects.filter(pk=round_.pk).update(status=S.CLOSED, **past)
    if ago == 1:
        _afterwards(province, round_)


def _reports(
    round_: CollectionRound, units: list[Unit], moment: datetime, chance: Random
) -> list[UnitReport]:
    reports = [
        UnitReport(
            round=round_,
            unit=unit,
            status=R.OPEN if chance.random() < SILENT else R.ACCEPTED,
            due_on=round_.due_on,
        )
        for unit in units
    ]
    for report in reports:
        if report.status == R.ACCEPTED:
            report.submitted_at = report.reviewed_at = moment
    return UnitReport.objects.bulk_create(reports, batch_size=BATCH)


def _afterwards(province: Province, round_: CollectionRound) -> None:
    """One number was wrong; one unit may still come."""
    office = province.people["vanphong"]
    rows = Measurement.objects.filter(report__round=round_, numerator=0, part="")
    wrong = rows.exclude(unit=province.places["lower"]).order_by("unit__sort_key", "pk").first()
    if wrong:
        correct_measurement(
            wrong, Number(Decimal(1), Decimal(1)), "Trường nộp bổ sung quyết định.", by=office
        )
    round_.refresh_from_db()
    late = round_.reports.filter(status=R.OPEN).select_related("unit").order_by("pk").first()
    if late:
        until = timezone.localdate() + timedelta(days=7)
        allow_exception(round_, late.unit, until, "Đơn vị mới có người phụ trách.", by=office)


# ------------------------------------------------------------------ this year


def _running(province: Province, indicators: list[Indicator], chance: Random) -> None:
    office, people, places = province.people["vanphong"], province.people, province.places
    round_ = _round(province, indicators, timezone.localdate().year)
    open_round(round_, by=office)
    _handed_set_by_set(round_, province, chance)
    # 0,95 of 24 rooms: asked about while it is typed.
    said = {2: "0", 3: "1", 6: "0.95"}
    _type(round_, places["lower"], _values(indicators, said), people["daumoi"])
    said = dict.fromkeys(range(6), "1") | {4: "0", 6: "21"}
    upper = _type(round_, places["upper"], _values(indicators, said), people["hieutruong"])
    reporting.submit_report(upper, by=people["hieutruong"])
    reporting.return_report(_again(upper), MEND, by=office)
    said = dict.fromkeys(range(6), "1") | {6: "1"}
    commune = _type(round_, places["commune"], _values(indicators, said), people["xa"])
    reporting.submit_report(commune, by=people["xa"])


def _handed_set_by_set(round_: CollectionRound, province: Province, chance: Random) -> None:
    """Half of the others have handed in; half of these are accepted."""
    mine = [province.places[place].pk for place in ("lower", "upper", "commune")]
    rows = round_.reports.exclude(unit__in=mine).select_related("unit")
    reports = [report for report in rows if chance.random() < 0.55]  # noqa: PLR2004 -- about half
    indicators = list(round_.indicators.all())
    asked, moment = Asked.of(indicators), timezone.now() - timedelta(days=2)
    numbers = []
    for report in reports:
        accepted = chance.random() < 0.6  # noqa: PLR2004 -- more than half of them
        report.status = R.ACCEPTED if accepted else R.SUBMITTED
        report.submitted_at, report.reviewed_at = moment, moment if accepted else None
        numbers += list(_numbers(report, indicators, asked, chance))
    UnitReport.objects.bulk_update(
        reports, ["status", "submitted_at", "reviewed_at"], batch_size=BATCH
    )
    Measurement.objects.bulk_create(numbers, batch_size=BATCH)
    remember({report.unit_id for report in reports}, [round_.period])


def _numbers(
    report: UnitReport, indicators: list[Indicator], asked: Asked, chance: Random
) -> Iterator[Measurement]:
    for one in indicators:
        if asked.asks(one, traits_of(report.unit)):
            below = ROOMS if one.code == CLASSROOMS else 1
            yield Measurement(
                indicator=one,
                unit=report.unit,
                period=report.round.period,
                numerator=sum(chance.random() < REACHED[-1] for _one in range(below)),
                denominator=below,
                report=report,
                is_accepted=report.status == R.ACCEPTED,
            )


def _values(indicators: list[Indicator], said: dict[int, str]) -> dict[str, dict[str, str | None]]:
    """By place of the indicator in the plan's table; rooms come after it."""
    return {
        str(indicators[place].pk): {
            "n": n,
            "d": str(ROOMS) if place == len(indicators) - 1 else None,
        }
        for place, n in said.items()
    }


def _type(
    round_: CollectionRound, unit: Unit, values: dict[str, dict[str, str | None]], by: User
) -> UnitReport:
    report = _again(UnitReport.objects.get(round=round_, unit=unit))
    return reporting.save_report(report, values, by=by)


def _again(report: UnitReport) -> UnitReport:
    return UnitReport.objects.select_related("round__owner", "unit").get(pk=report.pk)


def _round(province: Province, indicators: list[Indicator], year: int) -> CollectionRound:
    today = timezone.localdate()
    is_this_year = year == today.year
    said = {
        "title": f"Số liệu chuyển đổi số, đổi mới sáng tạo năm {year}",
        "period": str(year),
        "due_on": today + timedelta(days=12) if is_this_year else date(year, 12, 15),
        "kinds": list(KINDS),
        "basis": "Phụ lục I của kế hoạch",
        "guide": "Tính đến ngày 30/11. Trả lời có hoặc không; không có số liệu thì ghi chú vì sao.",
        "line": "prof",
    }
    office = province.people["vanphong"]
    return create_round(province.department, said, indicators, by=office)


# ------------------------------------------------------------------ an index of others


def _external(province: Province) -> None:
    """S2-01: published values of three years; all invented."""
    office, department = province.people["vanphong"], province.department
    made = {one.code: one for one in adopt_pack(shipped_packs()["2-pii"], department, by=office)}
    first = timezone.localdate().year - YEARS
    for place, (points, rank) in enumerate(PII):
        for code, said in (("PII", points), ("PII-HANG", rank)):
            number = Number(Decimal(said), None, "Số giả định cho bản dùng thử")
            enter_value(made[code], department, str(first + place), number, by=office)
