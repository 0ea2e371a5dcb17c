"""An initiative's papers as they are printed: each reader's pages are drawn from what they may read."""

import pytest
from pypdfium2 import PdfDocument

from phongtrao.documents.services.page_images import Printed, ask_for_pages
from phongtrao.initiatives.papers import INITIATIVE_REPORT
from phongtrao.initiatives.reading import read_initiative
from phongtrao.initiatives.services.printing import print_initiative
from phongtrao.initiatives.services.submitting import submit_initiative
from phongtrao.initiatives.services.writing import save_draft
from tests.documents.jobs import run_jobs
from tests.initiatives.made import WORDS, full_draft, make_written

SECRET = "congthucriengcuato"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PAGE_IMAGES_DIR = tmp_path / "pages"
    return settings.PAGE_IMAGES_DIR


@pytest.fixture
def handed_in(round_, hoa_sen, giang, giang_at_work):
    made = make_written(round_, hoa_sen, giang)
    values = WORDS | {"o2": SECRET}
    save_draft(made, full_draft(values=values, secret_keys=("o2",)), made.saved, by=giang)
    submit_initiative(made, by=giang)
    return made


def printed_for(initiative, user) -> Printed:
    return Printed.of_word(print_initiative(read_initiative(initiative, user), INITIATIVE_REPORT))


def words_printed(folder, printed) -> str:
    pages = PdfDocument(folder / f"{printed.key}.pdf")
    return " ".join(page.get_textpage().get_text_bounded() for page in pages)


@pytest.mark.office
def test_a_secret_part_is_on_the_pages_of_those_alone_who_read_it(
    handed_in, giang, an, binh, folder
):
    printed = {user.username: printed_for(handed_in, user) for user in (giang, an, binh)}
    for one in printed.values():
        ask_for_pages(one)
    run_jobs()

    said = {name: SECRET in words_printed(folder, one) for name, one in printed.items()}
    assert said == {"giang": True, "an": True, "binh": False}
    assert printed["giang"].key == printed["an"].key != printed["binh"].key


@pytest.mark.office
@pytest.mark.parametrize("paper", ["bao-cao", "don", "y-kien"])
def test_the_author_sees_each_paper_as_it_is_printed(handed_in, giang, chi, client, paper):
    url = f"/sang-kien/{handed_in.pk}/ban-in/{paper}/"
    client.force_login(giang)
    client.get(url)
    run_jobs()

    page = client.get(url).content.decode()
    drawn = [client.get(f"{url}?trang=1")]
    client.force_login(chi)
    drawn += [client.get(f"{url}?trang=1")]

    assert f'<img src="{url}?trang=1"' in page
    assert [one.status_code for one in drawn] == [200, 404]
    assert drawn[0]["Content-Type"] == "image/jpeg"


@pytest.mark.office
def test_changed_words_are_printed_anew(round_, hoa_sen, giang, giang_at_work, client):
    made = make_written(round_, hoa_sen, giang)
    url = f"/sang-kien/{made.pk}/ban-in/bao-cao/"
    client.force_login(giang)
    client.get(url)
    run_jobs()
    before = client.get(f"{url}?trang=1").status_code
    save_draft(made, full_draft(title="Tên đã sửa"), made.saved, by=giang)

    page = client.get(url).content.decode()

    assert "Đang dựng trang in" in page
    assert (before, client.get(f"{url}?trang=1").status_code) == (200, 404)
