"""What of the demo stands in two places."""

import pytest

from phongtrao.initiatives.kinds import KEY
from phongtrao.initiatives.models import InitiativeVersion
from phongtrao.initiatives.similar import texts
from phongtrao.similarity.kinds import KINDS
from phongtrao.similarity.models import IndexedText
from phongtrao.similarity.services.checking import Asked, find_copies

BANK = "Ngân hàng đề kiểm tra đọc hiểu theo mức độ"
OWN = "Kho câu hỏi đọc hiểu Ngữ văn 8 dùng chung trong cụm trường"
SHEET = "Phiếu tự đánh giá kỹ năng viết đoạn văn của học sinh lớp 9"
TRAINING = "Tài liệu tập huấn dạy viết đoạn văn, 2021"
MAPS = (
    "Bản đồ trường học an toàn do phụ huynh cùng vẽ",
    "Bản đồ đường tới trường an toàn do cha mẹ học sinh lập",
    "Cha mẹ cùng con vẽ bản đồ đường đến trường",
)


def _title(source):
    return KINDS[source.kind].titles([source.number])[source.number]


@pytest.mark.django_db
def test_the_demo_comes_indexed_and_six_of_its_initiatives_share_passages(demo):
    found = {}
    for version in InitiativeVersion.objects.select_related("initiative"):
        words = texts([version.pk])[version.pk]
        _document, findings = find_copies(words, Asked((KEY, version.initiative_id)))
        found[version.data["title"]] = {
            _title(one.source): round(one.overlap.share * 100) for one in findings
        }

    assert set(IndexedText.objects.values_list("status", flat=True)) == {"done"}
    assert {title for title, sources in found.items() if sources} == {BANK, OWN, SHEET, *MAPS}
    assert 30 <= found[OWN][BANK] <= 40
    assert 10 <= found[SHEET][BANK] <= 15
    assert 8 <= found[SHEET][TRAINING] <= 15
    assert [set(found[title]) | {title} for title in MAPS] == [set(MAPS)] * 3
    assert all(share >= 70 for title in MAPS for share in found[title].values())
    days = dict(InitiativeVersion.objects.values_list("data__title", "made_at__date"))
    assert days[BANK] < days[OWN]
    assert days[MAPS[0]] < min(days[title] for title in MAPS[1:])
