"""The facts of a consolidated requested report, frozen with its paper: plain values, dates as ISO text."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from phongtrao.reports.facts import Letter


@dataclass(frozen=True, slots=True)
class NumberFacts:
    """A sum or mean as written (“1.234,5”), of how many units; ``silent``: who left it empty."""

    label: str
    measure: str
    value: str
    is_mean: bool
    answered: int
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChoiceFacts:
    label: str
    counts: tuple[tuple[str, int], ...]
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextFacts:
    """What the units wrote in one box: (unit, text)."""

    label: str
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """``heads`` and ``rows``: the table by unit, numbers and choices only; the texts stand in ``texts``."""

    request: int
    title: str
    owner: str
    superior: str
    basis: str
    due_on: str
    as_of: str
    asked: int
    handed: int
    accepted: int
    owed: tuple[str, ...] = ()
    numbers: tuple[NumberFacts, ...] = ()
    choices: tuple[ChoiceFacts, ...] = ()
    texts: tuple[TextFacts, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    letter: Letter = field(default_factory=Letter)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "RequestFacts":
        letter = data["letter"]
        return cls(
            **{
                **data,
                "owed": tuple(data["owed"]),
                "numbers": tuple(
                    NumberFacts(**{**row, "silent": tuple(row["silent"])})
                    for row in data["numbers"]
                ),
                "choices": tuple(_choice(row) for row in data["choices"]),
                "texts": tuple(
                    TextFacts(row["label"], tuple((unit, text) for unit, text in row["texts"]))
                    for row in data["texts"]
                ),
                "heads": tuple(data["heads"]),
                "rows": tuple(tuple(row) for row in data["rows"]),
                "letter": Letter(**{**letter, "recipients": tuple(letter["recipients"])}),
            }
        )


def _choice(row: Mapping[str, Any]) -> ChoiceFacts:
    counts = tuple((label, n) for label, n in row["counts"])
    return ChoiceFacts(row["label"], counts, tuple(row["silent"]))


def sample_request_facts() -> RequestFacts:
    """Invented facts with which an uploaded template is tried."""
    return RequestFacts(
        request=0,
        title="Kết quả thực hiện phong trào đổi mới sáng tạo năm 2026",
        owner="Sở Giáo dục và Đào tạo Sông Ngân",
        superior="Ủy ban nhân dân tỉnh Sông Ngân",
        basis="Kế hoạch số 05/KH-SGDĐT ngày 15 tháng 01 năm 2026",
        due_on="2026-12-15",
        as_of="2026-12-20",
        asked=3,
        handed=2,
        accepted=1,
        owed=("Trường Tiểu học Mẫu",),
        numbers=(
            NumberFacts(
                "Số sáng kiến được công nhận", "sáng kiến", "1.234", is_mean=False, answered=2
            ),
            NumberFacts(
                "Tỷ lệ dùng học liệu số",
                "%",
                "81,5",
                is_mean=True,
                answered=1,
                silent=("Trường B",),
            ),
        ),
        choices=(ChoiceFacts("Đã tổ chức hội thi", (("Có", 1), ("Không", 1))),),
        texts=(TextFacts("Khó khăn, kiến nghị", (("Trường A", "Thiếu máy tính."),)),),
        heads=("Số sáng kiến được công nhận (sáng kiến)", "Đã tổ chức hội thi"),
        rows=(("Trường A", "1.230", "Có"), ("Trường B", "4", "Không")),
        letter=Letter("BC-SGDĐT", "Sông Ngân", "", "GIÁM ĐỐC", "Nguyễn Văn Mẫu", ("UBND tỉnh",)),
    )
