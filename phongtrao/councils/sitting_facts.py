"""What a paper of a sitting is made of: plain values, frozen when it is asked for. No Django."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SeatFacts:
    name: str
    role: str
    note: str = ""  # why absent


@dataclass(frozen=True, slots=True)
class VoteFacts:
    """One item. ``lines``: choice, number, share; empty where nothing was counted."""

    title: str
    choices: tuple[str, ...] = ()
    mode: str = ""
    rule: str = ""
    seats: int = 0
    present: int = 0
    written: int = 0
    cast: int = 0
    valid: int = 0
    spoilt: int = 0
    lines: tuple[tuple[str, int, str], ...] = ()
    conclusion: str = ""
    recused: tuple[str, ...] = ()
    tellers: tuple[str, ...] = ()
    again: str = ""  # why an earlier turn was void
    turn: int = 1
    scores: tuple[str, ...] = ()
    score: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True)
class SittingFacts:
    """A sitting. Days and hours as they are printed; ``number`` with its symbol, “01/BB-HĐ”."""

    unit: str
    council: str
    decision: str
    number: str
    locality: str
    date_line: str  # ngày … tháng … năm …
    began: str
    ended: str
    place: str
    chair: SeatFacts
    secretary: SeatFacts
    seats: int
    present: tuple[SeatFacts, ...] = ()
    absent: tuple[SeatFacts, ...] = ()
    wrote: tuple[SeatFacts, ...] = ()
    items: tuple[VoteFacts, ...] = ()
    left: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    course: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, frozen: Mapping[str, Any]) -> "SittingFacts":
        seats = {
            name: tuple(SeatFacts(**row) for row in frozen[name])
            for name in ("present", "absent", "wrote")
        }
        one = {name: SeatFacts(**frozen[name]) for name in ("chair", "secretary")}
        items = tuple(_vote(row) for row in frozen["items"])
        names = {name: tuple(frozen.get(name, ())) for name in ("left", "withdrawn")}
        return cls(**{**frozen, **seats, **one, **names, "items": items})


def _vote(row: Mapping[str, Any]) -> VoteFacts:
    lists = ("choices", "recused", "tellers", "scores")
    lines = tuple((label, n, share) for label, n, share in row["lines"])
    return VoteFacts(**{**row, **{name: tuple(row[name]) for name in lists}, "lines": lines})


def sample_sitting_facts() -> SittingFacts:
    """Invented facts with which an uploaded template is tried."""
    chair, secretary = SeatFacts("Hà Văn Chủ", "Chủ tịch"), SeatFacts("Tạ Minh Thư", "Thư ký")
    vote = VoteFacts(
        title="Sáng kiến dạy học theo dự án",
        choices=("Đồng ý", "Không đồng ý"),
        mode="Bỏ phiếu giấy",
        rule="Quá nửa số thành viên có mặt",
        seats=7,
        present=5,
        written=1,
        cast=6,
        valid=5,
        spoilt=1,
        lines=(("Đồng ý", 4, "66,7%"), ("Không đồng ý", 1, "16,7%")),
        conclusion="Thông qua",
        recused=("Mạc Thị Ba",),
        tellers=("Kim Văn Tư", "Đoàn Thị Năm"),
        scores=("88", "91,5"),
        score="89,75",
        grade="Tốt",
    )
    return SittingFacts(
        unit="Sở Giáo dục và Đào tạo Sông Ngân",
        council="Hội đồng sáng kiến",
        decision="Quyết định số 12/QĐ-SGDĐT",
        number="01/BB-HĐ",
        locality="Sông Ngân",
        date_line="ngày 20 tháng 11 năm 2026",
        began="08 giờ 00",
        ended="10 giờ 30",
        place="Phòng họp số 1",
        chair=chair,
        secretary=secretary,
        seats=7,
        present=(chair, secretary),
        absent=(SeatFacts("Chu Văn Sáu", "Ủy viên", "đi công tác"),),
        wrote=(SeatFacts("Lý Thị Phó", "Phó Chủ tịch"),),
        items=(vote,),
        left=("Sáng kiến chưa đủ minh chứng",),
        course="Thư ký báo cáo; các thành viên thảo luận.",
    )
