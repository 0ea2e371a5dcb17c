"""The report and the application in Word: complete, in order, without what is kept from the reader."""

import pytest

from phongtrao.documents.comparison import read_passages
from phongtrao.documents.content import WORD
from phongtrao.documents.word.check import check_template
from phongtrao.initiatives.make_templates import make_application, make_report
from phongtrao.initiatives.papers import (
    INITIATIVE_APPLICATION,
    INITIATIVE_OPINION,
    INITIATIVE_REPORT,
)
from phongtrao.initiatives.reading import read_initiative
from phongtrao.initiatives.services.printing import print_initiative
from phongtrao.initiatives.services.submitting import submit_initiative
from phongtrao.initiatives.services.writing import save_draft
from tests.initiatives.made import WORDS, full_draft, make_written

pytestmark = pytest.mark.django_db


def words_of(initiative, user, paper):
    content = print_initiative(read_initiative(initiative, user), paper)
    return "\n".join(passage.text for passage in read_passages(content, WORD))


@pytest.fixture
def with_secret(round_, hoa_sen, giang, giang_at_work):
    made = make_written(round_, hoa_sen, giang)
    save_draft(made, full_draft(secret_keys=("o2",)), made.saved, by=giang)
    submit_initiative(made, by=giang)
    return made


@pytest.mark.parametrize("paper", [INITIATIVE_REPORT, INITIATIVE_APPLICATION, INITIATIVE_OPINION])
def test_our_templates_have_every_place(paper):
    assert check_template(paper.default.read_bytes(), paper.places) == []


@pytest.mark.parametrize("make", [make_report, make_application])
def test_templates_are_in_the_letterhead_of_a_person(make):
    said = [paragraph.text for paragraph in make().paragraphs[:2]]

    assert said == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]


def test_report_says_what_was_written(with_secret, giang):
    said = words_of(with_secret, giang, INITIATIVE_REPORT)

    for part in (with_secret.title, *WORDS.values(), "5.1. Thực trạng trước khi có giải pháp"):
        assert part in said


def test_secret_parts_are_printed_for_authors_and_checkers_only(with_secret, giang, an, binh):
    shown = [
        WORDS["o2"] in words_of(with_secret, user, INITIATIVE_REPORT) for user in (giang, an, binh)
    ]

    assert shown == [True, True, False]


def test_application_names_the_addressee_and_the_pledge(with_secret, giang):
    said = words_of(with_secret, giang, INITIATIVE_APPLICATION)

    assert "Kính gửi: Hội đồng sáng kiến Sở Giáo dục và Đào tạo Sông Ngân" in said
    assert "Tôi xin cam đoan" in said


def test_on_the_screen_a_table_stays_a_table_with_its_empty_cells(with_secret, giang, client):
    client.force_login(giang)

    shown = client.get(f"/sang-kien/{with_secret.pk}/ban-in/bao-cao/").content.decode()

    assert "<td>Họ và tên</td><td>Ngày sinh</td><td>Nơi công tác</td>" in shown
    assert f"<td>{giang.full_name}</td><td></td><td>" in shown  # no day of birth is known
