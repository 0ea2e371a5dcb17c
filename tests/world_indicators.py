"""Examples of indicators, targets, rounds and reports, for tests/world.py; strangers' too."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.indicators.models import (
    CollectionRound,
    Indicator,
    Measurement,
    RoundSheet,
    Target,
    UnitReport,
)
from phongtrao.indicators.services.defining import create_indicator, set_target
from phongtrao.indicators.services.reporting import accept_report, save_report, submit_report
from phongtrao.indicators.services.rounds import close_round, create_round, open_round
from phongtrao.orgs.models import Unit

SUBJECTS = {
    "indicators.indicator": "indicator",
    "indicators.target": "indicator target",
    "indicators.collectionround": "number round",
    "indicators.unitreport": "number report",
}
SAID = {"name": "Số thầy cô dùng học liệu số", "measure": "người", "numerator": "Số thầy cô"}
POINTS = {"name": "Điểm chỉ số", "measure": "điểm", "numerator": "Điểm", "rolling": "latest"}


def fill_indicators(world: Any) -> None:
    places, office = world.places, world.people["vanphong"]
    department, foreign = places["department"], places["foreign"]
    own = create_indicator(department, {"code": "MAU-1", **SAID}, by=office)
    outside = create_indicator(
        department, {"code": "MAU-2", "is_external": True, **POINTS}, by=office
    )
    theirs = create_indicator(foreign, {"code": "LA-1", **SAID}, by=world.stranger)
    samples = world.samples
    samples["indicator"] = {"own": own.pk, "external": outside.pk, "foreign": theirs.pk}
    targets = {
        "of the department": _target(own, department, office),
        "of the lower school": _target(own, places["lower"], world.people["daumoi"]),
        "foreign": _target(theirs, foreign, world.stranger),
    }
    said = {"name": "Tỷ lệ nhiệm vụ hoàn thành", "measure": "%", "numerator": "Số nhiệm vụ"}
    counted = create_indicator(
        department, {"code": "MAU-3", "computed_from": "tasks_done", **said}, by=office
    )
    number = Measurement.objects.create(
        indicator=counted,
        unit=places["lower"],
        period="2020",
        numerator=1,
        denominator=2,
        origin=Measurement.Origin.SYSTEM,
        is_accepted=True,
    )
    samples["computed number"] = {"of the lower school": number.pk}
    samples["indicator target"] = {label: row.pk for label, row in targets.items()}
    waiting = department.plans.filter(intakes__facts__section="indicators").order_by("pk")[0]
    samples["plan of targets"] = {"of the department": waiting.pk}
    _rounds(world, own, theirs)


def _target(indicator: Indicator, unit: Unit, by: User) -> Target:
    return set_target(indicator, unit, {"year": 2031, "value": 50}, by=by)


def _rounds(world: Any, own: Indicator, theirs: Indicator) -> None:
    places, office = world.places, world.people["vanphong"]
    draft = _round(places["department"], office, own)
    open_ = _round(places["department"], office, own)
    closed = _round(places["department"], office, own, period="2020")
    foreign = _round(places["foreign"], world.stranger, theirs)
    for round_ in (open_, closed):
        open_round(round_, by=office)
    given = _report(open_, places["lower"])
    save_report(given, _values(own), by=world.people["daumoi"])
    upper = _report(open_, places["upper"])
    save_report(upper, _values(own), by=world.people["hieutruong"])
    submit_report(upper, by=world.people["hieutruong"])
    past = _report(closed, places["lower"])
    save_report(past, _values(own), by=world.people["daumoi"])
    accept_report(submit_report(past, by=world.people["daumoi"]), by=office)
    close_round(closed, "Hết hạn", by=office)
    RoundSheet.objects.create(
        round=open_,
        made_by=office,
        name="bang.xlsx",
        status=RoundSheet.Status.BAD,
        findings=[[2, "MAU-1", "Số liệu không thể âm. Hãy xem lại."]],
        found=1,
        marked=b"",
    )
    world.samples["number round"] = {
        "draft": draft.pk,
        "open": open_.pk,
        "closed": closed.pk,
        "foreign": foreign.pk,
    }
    world.samples["number report"] = {
        "own, being typed": given.pk,
        "handed in": upper.pk,
        "accepted": past.pk,
        "of the other school": _report(open_, places["other"]).pk,
    }
    row = Measurement.objects.get(report=past)
    world.samples["measurement"] = {"accepted": row.pk}


def _round(owner: Unit, by: User, indicator: Indicator, **more: Any) -> CollectionRound:
    said = {
        "title": "Số liệu mẫu",
        "period": str(timezone.localdate().year),
        "due_on": timezone.localdate() + timedelta(days=20),
        "kinds": ["school"],
        **more,
    }
    return create_round(owner, said, [indicator], by=by)


def _report(round_: CollectionRound, unit: Unit) -> UnitReport:
    rows = UnitReport.objects.select_related("round__owner", "unit")
    return rows.get(round=round_, unit=unit)


def _values(indicator: Indicator) -> dict[str, Any]:
    return {str(indicator.pk): {"n": "12", "d": None, "note": ""}}
