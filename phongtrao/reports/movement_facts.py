"""The facts of a movement's cumulative report, frozen with the paper as those of a plan are. S0-18.

Plain values only, dates as ISO text; ``MovementFacts.from_json`` reads back what ``to_json`` gave.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from phongtrao.reports.facts import Counts, Letter


@dataclass(frozen=True, slots=True)
class YearFacts:
    """What fell into one calendar year."""

    year: int
    plans: int = 0  # issued
    launched: int = 0  # units that launched in answer
    done: int = 0  # entries of work finished
    reports: int = 0  # progress reports accepted


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan of the movement: its tasks, the units it reached, and how their work stands."""

    plan: int
    title: str
    number: str
    owner: str
    tasks: int
    units: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """A review that was held; ``paper`` is its number."""

    name: str
    held_on: str
    paper: str = ""
    lessons: str = ""

    @property
    def day(self) -> date:
        return date.fromisoformat(self.held_on)


@dataclass(frozen=True, slots=True)
class MovementFacts:
    movement: int
    title: str
    owner: str
    superior: str
    number: str  # of the launching paper
    issued_on: str
    starts_on: str
    ends_on: str
    as_of: str
    asked: str  # who was asked to launch, in words
    units_asked: int
    units_launched: int
    units_working: int  # units with work of the movement's plans
    counts: Counts
    goals: str = ""
    years: tuple[YearFacts, ...] = ()
    plans: tuple[PlanLine, ...] = ()
    reviews: tuple[ReviewFacts, ...] = ()
    activities: tuple[str, ...] = ()  # what units did, as the writer accepted it
    letter: Letter = field(default_factory=Letter)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "MovementFacts":
        letter = data["letter"]
        plans = (PlanLine(**{**row, "counts": Counts(**row["counts"])}) for row in data["plans"])
        return cls(
            **{
                **data,
                "counts": Counts(**data["counts"]),
                "years": tuple(YearFacts(**row) for row in data["years"]),
                "plans": tuple(plans),
                "activities": tuple(data.get("activities", ())),
                "reviews": tuple(ReviewFacts(**row) for row in data["reviews"]),
                "letter": Letter(**{**letter, "recipients": tuple(letter["recipients"])}),
            }
        )


def sample_movement_facts() -> MovementFacts:
    """Invented facts with which an uploaded template is tried."""
    counts = Counts(done=40, on_time=10, late=2, percent=81)
    return MovementFacts(
        movement=0,
        title="Đổi mới sáng tạo và chuyển đổi số",
        owner="Sở Giáo dục và Đào tạo Sông Ngân",
        superior="Ủy ban nhân dân tỉnh Sông Ngân",
        number="05/KH-SGDĐT",
        issued_on="2024-09-16",
        starts_on="2024-09-16",
        ends_on="2030-12-31",
        as_of="2026-11-20",
        asked="xã, phường, đặc khu; trường; trung tâm",
        units_asked=40,
        units_launched=38,
        units_working=39,
        counts=counts,
        goals="Tạo chuyển biến mạnh về nhận thức.",
        years=(YearFacts(2024, 1, 30, 5, 4), YearFacts(2025, 1, 8, 35, 60)),
        plans=(PlanLine(1, "Triển khai năm 2025", "02/KH-SGDĐT", "Sở GDĐT", 4, 40, counts),),
        reviews=(ReviewFacts("năm 2024", "2024-12-12", "90/BC-SGDĐT", "Giao việc sớm hơn."),),
        letter=Letter("BC-SGDĐT", "Sông Ngân", "", "GIÁM ĐỐC", "Nguyễn Văn Mẫu", ("UBND tỉnh",)),
    )
