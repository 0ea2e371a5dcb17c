"""Index sets: copied, drafted, issued, frozen. S4-25 S4-26"""

from dataclasses import replace
from decimal import Decimal

import pytest

from phongtrao.assessments.access.sets import visible_editions, visible_sets
from phongtrao.assessments.levels import BadLevels
from phongtrao.assessments.models import Edition, IndexSet
from phongtrao.assessments.rows import BadRow, Row
from phongtrao.assessments.services.sets import (
    Writing,
    copy_set,
    draft_edition,
    drop_draft,
    end_edition,
    issue_edition,
    save_edition,
)
from phongtrao.lib.errors import Conflict, NotAllowed, WrongState
from tests.assessments.made import ROWS, RULES, make_edition

pytestmark = pytest.mark.django_db
S = Edition.Status


@pytest.fixture
def shipped():
    return IndexSet.objects.get(key="qd_4725", owner=None)


@pytest.fixture
def draft(shipped, so, an):
    return copy_set(shipped, so, "Bộ của Sở", by=an).editions.get()


def test_a_copy_begins_with_what_was_shipped(shipped, draft):
    assert draft.status == S.DRAFT
    assert draft.rows == shipped.editions.get().rows
    assert draft.index_set.needs_check


def test_only_the_office_copies_and_edits(shipped, draft, so, giang):
    with pytest.raises(NotAllowed):
        copy_set(shipped, so, "Bộ khác", by=giang)
    with pytest.raises(NotAllowed):
        save_edition(draft, Writing(ROWS, RULES), read=0, by=giang)


def test_the_shipped_set_itself_is_never_changed(shipped, an):
    with pytest.raises(NotAllowed, match="Hãy sao về đơn vị"):
        draft_edition(shipped, by=an)


@pytest.mark.parametrize(
    ("code", "field", "changed"),
    [
        ("1.2", "most", {"most": Decimal("33.333")}),
        ("2.2", "each", {"each": Decimal("0.125")}),
        ("2.1", "choices", {"choices": [{"label": "Chưa", "points": "0"}, {"label": "Có", "points": "0.005"}]}),
    ],
)  # fmt: skip
def test_points_finer_than_hundredths_are_refused(draft, an, code, field, changed):
    rows = [replace(row, **changed) if row.code == code else row for row in ROWS]

    with pytest.raises(BadRow, match="quá hai chữ số thập phân") as told:
        save_edition(draft, Writing(rows, RULES), read=0, by=an)
    assert (told.value.code, told.value.field) == (code, field)


def test_more_criteria_than_anybody_answers_are_refused(draft, an):
    rows = [Row(str(n), "Tiêu chí", most=Decimal(1)) for n in range(2_001)]

    with pytest.raises(BadRow, match=r"quá 2\.000 dòng"):
        save_edition(draft, Writing(rows, RULES), read=0, by=an)


def test_a_draft_with_a_gap_at_75_is_refused_and_nothing_is_written(draft, an):
    bands = [
        RULES["bands"][0],
        {"key": "2", "label": "Mức 2", "from": "50", "below": "75"},
        RULES["bands"][2],
    ]

    with pytest.raises(BadLevels, match="đúng 75 điểm"):
        save_edition(draft, Writing(ROWS, {**RULES, "bands": bands}), read=0, by=an)
    draft.refresh_from_db()

    assert draft.saved == 0


def test_two_criteria_of_one_code_are_refused(draft, an):
    with pytest.raises(BadRow, match="cùng mã"):
        save_edition(draft, Writing((*ROWS, ROWS[-1]), RULES), read=0, by=an)


def test_who_saves_second_is_told(draft, an, vy):
    save_edition(draft, Writing(ROWS, RULES), read=0, by=an)

    with pytest.raises(Conflict, match="Người khác vừa lưu"):
        save_edition(draft, Writing(ROWS[:5], RULES), read=0, by=vy)


def test_an_issued_edition_is_frozen_and_the_next_is_another(so, an):
    edition = make_edition(so, an)

    with pytest.raises(WrongState, match="đã ban hành"):
        save_edition(edition, Writing(ROWS, RULES), read=edition.saved, by=an)
    following = draft_edition(edition.index_set, by=an)

    assert (following.number, following.status) == (2, S.DRAFT)
    assert following.rows == edition.rows == list(ROWS_AS_KEPT)
    assert draft_edition(edition.index_set, by=an) == following


ROWS_AS_KEPT = [replace(row, choices=[dict(one) for one in row.choices]) for row in ROWS]


def test_a_draft_that_changed_meanwhile_is_not_issued(draft, an, vy):
    stale = Edition.objects.get(pk=draft.pk)
    save_edition(draft, Writing(ROWS, RULES), read=0, by=vy)

    with pytest.raises(Conflict, match="Người khác vừa lưu"):
        issue_edition(stale, by=an)


def test_what_was_issued_meanwhile_is_not_dropped(so, an):
    draft = draft_edition(make_edition(so, an).index_set, by=an)
    stale = Edition.objects.get(pk=draft.pk)
    issue_edition(draft, by=an)

    with pytest.raises(WrongState, match="không bỏ được"):
        drop_draft(stale, by=an)


def test_a_draft_is_seen_by_its_office_alone(so, an, khanh, chi):
    edition = make_edition(so, an)
    draft_edition(edition.index_set, by=an)

    seen = {who: visible_editions(who, edition.index_set).count() for who in (an, khanh)}

    assert seen == {an: 2, khanh: 1}
    assert not visible_sets(chi).filter(pk=edition.index_set_id).exists()


def test_a_dropped_draft_leaves_the_issued_one(so, an):
    edition = make_edition(so, an)

    drop_draft(draft_edition(edition.index_set, by=an), by=an)
    end_edition(edition, by=an)

    assert [one.status for one in edition.index_set.editions.all()] == [S.ENDED]
    with pytest.raises(WrongState):
        issue_edition(edition, by=an)
