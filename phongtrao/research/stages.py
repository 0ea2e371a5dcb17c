"""A regime as data: stages inside fixed states, what each asks for, by when. No Django.

>>> rules = read_regime({"stages": [{"key": "a", "state": "proposed", "title": "Đề xuất", "days": 10}], "scale": []})
>>> rules.stage("a").title
'Đề xuất'
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date
from phongtrao.lib.words import say as _
from phongtrao.lib.working_days import WorkingDays

# The states that have stages, in the order a task passes through them.
STATES = ("proposed", "selecting", "approved", "running", "accepting", "accepted")
WORKING, CALENDAR = "working", "calendar"


@dataclass(frozen=True, slots=True)
class Item:
    """A point of a checklist; ``form``: by which form it is written."""

    key: str
    label: str
    form: str = ""
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class Stage:
    """``days`` 0: without a clock. ``since``: the clock runs from the beginning of that stage."""

    key: str
    state: str
    title: str
    guide: str = ""
    days: int = 0
    clock: str = CALENDAR
    since: str = ""
    needs_check: bool = False
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Rating:
    """One word of the scale; the scale is written best first."""

    key: str
    label: str
    passes: bool


@dataclass(frozen=True, slots=True)
class Due:
    day: date
    because: str


@dataclass(frozen=True, slots=True)
class Rules:
    stages: tuple[Stage, ...]
    scale: tuple[Rating, ...]
    report_months: int = 6
    selection: str = ""  # keys of the rules of the vote
    acceptance: str = ""

    @property
    def first(self) -> Stage:
        return self.stages[0]

    def stage(self, key: str) -> Stage:
        """BadInput for a stage of another regime: two are never mixed."""
        found = next((one for one in self.stages if one.key == key), None)
        if found is None:
            raise BadInput(_("Quy trình của nhiệm vụ này không có bước “%s”.") % key)
        return found

    def after(self, key: str) -> Stage | None:
        place = self.stages.index(self.stage(key)) + 1
        return self.stages[place] if place < len(self.stages) else None

    def first_of(self, state: str) -> Stage:
        """Raises StopIteration for a state without stages: ``read_regime`` lets none through."""
        return next(one for one in self.stages if one.state == state)

    def rating(self, key: str) -> Rating:
        found = next((one for one in self.scale if one.key == key), None)
        if found is None:
            raise BadInput(_("Thang xếp loại của quy trình này không có mức “%s”.") % key)
        return found


def due_of(stage: Stage, began: Mapping[str, date], week: WorkingDays) -> Due | None:
    """By when the stage is to be done, and why; None where it has no clock.

    ``began``: the day each stage began, this one too.
    """
    if not stage.days:
        return None
    since = began.get(stage.since) or began[stage.key]
    if stage.clock == WORKING:
        last = week.after(since, stage.days)
        said = _("%(days)s ngày làm việc kể từ %(since)s")
        off = week.off_between(since, last)
    else:
        last = since + timedelta(days=stage.days)
        said = _("%(days)s ngày kể từ %(since)s")
        off = []
    words = [said % {"days": stage.days, "since": format_date(since)}]
    if off:
        words.append(_("không tính %s ngày nghỉ lễ, Tết") % len(off))
    if stage.clock == WORKING and not week.knows(since, last):
        words.append(_("lịch nghỉ Tết của năm chưa được ghi"))
    if stage.needs_check:
        words.append(_("số ngày cần kiểm tra"))
    return Due(last, "; ".join(words))


# ------------------------------------------------------------------ rules as data


def read_regime(data: Mapping[str, Any]) -> Rules:
    """From plain values; BadInput says which stage is wrong."""
    stages = tuple(_stage(row) for row in data.get("stages", ()))
    _check(stages)
    voting = data.get("voting", {})
    return Rules(
        stages,
        tuple(Rating(row["key"], row["label"], bool(row["passes"])) for row in data["scale"]),
        int(data.get("report_months", 6)),
        voting.get("selection", ""),
        voting.get("acceptance", ""),
    )


def check_whole(rules: Rules) -> None:
    """A regime somebody wrote: every state has a stage, the scale can pass and fail. BadInput says what is missing."""
    without = [state for state in STATES if all(stage.state != state for stage in rules.stages)]
    if without:
        raise BadInput(_("Mỗi tình trạng của nhiệm vụ cần ít nhất một bước."))
    if {rating.passes for rating in rules.scale} != {True, False}:
        raise BadInput(_("Thang xếp loại cần ít nhất một mức đạt và một mức không đạt."))
    labels = [rating.label for rating in rules.scale]
    if twice := next((label for label in labels if labels.count(label) > 1), ""):
        raise BadInput(_("Mức xếp loại “%s” ghi hai lần. Hãy bỏ một.") % twice)
    if len({rating.key for rating in rules.scale}) < len(rules.scale):
        raise BadInput(_("Mỗi mức xếp loại một mã riêng. Hãy giữ nguyên tên mức đã có."))
    if not rules.selection or not rules.acceptance:
        raise BadInput(_("Hãy chọn quy tắc biểu quyết khi xét chọn và khi nghiệm thu."))


def _check(stages: tuple[Stage, ...]) -> None:
    keys = [stage.key for stage in stages]
    if not stages or len(set(keys)) < len(keys):
        raise BadInput(_("Quy trình cần có các bước, mỗi bước một mã riêng."))
    places = [STATES.index(stage.state) for stage in stages if stage.state in STATES]
    if len(places) < len(stages) or places != sorted(places):
        raise BadInput(_("Các bước phải đi theo thứ tự các tình trạng của nhiệm vụ."))
    for place, stage in enumerate(stages):
        if stage.since and stage.since not in keys[:place]:
            raise BadInput(_("Bước “%s” tính hạn từ một bước không đứng trước nó.") % stage.title)


def _stage(row: Mapping[str, Any]) -> Stage:
    items = tuple(
        Item(one["key"], one["label"], one.get("form", ""), bool(one.get("required", True)))
        for one in row.get("items", ())
    )
    return Stage(
        key=row["key"],
        state=row["state"],
        title=row["title"],
        guide=row.get("guide", ""),
        days=int(row.get("days", 0)),
        clock=row.get("clock", CALENDAR),
        since=row.get("since", ""),
        needs_check=bool(row.get("check")),
        items=items,
    )
