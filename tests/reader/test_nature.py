"""Papers that are no plan, more than one plan, and papers nobody may read here."""

import pytest
from docx import Document

from phongtrao.lib.errors import BadFile
from phongtrao.reader import read_plan, read_text
from phongtrao.reader.glance import glance
from phongtrao.reader.reading import NO_PLAN, OTHER_KIND, SECOND_PLAN
from phongtrao.reader.stamps import SecretPaper
from tests.reader.raw_word import p, write_word

HEAD = "UBND TỈNH AN BÌNH\nSỞ NỘI VỤ\nSố: {number}/{symbol}-SNV\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nAn Bình, ngày 05 tháng 3 năm 2026\n"
PLAN = (
    HEAD
    + "\n{kind}\nTriển khai công tác {about} năm 2026\n\nI. MỤC ĐÍCH\n- Nâng cao chất lượng công tác {about} của tỉnh.\nII. NHIỆM VỤ\n1. Rà soát các quy định hiện hành.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nGIÁM ĐỐC\nTrần Văn Bình\n"
)
LETTER = (
    HEAD
    + "V/v tổng hợp số liệu\nKính gửi: Ủy ban nhân dân các xã, phường\nĐề nghị các đơn vị gửi số liệu về Sở.\n"
)
CONTRACT = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHỢP ĐỒNG THUÊ NHÀ\nBên A: bà Lê Thị Lan. Bên B: ông Trần Văn Bình.\n1. Tiền thuê mỗi tháng là năm triệu đồng.\n2. Hợp đồng có giá trị đến hết năm.\n"
INVOICE = "HÓA ĐƠN GIÁ TRỊ GIA TĂNG\nĐơn vị bán hàng: Cửa hàng văn phòng phẩm Hoa Ban\nGiấy in 10 ram, thành tiền 700.000 đồng.\nTổng cộng: bảy trăm nghìn đồng.\n"
NOVEL = "Chương một\nBuổi sáng hôm ấy trời mưa nhỏ. Lan ngồi bên cửa sổ nhìn ra con đường làng quen thuộc.\nMẹ gọi vọng từ trong bếp ra, giọng ấm áp như mọi ngày.\n"


def plan(number=12, symbol="KH", kind="KẾ HOẠCH", about="thi đua") -> str:
    return PLAN.format(number=number, symbol=symbol, kind=kind, about=about)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (LETTER.format(number=3, symbol="CV"), "Công văn"),
        (plan(symbol="QĐ", kind="QUYẾT ĐỊNH"), "Quyết định"),
        (plan(symbol="TTr", kind="TỜ TRÌNH"), "Tờ trình"),
        (plan(symbol="BC", kind="BÁO CÁO"), "Báo cáo"),
        (CONTRACT, "Hợp đồng"),
        (INVOICE, "Hóa đơn"),
    ],
)
def test_another_kind_of_paper_says_which_and_nothing_in_it_is_sure(text, kind):
    reading = read_text(text)

    assert OTHER_KIND.format(kind=kind) in reading.warnings
    assert all(fact.confidence < 0.8 and fact.doubt for fact in reading.facts)


@pytest.mark.parametrize(
    "text",
    [
        plan(),
        plan(kind="QUYẾT ĐỊNH\nVề việc ban hành Kế hoạch"),
        plan(about="báo cáo, hợp đồng"),
        plan() + "\nPhụ lục I\nMẪU BÁO CÁO\n" + plan(kind="BÁO CÁO"),
        plan() + "\nMẫu số 1\n" + plan(),
    ],
    ids=["plain", "by decision", "about reports", "form of a report", "form of a plan"],
)
def test_a_plan_is_taken_for_one_plan(text):
    assert read_text(text).warnings == ()


def test_a_novel_is_no_plan_and_gives_no_tasks():
    reading = read_text(NOVEL)

    assert reading.warnings == (NO_PLAN,)
    assert (reading.plan["tasks"], reading.plan["document"]["number"]) == ([], None)


def test_of_two_plans_the_first_is_read_and_the_second_is_told():
    first, second = plan(12), plan(34, about="chuyển đổi số")
    lines = len((first + "\n").splitlines())

    reading = read_text(f"{first}\n{second}")

    assert reading.warnings == (SECOND_PLAN.format(where=f"dòng {lines + 1}"),)
    assert reading.plan["document"]["number"] == "12/KH-SNV"
    assert [item["text"] for item in reading.plan["purposes"]] == ["Nâng cao chất lượng công tác thi đua của tỉnh"]  # fmt: skip


@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "Độ mật: Mật", "MẬT    An Bình, ngày 5 tháng 3 năm 2026"])  # fmt: skip
@pytest.mark.parametrize("ending", [".txt", ".md", ".docx"])
def test_a_stamped_paper_is_refused_in_every_format(tmp_path, stamp, ending):
    path = tmp_path / f"ke-hoach{ending}"
    text = plan().replace("Độc lập", f"{stamp}\nĐộc lập")
    if ending == ".docx":
        write_word(path, "".join(map(p, filter(None, text.split("\n")))))
    else:
        path.write_text(text.replace("\n", "\n\n"), encoding="utf-8")

    for read in (read_plan, glance):
        with pytest.raises(SecretPaper):
            read(path)


def test_a_stamp_in_the_header_of_the_page_is_seen(tmp_path):
    document = Document()
    document.sections[0].header.paragraphs[0].text = "TỐI MẬT"
    for line in filter(None, plan().split("\n")):
        document.add_paragraph(line)
    path = tmp_path / "ke-hoach.docx"
    document.save(str(path))

    with pytest.raises(SecretPaper):
        read_plan(path)


def test_a_stamp_in_rich_text_is_seen_without_libreoffice(tmp_path):
    path = tmp_path / "ke-hoach.rtf"
    path.write_bytes(rb"{\rtf1\ansi\pard\b M\u7852?T\b0\par S\u7889?: 12/KH-SNV\par}")

    with pytest.raises(BadFile) as error:
        glance(path)

    assert isinstance(error.value, SecretPaper)


def test_words_about_secrets_are_no_stamp():
    assert read_text(plan(about="bảo mật, bí mật nhà nước")).warnings == ()
