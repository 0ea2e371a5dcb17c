import unicodedata

import pytest

from phongtrao.lib.text import strip_marks
from phongtrao.similarity.engine import learn_common, phrase_codes, read_document, read_syllables

REPORT = """SỞ GIÁO DỤC VÀ ĐÀO TẠO
1. Lý do chọn đề tài
Căn cứ Luật Giáo dục số 43/2019/QH14 và các văn bản hướng dẫn
Theo Nghị quyết số 29-NQ/TW ngày 4/11/2013 của Ban Chấp hành Trung ương; tôi đã làm việc này.
Bác Hồ dạy: “Vì lợi ích mười năm thì phải trồng cây”. Còn “lời của chính tôi không có nguồn nào” thì tính.
TÀI LIỆU THAM KHẢO
1. Sách giáo khoa lớp năm
"""
BODY = "Theo tôi đã làm việc này Bác Hồ dạy Còn lời của chính tôi không có nguồn nào thì tính"


def counted(text, common=()):
    document = read_document(text, *common)
    spans = zip(document.syllables.starts, document.syllables.ends, document.counted, strict=True)
    return " ".join(text[start:end] for start, end, counts in spans if counts)


def test_only_the_body_counts():
    assert counted(REPORT) == BODY


@pytest.mark.parametrize("change", [strip_marks, lambda text: unicodedata.normalize("NFD", text)])
def test_only_the_body_counts_when_written_otherwise(change):
    assert counted(change(REPORT)) == change(BODY)


def test_a_quotation_counts_when_it_is_a_whole_chapter():
    chapter = "học sinh làm việc nhóm " * 60
    text = f"“{chapter.strip()}” (nguồn: Internet)"

    assert counted(text) == f"{chapter.strip()} nguồn Internet"


def test_what_many_documents_share_does_not_count():
    form = (
        "Tôi cam đoan những điều khai trên đây là đúng sự thật và không sao chép, vi phạm bản quyền của"
        " người khác, nếu sai tôi xin chịu trách nhiệm."
    )
    texts = [f"{form} Người thứ {'abcdefgh'[n % 8] * (n + 2)} viết." for n in range(40)]
    common = learn_common(phrase_codes(read_syllables(text).codes, 5) for text in texts)

    document = read_document(f"{form} Phần này là của tôi.", common)

    assert counted(document.text, (common,)) == "Phần này là của tôi"
    assert len(document.fingerprints) <= 5
