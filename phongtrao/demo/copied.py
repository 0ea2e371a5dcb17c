"""Initiatives of this year that tell again what last year's told: one passage, three, or all of it; and
reference texts of the Sở.

The index is built at the end, so that the demo's first visitor finds them.
"""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import yaml
from django.core.files.base import ContentFile
from django.db.models import F
from django.utils import timezone

from phongtrao.demo.initiatives import Idea, hand_in, with_writers
from phongtrao.demo.load import Province
from phongtrao.demo.paper import note_docx
from phongtrao.initiatives.models import Initiative, InitiativeRound, InitiativeVersion
from phongtrao.similarity.services.grouping import group_texts
from phongtrao.similarity.services.indexing import note_arrivals, read_waiting, rebuild, sweep
from phongtrao.similarity.services.references import Origin, load_references, start_loading

W, M = "working", "management"
REFERENCES = Path(__file__).with_name("references.yaml")
# A good third of it is last year's bank of questions; the teacher of the sign-in page handed it in.
OWN = Idea("Kho câu hỏi đọc hiểu Ngữ văn 8 dùng chung trong cụm trường", "digital", "lower", W, ("Thời gian ra một đề", "phút", 160, 45), ("open",))  # fmt: skip
OTHERS = (
    # An eighth of it is from there.
    Idea("Phiếu tự đánh giá kỹ năng viết đoạn văn của học sinh lớp 9", "quality", "lower", W, ("Bài trả được một học kỳ", "bài", 5, 12)),
    # These two and one of last year share a text.
    Idea("Bản đồ đường tới trường an toàn do cha mẹ học sinh lập", "quality", "pupils", M, ("Điểm nguy hiểm được xử lý", "điểm", 2, 19), ("safety",)),
    Idea("Cha mẹ cùng con vẽ bản đồ đường đến trường", "quality", "primary", M, ("Điểm nguy hiểm được xử lý", "điểm", 1, 11)),
)  # fmt: skip


def write_copied(province: Province, chance: Random) -> None:
    rounds = InitiativeRound.objects.filter(owner=province.department)
    _put_versions_back(rounds.get(status="ended"))
    teacher = (province.places["lower"], province.people["giaovien"])
    handed = Initiative.objects.values_list("unit", flat=True)
    pairs = [(OWN, teacher), *with_writers(OTHERS, province, besides=handed)]
    for days, (idea, writer) in enumerate(pairs, start=2):
        made = hand_in(rounds.get(status="open"), idea, writer, chance)
        when = timezone.now() - timedelta(days=days)
        Initiative.objects.filter(pk=made.pk).update(submitted_at=when)
        made.versions.update(made_at=when)
    _add_references(province)
    note_arrivals()
    read_waiting()
    rebuild()
    read_waiting()
    sweep()
    group_texts()


def _add_references(province: Province) -> None:
    said: dict[str, list[str]] = yaml.safe_load(REFERENCES.read_text(encoding="utf-8"))
    files = [ContentFile(_content(name, words), name=name) for name, words in said.items()]
    origin = Origin("Kho tài liệu cũ của Văn phòng Sở", date(2021, 7, 15))
    load = start_loading(files, origin, province.department, by=province.people["vanphong"])
    load_references(load.pk)


def _content(name: str, words: list[str]) -> bytes:
    return note_docx(*words) if name.endswith(".docx") else "\n\n".join(words).encode()


def _put_versions_back(round_: InitiativeRound) -> None:
    """The rest of that round was put back when it was ended."""
    rows = InitiativeVersion.objects.filter(initiative__round=round_)
    rows.update(made_at=F("made_at") - timedelta(days=365))
