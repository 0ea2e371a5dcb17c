"""move(): the only door to a status. Shown on an official document."""

import pytest

from phongtrao.base.workflow import move, move_all
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.errors import WrongState
from tests.threads import at_once

S = OfficialDocument.Status
TRANSITIONS = {S.DRAFT: frozenset({S.ISSUED}), S.ISSUED: frozenset()}


def make_document(so) -> OfficialDocument:
    return OfficialDocument.objects.create(
        kind="KH", abstract="Kế hoạch chuyển đổi số", issuer=so, issuer_name=so.name
    )


def test_move_changes_state_and_fields_in_one_update(so, django_assert_num_queries):
    document = make_document(so)

    with django_assert_num_queries(2):  # the conditional UPDATE, and reading back
        left = move(document, S.ISSUED, TRANSITIONS, number="05/KH-SGDĐT")

    assert (left, document.status, document.number) == (S.DRAFT, S.ISSUED, "05/KH-SGDĐT")


def test_a_step_that_is_not_in_the_table_is_refused_in_words(so):
    document = make_document(so)
    move(document, S.ISSUED, TRANSITIONS, number="05/KH-SGDĐT")

    with pytest.raises(WrongState, match="Không thể chuyển từ “Đã ban hành” sang “Dự thảo"):
        move(document, S.DRAFT, TRANSITIONS)


def test_who_read_the_state_before_another_moved_it_loses(so):
    document = make_document(so)
    stale = OfficialDocument.objects.get(pk=document.pk)
    move(document, S.ISSUED, TRANSITIONS, number="05/KH-SGDĐT")

    with pytest.raises(WrongState, match="vừa được người khác xử lý"):
        move(stale, S.ISSUED, TRANSITIONS, number="06/KH-SGDĐT")

    document.refresh_from_db()
    assert document.number == "05/KH-SGDĐT"


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins(so):
    document = make_document(so)
    copies = [OfficialDocument.objects.get(pk=document.pk) for _ in range(2)]

    answers = at_once(
        *(
            lambda copy=copy, n=n: move(copy, S.ISSUED, TRANSITIONS, number=f"0{n}/KH")
            for n, copy in enumerate(copies)
        )
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "WrongState"]


def test_all_move_in_one_statement_but_those_in_another_state(so, django_assert_num_queries):
    documents = [make_document(so) for _ in range(2)]
    move(documents[0], S.ISSUED, TRANSITIONS, number="05/KH-SGDĐT")
    rows = OfficialDocument.objects.filter(pk__in=[one.pk for one in documents])

    with django_assert_num_queries(1):
        moved = move_all(rows, S.DRAFT, S.ISSUED, TRANSITIONS, number="06/KH-SGDĐT")

    assert moved == 1
    assert set(rows.values_list("number", flat=True)) == {"05/KH-SGDĐT", "06/KH-SGDĐT"}
    with pytest.raises(WrongState, match="Không thể chuyển từ “Đã ban hành” sang “Dự thảo"):
        move_all(rows, S.ISSUED, S.DRAFT, TRANSITIONS)
