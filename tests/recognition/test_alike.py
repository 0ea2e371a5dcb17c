"""“Tương tự” on the page of a work."""

import pytest
from django.urls import reverse

from phongtrao.accounts.models import Role
from phongtrao.recognition.access import visible_creations
from phongtrao.recognition.models import Creation
from phongtrao.recognition.queries.alike import alike
from tests.factories import give, make_person, make_user
from tests.recognition.made import make_creation

pytestmark = pytest.mark.django_db
THEME = "Giáo dục STEAM/STEM, văn hóa đọc"
NEAR = {"theme": THEME, "area": "Giáo dục tiểu học"}


@pytest.fixture
def library(hoa_sen):
    """Titles → works; of reading corners, one of them without a theme, and of other things."""
    person = make_person("Nông Thị Hạ")

    def work(title, summary="", **more):
        return make_creation(hoa_sen, {person: 100}, title=title, summary=summary, **more)

    return {
        "corner": work("Góc đọc mở đầu giờ", "Học sinh tự chọn sách, tủ sách lớp đổi mỗi tuần.", **NEAR),
        "shelf": work("Tủ sách lớp xoay vòng", "Mỗi tháng tủ sách lớp đổi cho nhau, học sinh ghi sổ mượn."),
        "diary": work("Nhật ký đọc bằng tranh", "Trẻ vẽ lại điều đã nghe.", theme=THEME, tags=["Văn hóa đọc"], area="Tiểu học"),
        "hidden": work("Tủ sách lớp ngoài hành lang", "Tủ sách lớp đổi mỗi tuần.", theme=THEME, is_listed=False),
        "paper": work("Tuần không giấy ở văn thư", "Ký số nội bộ thay bản in.", theme="Cải cách hành chính"),
    }  # fmt: skip


def test_what_shares_words_or_theme_is_named_and_nothing_else(library, an):
    seen = visible_creations(an)

    assert alike(library["corner"], seen)[0] == library["shelf"]
    assert library["paper"] not in alike(library["corner"], seen)
    assert library["hidden"] not in alike(library["corner"], seen)
    assert alike(library["paper"], seen) == []


def test_at_most_five_are_named_in_two_queries(library, hoa_sen, an, django_assert_num_queries):
    person = make_person("Lâm Thị Mai")
    for number in range(9):
        make_creation(hoa_sen, {person: 100}, title=f"Tủ sách lớp số {number}", **NEAR)
    seen = visible_creations(an)

    with django_assert_num_queries(2):
        found = alike(library["corner"], seen.all())

    assert len(found) == 5


def test_the_page_shows_them_to_whoever_reads_the_library(library, client, hoa_sen):
    teacher = make_user("Giáo Viên")
    give(teacher, Role.TEACHER, hoa_sen)
    client.force_login(teacher)

    page = client.get(reverse("recognition:creation", args=[library["corner"].pk])).content.decode()
    alone = Creation.objects.get(pk=library["paper"].pk)
    other = client.get(reverse("recognition:creation", args=[alone.pk])).content.decode()

    assert "Tương tự" in page
    assert reverse("recognition:creation", args=[library["shelf"].pk]) in page
    assert "Tương tự" not in other
