"""Indicators of every sort, a round of them asked of schools, and the forms filled in."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.indicators.models import CollectionRound, Indicator, RoundSheet, UnitReport
from phongtrao.indicators.services.defining import create_indicator
from phongtrao.indicators.services.reporting import save_report, submit_report
from phongtrao.indicators.services.round_sheets import confirm_sheet, start_sheet, write_sheet
from phongtrao.indicators.services.rounds import create_round, open_round

YEAR = timezone.localdate().year


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def make_indicator(owner, by, code="CS-1", **more) -> Indicator:
    said = {
        "code": code,
        "name": f"Chỉ số {code}",
        "measure": "người",
        "numerator": "Số người",
        **more,
    }
    return create_indicator(owner, said, by=by)


def yes_no(owner, by, code="KS", **more) -> Indicator:
    """“Có dùng chữ ký số”: one for each unit."""
    return make_indicator(
        owner,
        by,
        code,
        **{
            "measure": "%",
            "rolling": "ratio",
            "denominator_source": "one",
            "numerator": "Có dùng",
            **more,
        },
    )


def ratio(owner, by, code="TL", **more) -> Indicator:
    """Typed below and above."""
    said = {"measure": "%", "rolling": "ratio", "denominator_source": "typed"}
    return make_indicator(owner, by, code, **said, **more)


def make_round(owner, by, *indicators, **more) -> CollectionRound:
    said = {
        "title": f"Số liệu năm {YEAR}",
        "period": str(YEAR),
        "due_on": in_days(10),
        "kinds": ["school"],
        "line": "prof",
        **more,
    }
    return create_round(owner, said, indicators, by=by)


def open_to(owner, by, *indicators, **more) -> CollectionRound:
    round_ = make_round(owner, by, *indicators, **more)
    open_round(round_, by=by)
    return round_


def report_of(round_, unit) -> UnitReport:
    rows = UnitReport.objects.select_related("round__owner", "unit")
    return rows.get(round=round_, unit=unit)


def typed(n, d=None, note="") -> dict[str, str | None]:
    return {"n": str(n), "d": None if d is None else str(d), "note": note}


def fill(report, by, **numbers) -> UnitReport:
    """``numbers``: by code of the indicator, as ``typed`` gives them."""
    keys = dict(report.round.indicators.values_list("code", "pk"))
    values = {str(keys[code.replace("_", "-")]): said for code, said in numbers.items()}
    return save_report(report, values, by=by)


def hand_in(report, by, **numbers) -> UnitReport:
    return submit_report(fill(report, by, **numbers), by=by)


def bring(round_, content, by, *, note="", confirmed=False) -> RoundSheet:
    """A table of a whole round with its job run, and once more where it is confirmed."""
    sheet = read(start_sheet(round_, content, "bang.xlsx", by=by))
    if sheet.status == RoundSheet.Status.ASKED and confirmed:
        sheet = read(confirm_sheet(sheet, note, by=by))
    return sheet


def read(sheet: RoundSheet) -> RoundSheet:
    write_sheet(sheet.pk, sheet.work_id)
    return RoundSheet.objects.select_related("round__owner", "work").get(pk=sheet.pk)


def fresh(user: User) -> User:
    """As a new request finds them: what one holds is kept with the user object."""
    return User.objects.get(pk=user.pk)


def d(value) -> Decimal:
    return Decimal(str(value))
