"""Text is found however it is typed."""

import pytest

from phongtrao.base.search import with_words
from phongtrao.web.models import Work

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Điều động", ["Điều động giáo viên"]),
        ("  dieu   DONG ", ["Điều động giáo viên"]),
        ("hòa", ["Hoà nhạc gây quỹ"]),
        ("giáo án", []),
    ],
)
def test_words_are_found_with_and_without_marks(an, words, found):
    for title in ("Điều động giáo viên", "Hoà nhạc gây quỹ"):
        Work.objects.create(title=title, started_by=an)

    rows = with_words(Work.objects.all(), "title", words)

    assert [row.title for row in rows] == found
