"""Invented reports of teachers, as many as wanted, and copies of them: the corpus of similarity.

``report(7)`` is always the same text. Sentences are drawn from patterns and word lists by Zipf's law, a
third of the words by the report's own topic, so that phrases of five syllables recur between reports as
they do between colleagues; a long tail of invented words stands for names and terms. About 15 % of a
report is shared: the headings of the form, and sentences everybody writes.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from phongtrao.lib.text import place_tone
from phongtrao.lib.text.syllables import RIMES

SHARED = 0.15
TOPICS = 40

WORDS = {
    "who": """học sinh|giáo viên|nhà trường|phụ huynh|tổ chuyên môn|các em|bản thân tôi|ban giám hiệu|giáo viên
        chủ nhiệm|trẻ|nhóm nghiên cứu|đồng nghiệp|lớp trưởng|cán bộ thư viện|tổng phụ trách|chi đoàn|học sinh
        yếu|học sinh khá giỏi|thầy cô bộ môn|ban cán sự lớp|người học|cha mẹ các em|hội đồng sư phạm|nhóm trưởng""",
    "did": """tổ chức|xây dựng|vận dụng|thiết kế|khai thác|rèn luyện|áp dụng|hướng dẫn|triển khai|phát huy|đổi
        mới|kiểm tra|đánh giá|quan sát|ghi chép|phân tích|so sánh|trình bày|thảo luận|sưu tầm|biên soạn|lồng ghép|tích
        hợp|điều chỉnh|theo dõi|khảo sát|thống kê|chuẩn bị|giới thiệu|sắp xếp|phân loại|hoàn thiện|nghiên cứu|thử
        nghiệm|lựa chọn|củng cố|mở rộng|khắc phục|nhận xét|động viên|hỗ trợ|kết nối|chia sẻ|thực hành|luyện tập|ôn
        lại|tự học|khám phá|trải nghiệm|đóng vai|ghi nhớ|vẽ|đọc|viết lại|tóm tắt|đặt câu hỏi về|tìm hiểu|sáng tạo|bổ
        sung|đề xuất|hình thành|giải quyết|cải tiến|làm quen với|tạo ra|sử dụng|bồi dưỡng|giáo dục|nâng cao""",
    "what": """bài giảng|phiếu học tập|trò chơi|câu hỏi|tình huống|dự án|sơ đồ tư duy|phần mềm|video|tranh ảnh|đồ
        dùng dạy học|thí nghiệm|bài tập|kế hoạch bài dạy|góc học tập|thư viện lớp|câu lạc bộ|hoạt động nhóm|bảng
        kiểm|tiêu chí|nội quy lớp|nhật ký|sân chơi|vườn trường|ngữ liệu|bài đọc|đoạn văn|từ vựng|phép tính|biểu đồ|bản
        đồ|mô hình|sản phẩm|hồ sơ học tập|ngân hàng đề|đề kiểm tra|ma trận|kỹ năng sống|thói quen|nền nếp|ý thức|năng
        lực|phẩm chất|phương pháp|hình thức|biện pháp|nội dung|chuyên đề|tiết học|buổi ngoại khóa|chủ đề|bài hát|câu
        chuyện|truyện kể|thơ|nhân vật|hình vẽ|đồ chơi|nguyên vật liệu|môi trường|không gian lớp|thời khóa biểu|quy
        trình|ứng dụng|trang mạng|máy tính|máy chiếu|bài kiểm tra|kết quả học tập|điểm số|nhận thức|tư duy|khả năng
        diễn đạt|sự tự tin|vốn từ|lỗi chính tả|công thức|định luật|phương trình|phản ứng|tế bào|sự kiện|di tích|làng
        nghề|phong tục|lễ hội|an toàn giao thông|bạo lực học đường|vệ sinh|dinh dưỡng|thể lực|động tác|bài thể dục""",
    "kind": """mới|phù hợp|hiệu quả|sinh động|gần gũi|thiết thực|hấp dẫn|đơn giản|cụ thể|rõ ràng|tích cực|chủ
        động|linh hoạt|đa dạng|sáng tạo|vừa sức|khoa học|thường xuyên|đồng bộ|trực quan|nhẹ nhàng|chặt chẽ|phong
        phú|quen thuộc|cần thiết|bổ ích|riêng biệt|khác nhau|đúng mức|kịp thời|tự nhiên|hợp lý|thân thiện|bền vững""",
    "when": """trong giờ học|trong quá trình dạy học|ở đầu tiết học|sau mỗi chủ đề|vào cuối tuần|trong học kỳ
        một|ngay từ đầu năm học|khi học bài mới|trước khi đến lớp|ở nhà|trong giờ ra chơi|qua từng bài|mỗi buổi
        sáng|hằng tháng|trong năm học vừa qua|sau hai tháng thực hiện|vào tiết sinh hoạt lớp|trong giờ thực hành|khi làm
        việc nhóm|cuối học kỳ|trong các buổi ngoại khóa|ở hoạt động khởi động|ở hoạt động vận dụng|lúc ôn tập""",
    "join": """nhằm|để|từ đó|qua đó|nhờ vậy|đồng thời|bên cạnh đó|vì vậy|tuy nhiên|ngoài ra|mặt khác|trên cơ sở
        đó|không chỉ vậy|hơn nữa|trái lại|chẳng hạn|thực tế cho thấy|cụ thể là|kết quả là|bởi lẽ|do đó|trước hết|tiếp
        theo|cuối cùng""",
    "can": """có thể|sẽ|đã|được|biết|cần|phải|luôn|thường|dần dần|mạnh dạn|bước đầu|chủ động|tích cực|tự giác|cùng
        nhau|bắt đầu|tiếp tục|không ngại|hào hứng""",
    "at": "khi|trong|ở|nhân|tại|sau|trước|giữa|bằng|nhờ|dựa vào|thông qua|ngoài",
    "and": "và|cùng với|hoặc|cũng như|kèm theo|gắn với",
    "of": "của|cho|với|từ|về|trong|theo|qua|đối với",
}
PATTERNS = """
join who can did what kind when
at what tail , who did what kind and what of who
who can did what tail of what kind , join did what of tail
did what kind of who , join who can did what and tail
join , who did what tail at what kind , who can did what of tail
what kind and what tail can did what of who at tail
who did what , did what of tail and did what kind
when , figure who can did what tail , join what of tail can kind
figure who did what tail of what , join who can did what kind
tail can did what of tail , join what of who can kind
who of tail can did what kind when , join did what tail and what
join what of tail can kind , who can did what of what at tail
"""
HEADINGS = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "BÁO CÁO BIỆN PHÁP, SÁNG KIẾN",
    "I. Lý do chọn biện pháp, sáng kiến",
    "II. Thực trạng trước khi áp dụng sáng kiến",
    "III. Nội dung và cách thức thực hiện sáng kiến",
    "IV. Hiệu quả và khả năng áp dụng của sáng kiến",
    "V. Kết luận và kiến nghị, đề xuất với các cấp",
)
SECTIONS = HEADINGS[3:]
CLOSING = "Tôi cam đoan những điều khai trên đây là đúng sự thật và không sao chép, vi phạm bản quyền của người khác."
ONSETS = [
    "b",
    "c",
    "d",
    "đ",
    "g",
    "h",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "ph",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
]
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    own: bool  # written by the author, not shared


@dataclass(frozen=True, slots=True)
class Report:
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@lru_cache(maxsize=4_096)
def report(number: int) -> Report:
    """The report of this number: five parts, 60 to 140 sentences, some 2,500 syllables."""
    rng = np.random.default_rng((7, number))
    topic, many = number % TOPICS, int(rng.integers(60, 141))
    own, shared = iter(_sentences(rng, topic, many)), _shared_sentences()
    said: list[Paragraph] = [Paragraph(line, own=False) for line in HEADINGS[:3]]
    for heading in SECTIONS:
        said.append(Paragraph(heading, own=False))
        for _ in range(many // 20):
            lines = [line for _, line in zip(range(4), own, strict=False)]
            said.append(Paragraph(" ".join(lines), own=True))
        # Common sentences are taken by Zipf as well: some by everybody, some by one in two hundred.
        for _ in range(round(many * SHARED / len(SECTIONS))):
            at = min(int(rng.zipf(1.3)), len(shared)) - 1
            said.append(Paragraph(shared[at], own=False))
    return Report((*said, Paragraph(CLOSING, own=False)))


def sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=\.) ", text) if one]


@cache
def _shared_sentences() -> list[str]:
    return _sentences(np.random.default_rng(3), 0, 150)


def _sentences(rng: np.random.Generator, topic: int, count: int) -> list[str]:
    patterns = [line.split() for line in PATTERNS.strip().splitlines()]
    chosen = [patterns[at] for at in rng.integers(0, len(patterns), count).tolist()]
    slots = [slot for pattern in chosen for slot in pattern]
    drawn = {slot: iter(_draw(rng, slot, topic, slots.count(slot))) for slot in sorted(set(slots))}
    return [_say([next(drawn[slot]) for slot in pattern]) for pattern in chosen]


def _draw(rng: np.random.Generator, slot: str, topic: int, count: int) -> list[str]:
    if slot == ",":
        return [","] * count
    if slot == "figure":
        return [f"có {a}/{b}" for a, b in rng.integers(5, 99, (count, 2)).tolist()]
    words, weights = _lexicon()[slot]
    places = np.searchsorted(weights, rng.random(count))
    # A third of the words belongs to the topic: the same law over another order of the list.
    turned = (places * 7 + topic * 31) % len(words)
    places = np.where(rng.random(count) < 1 / 3, turned, places)
    return [words[at] for at in places.tolist()]


def _say(words: list[str]) -> str:
    line = " ".join(words).replace(" ,", ",").lstrip(", ")
    return line[:1].upper() + line[1:] + "."


@cache
def _lexicon() -> dict[str, tuple[list[str], np.ndarray]]:
    lists = {
        slot: [" ".join(word.split()) for word in block.split("|")] for slot, block in WORDS.items()
    }
    lists["tail"] = invented()
    return {slot: (words, _zipf(len(words))) for slot, words in lists.items()}


def _zipf(size: int) -> np.ndarray:
    weights = 1 / (np.arange(size) + 20) ** 0.9
    return np.cumsum(weights / weights.sum())


@cache
def invented(count: int = 4_000) -> list[str]:
    """Possible words of two syllables that stand in no dictionary of ours."""
    rng = np.random.default_rng(11)
    rimes = sorted(RIMES)
    picks = rng.integers(0, (len(ONSETS), len(rimes), len(TONES)), (count, 2, 3)).tolist()
    return [" ".join(_syllable(rimes, *pick) for pick in word) for word in picks]


@cache
def syllables() -> list[str]:
    return sorted({one for word in invented() for one in word.split()})


def _syllable(rimes: list[str], onset: int, rime: int, tone: int) -> str:
    return place_tone(ONSETS[onset] + rimes[rime] + TONES[tone])
