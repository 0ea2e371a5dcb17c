"""The English catalogue is complete: every sentence of code and templates, and nothing else."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import translation

from phongtrao.accounts.models import Role
from phongtrao.config.messages import SOURCE, read_entry
from phongtrao.notifications.models import Notice
from phongtrao.orgs.services import NewRole, give_role

PACKAGE = SOURCE.parent
CATALOGUE = SOURCE / "en" / "LC_MESSAGES" / "django.po"
EXTRACTED_FROM = {".py", ".html", ".txt"}

# what an English sentence has to fill in, or to keep, exactly like its Vietnamese one
PLACE = re.compile(r"%\(\w+\)[a-z]|%[sd]|%%|\{\w*\}|\{\{.*?\}\}|</?\w+>")
VIETNAMESE = re.compile(r"[À-ÖØ-öø-ỹ]+")
# What stays Vietnamese in English: the program's name, and what is written on papers.
NAMES = (
    "Phong Trào",
    "KH-SGDĐT",
    "BC-SGDĐT",
    "TB-SGDĐT",
    "QĐ-TTg",
    "KT. GIÁM ĐỐC",
    "tên_chỗ",
    "Mã đơn vị",
    "Một đáp án",
    "Nhiều đáp án",
    "Đúng sai",
    "Chậm nhất ngày 20/08/2026",
    "Tháng 8/2026",
    "Quý III/2026",
    "Năm 2026",
    "Trước ngày 15/12 hằng năm",
    "Thường xuyên",
    "Theo kế hoạch riêng",
    "Nhiệm vụ/giải pháp",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Thời gian thực hiện",
    "Kết quả thực hiện",
    "“Căn cứ”",
    "“Nơi nhận”",
    "(để b/c)",
    "“Cách gộp”",
    "“Số thành viên | số”",
    "“Hình thức | chọn | Tin bài; Video”",
    "số, chữ, ngày, chọn",
)


def read(path: Path) -> dict[tuple[str, ...], list[str]]:
    """(context, sentence, plural) → translations, of every entry but the header."""
    entries = [read_entry(block) for block in path.read_text(encoding="utf-8").split("\n\n")]
    return {key(entry): entry["msgstr"] for entry in entries if entry and entry["msgid"] != [""]}


def key(entry: dict[str, list[str]]) -> tuple[str, ...]:
    return tuple(entry.get(name, [""])[0] for name in ("msgctxt", "msgid", "msgid_plural"))


def copy_sources(target: Path) -> None:
    """Django leaves traces beside every template while it looks through them: not in our tree."""
    for path in PACKAGE.rglob("*"):
        if path.suffix in EXTRACTED_FROM and "vendor" not in path.parts:
            copy = target / path.relative_to(PACKAGE)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())


@pytest.fixture(scope="module")
def catalogue():
    return read(CATALOGUE)


@pytest.mark.needs("gettext")
def test_catalogue_has_every_sentence_and_no_other(tmp_path, monkeypatch, settings, catalogue):
    copy_sources(tmp_path)
    monkeypatch.chdir(tmp_path)
    settings.LOCALE_PATHS = [tmp_path / "locale"]

    call_command("makemessages", locale=["en"], no_wrap=True, no_location=True, verbosity=0)

    said = read(tmp_path / "locale" / "en" / "LC_MESSAGES" / "django.po")
    assert sorted(said.keys() - catalogue.keys()) == []  # make messages adds them
    assert sorted(catalogue.keys() - said.keys()) == []  # and drops these


def test_every_sentence_is_translated(catalogue):
    missing = [sentence for sentence, said in catalogue.items() if not all(said)]

    assert missing == []
    assert "#, fuzzy" not in CATALOGUE.read_text(encoding="utf-8")


def test_plurals_have_both_forms(catalogue):
    forms = {sentence: len(said) for sentence, said in catalogue.items()}

    assert forms == {sentence: 2 if sentence[2] else 1 for sentence in catalogue}


def test_places_to_fill_in_are_the_same_in_both_languages(catalogue):
    def places(text: str) -> list[str]:
        return sorted(PLACE.findall(text))

    different = [
        (sentence, text)
        for sentence, said in catalogue.items()
        for text in said
        if places(sentence[1]) != places(text)
    ]
    assert different == []


def test_edges_are_the_same_in_both_languages(catalogue):
    """What is put together from parts needs its blanks, and mails their line ends."""

    def edges(text: str) -> tuple[str, str]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    different = [key for key, said in catalogue.items() if {edges(key[1])} != set(map(edges, said))]
    assert different == []


def test_english_holds_no_vietnamese_but_names(catalogue):
    def foreign(text: str) -> list[str]:
        for name in NAMES:
            text = text.replace(name, "")
        return VIETNAMESE.findall(text)

    left = {text: foreign(text) for said in catalogue.values() for text in said if foreign(text)}
    assert left == {}


# ------------------------------------------------------------------ on the page


def words_of(html: str) -> str:
    """What a page says: its text and what its attributes say to those who cannot see it."""
    bare = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    said = re.findall(r'(?:aria-label|title|placeholder|alt|data-[\w-]+)="([^"]*)"', bare)
    return " ".join([re.sub(r"<[^>]+>", " ", bare), *said])


def test_page_speaks_english_once_chosen(client, binh, hoa_sen):
    client.force_login(binh)
    before = words_of(client.get("/").content.decode())

    client.post("/viec/ngon-ngu/", {"language": "en", "next": "/"})
    page = words_of(client.get("/").content.decode())

    for name in (binh.full_name, str(hoa_sen), "Xã Suối Mây", "Phong Trào", "Tiếng Việt"):
        page = page.replace(name, "")
    assert "Việc của tôi" in before
    assert "My work" in page
    assert VIETNAMESE.findall(page) == []


def test_page_stays_vietnamese_when_only_the_browser_is_english(client, binh):
    client.force_login(binh)

    page = client.get("/", headers={"accept-language": "en"})

    assert page["Content-Language"] == "vi"
    assert "Việc của tôi" in page.content.decode()


def test_notice_is_written_in_the_language_of_the_office_whatever_its_writer_reads(
    hoa, giang, hoa_sen
):
    with translation.override("en"):
        give_role(giang, NewRole(Role.FOCAL, hoa_sen), by=hoa)

    notice = Notice.objects.get(to=giang)
    assert notice.text == "Bạn được phân vai trò “Đầu mối của đơn vị” tại Trường THCS Hoa Sen."
