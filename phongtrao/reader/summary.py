"""A reading in a few Vietnamese lines, for the command line."""

from collections import Counter
from collections.abc import Iterator

from phongtrao.reader.model import Fact, Reading

DOUBTFUL_BELOW = 0.8
_NAMES = {
    "legal_bases": "Văn bản viện dẫn",
    "purposes": "Mục đích",
    "requirements": "Yêu cầu",
    "subjects": "Đối tượng",
    "phases": "Giai đoạn",
    "contents": "Nội dung",
    "solutions": "Giải pháp",
    "tasks": "Nhiệm vụ",
    "indicators": "Chỉ tiêu",
    "criteria": "Tiêu chí",
    "award_forms": "Hình thức khen thưởng",
    "award_rules": "Quy định khen thưởng",
    "responsibilities": "Trách nhiệm thực hiện",
    "reports_due": "Báo cáo phải nộp",
    "agenda": "Chương trình",
    "participants": "Thành phần dự",
    "dossier_components": "Thành phần hồ sơ",
    "budget": "Kinh phí",
    "recipients": "Nơi nhận",
    "contacts": "Đầu mối liên hệ",
}


def summary(reading: Reading) -> str:
    """What was read, in Vietnamese: the document, items for each section, what to check."""
    return "\n".join([*_document(reading), "", *_sections(reading), *_doubts(reading)])


def _document(reading: Reading) -> Iterator[str]:
    document = reading.plan["document"]
    number = document["number"] or f"…/{document['symbol'] or '…'}"
    yield f"{document['kind']} số {number} của {document['issuing_unit']}"
    if document["title"]:
        yield document["title"]
    pages = f", {reading.pages} trang" if reading.pages else ""
    yield f"Đọc được {len(reading.blocks)} đoạn{pages}."
    yield from reading.warnings


def _sections(reading: Reading) -> Iterator[str]:
    counts = Counter(fact.section for fact in reading.facts)
    doubts = Counter(fact.section for fact in reading.facts if is_doubtful(fact))
    for section, name in _NAMES.items():
        if counts[section]:
            doubt = f", {doubts[section]} mục cần xem lại" if doubts[section] else ""
            yield f"{name}: {counts[section]}{doubt}"


def _doubts(reading: Reading) -> Iterator[str]:
    reasons = Counter(fact.doubt for fact in reading.facts if is_doubtful(fact) and fact.doubt)
    if reasons:
        yield ""
        yield "Cần xem lại:"
    for reason, count in reasons.most_common():
        yield f"- {reason} ({count})"


def is_doubtful(fact: Fact) -> bool:
    """Whether a reviewer should look at this fact first."""
    return fact.confidence < DOUBTFUL_BELOW
