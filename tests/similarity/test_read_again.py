"""A text that is read again while somebody looks it up."""

import pytest

from bench._reports import report
from phongtrao.similarity.queries.sources import answering_keys
from phongtrao.similarity.services.indexing import note_arrivals, read_waiting, rebuild
from tests.similarity.shelf import Shelf, answering, plugged


@pytest.mark.django_db
def test_what_is_read_again_while_one_looks_answers_under_its_new_key():
    with plugged(Shelf({number: report(number).text for number in (1, 2)})):
        note_arrivals()
        read_waiting()
        before = {row.number: row.pk for row in answering().values()}
        rebuild()
        read_waiting()
        after = {row.number: row.pk for row in answering().values()}

    assert set(before.values()).isdisjoint(after.values())
    found = answering_keys(list(before.values()), ("", 0))
    assert found == {after[number]: key for number, key in before.items()}
    both = answering_keys([*after.values(), *before.values()], ("", 0))
    assert both == {key: key for key in after.values()}
