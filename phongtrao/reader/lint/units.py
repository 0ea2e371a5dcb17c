"""Units that lead: those that are no more on the plan's day, and those the recipients forget."""

import re
from collections.abc import Iterator
from datetime import date

from phongtrao.lib.words import gettext_noop as _
from phongtrao.reader.lint.dates import shown
from phongtrao.reader.lint.model import ERROR, NOTE, Defect, EndedUnit, Paper, Rule
from phongtrao.reader.model import Finding
from phongtrao.reader.text import plain

ENDED = Rule(
    "units.ended",
    ERROR,
    _("Giao việc cho đơn vị không còn"),
    _("%(unit)s đã kết thúc hoạt động từ ngày %(last_day)s, trước ngày của kế hoạch."),
    _("Nhiệm vụ giao cho đơn vị không còn thì không ai nhận (%(basis)s)."),
    _("Giao lại cho đơn vị kế thừa: %(successor)s."),
)
ENDS_DURING = Rule(
    "units.ends_during",
    NOTE,
    _("Đơn vị kết thúc khi kế hoạch còn hiệu lực"),
    _("Kế hoạch còn việc sau ngày %(last_day)s, ngày %(unit)s kết thúc hoạt động."),
    _("Từ hôm sau, việc giao cho đơn vị này không còn người nhận (%(basis)s)."),
    _("Nếu kế hoạch còn thực hiện, giao lại cho đơn vị kế thừa: %(successor)s."),
)
NOT_SENT_TO = Rule(
    "units.not_sent_to",
    NOTE,
    _("Nơi nhận thiếu đơn vị chủ trì"),
    _("%(unit)s được giao việc nhưng không có ở phần Nơi nhận."),
    _(
        "Đơn vị không nhận được văn bản thì không biết mình có việc (Nghị định 30/2020/NĐ-CP: nơi nhận ghi cơ quan, đơn vị thực hiện)."
    ),
    _("Thêm %(unit)s vào Nơi nhận."),
)
RULES = (ENDED, ENDS_DURING, NOT_SENT_TO)

# Bodies outside the issuer's own rooms and schools: a general line does not send the paper to them.
_OUTSIDE = (
    ("lien doan lao dong|cong doan nganh", "lien doan|cong doan|ldld|doan the"),
    ("mat tran to quoc|ubmttq|mttq", "mat tran|mttq|doan the"),
    ("hoi khuyen hoc", "hoi khuyen hoc|hoi|doan the"),
    ("hoi cuu chien binh", "cuu chien binh|ccb|hoi|doan the"),
    ("cong an (?:xa|phuong|tinh|thanh pho)", "cong an|co quan|ban, nganh|ban nganh|so, nganh"),
)
_EVERYBODY = re.compile(
    r"nhu tren|nhu muc|nhu phan|cac (?:co quan|to chuc|ban, nganh|ban nganh|doan the|phong, ban)|cac don vi lien quan|co lien quan|thanh vien"
)


def check_ended(paper: Paper) -> Iterator[Defect]:
    """Every kind of ended unit once, at its first task."""
    for unit in paper.ended:
        found = next((lead for lead in _leads(paper) if unit.written.search(plain(lead[0]))), None)
        if found is None or paper.day is None:
            continue
        name, finding = found
        if unit.last_day < paper.day.earliest:
            yield paper.defect(ENDED, name, finding, **_said(unit))
        elif _runs_beyond(paper, unit.last_day):
            yield paper.defect(ENDS_DURING, name, finding, **_said(unit))


def check_recipients(paper: Paper) -> Iterator[Defect]:
    """Only where there are recipients, and only for bodies no general line means."""
    recipients = plain(" | ".join(str(item["name"]) for item in paper.values("recipients")))
    if not recipients or _EVERYBODY.search(recipients):
        return
    said: set[str] = set()
    for name, finding in _leads(paper):
        for written, covering in _OUTSIDE:
            if written in said or not re.match(rf"(?:de nghi )?(?:{written})", plain(name)):
                continue
            said.add(written)
            if not re.search(covering, recipients):
                yield paper.defect(NOT_SENT_TO, name, finding, unit=name)


# ------------------------------------------------------------------ pieces


def _leads(paper: Paper) -> Iterator[tuple[str, Finding]]:
    """(unit as written, where): leads of tasks, then whoever carries out."""
    for finding in paper.findings["tasks"]:
        for name in finding.value["lead_units"]:
            yield str(name), finding
    for finding in paper.findings["responsibilities"]:
        yield str(finding.value["unit"]), finding


def _said(unit: EndedUnit) -> dict[str, str]:
    return {
        "unit": unit.name,
        "last_day": shown(unit.last_day.isoformat()),
        "basis": unit.basis,
        "successor": unit.successor,
    }


def _runs_beyond(paper: Paper, day: date) -> bool:
    """Whether the plan has work or targets after ``day``: a later deadline, or work without an end."""
    tasks = paper.values("tasks")
    if any(task["time_kind"] == "recurring" for task in tasks):
        return True
    years = [str(task["deadline"] or "")[:4] for task in tasks]
    years += [str(t["year"]) for item in paper.values("indicators") for t in item["targets"]]
    return any(year.isdigit() and int(year) > day.year for year in years)
