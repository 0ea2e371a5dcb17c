"""One number written in two ways (SX-07): 03/NQ-CP in one place, 03-NQ/CP in another."""

from phongtrao.documents.models import OfficialDocument
from phongtrao.documents.queries import doubts_about
from phongtrao.documents.services import find_or_register_cited


def register(number: str) -> OfficialDocument:
    return find_or_register_cited(
        number, "NQ", "Chính phủ", abstract="Chương trình hành động", by=None
    )


def test_a_number_that_differs_only_in_separators_is_proposed_not_merged(db):
    right, odd = register("03/NQ-CP"), register("03-NQ/CP")

    assert right.pk != odd.pk
    assert [str(doubt.sentence) for doubt in doubts_about(odd, OfficialDocument.objects.all())] == [
        "Trong sổ có Nghị quyết 03/NQ-CP, số chỉ khác dấu ngăn. Hãy xem có phải cùng văn bản."
    ]


def test_another_number_is_no_doubt(db):
    odd = register("03-NQ/CP")
    register("03/NQ-TU")
    register("103/NQ-CP")

    assert doubts_about(odd, OfficialDocument.objects.all()) == []
