"""A score sheet: kept as a draft, final, taken up again, void. S0-29."""

from decimal import Decimal

import pytest

from phongtrao.audit.models import Entry
from phongtrao.base.workflow import move
from phongtrao.councils.models import Case, ScoreSheet
from phongtrao.councils.services.cases import TRANSITIONS as CASE_TRANSITIONS
from phongtrao.councils.services.conflicts import pin_conflict
from phongtrao.councils.services.sheets import (
    Answers,
    Unfinished,
    finish_sheet,
    reopen_sheet,
    save_draft,
)
from phongtrao.councils.services.voiding import void_lapsed
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from tests.councils.cast import make_case
from tests.councils.kind import change_dossier
from tests.councils.scored import (
    FAIR,
    answers,
    give_sheet,
    hash_of,
    leave,
    recuse,
    score,
)

S = ScoreSheet.Status


@pytest.fixture
def case(council) -> Case:
    return make_case(council, "Bảng số học di động")


@pytest.fixture
def sheet(seven, case) -> ScoreSheet:
    return give_sheet(case, seven.member("doc"))


@pytest.fixture
def doc(seven):
    return seven.people["doc"]


def deeds(sheet) -> list[str]:
    rows = Entry.objects.filter(subject_type="councils.scoresheet", subject_id=str(sheet.pk))
    return list(rows.order_by("pk").values_list("action", flat=True))


def test_a_draft_keeps_what_is_filled_in_and_may_be_half(sheet, case, doc):
    half = Answers(
        scores={"new": Decimal("2.5")}, notes={"new": "Đã có ở nơi khác"}, read=hash_of(case)
    )

    save_draft(sheet, half, by=doc)

    kept = ScoreSheet.objects.get()
    assert (kept.status, kept.scores, kept.notes) == (
        S.DRAFT,
        {"new": "2.5"},
        {"new": "Đã có ở nơi khác"},
    )
    assert (kept.total, kept.dossier_hash) == (None, hash_of(case))


def test_saving_a_draft_again_is_no_second_line_of_history(sheet, case, doc):
    save_draft(sheet, answers(case), by=doc)
    save_draft(sheet, answers(case, FAIR), by=doc)

    assert deeds(sheet) == ["councils.sheet_started"]
    assert ScoreSheet.objects.get().scores["new"] == "2"


def test_a_final_sheet_has_its_exact_total_and_the_version_it_was_scored_on(sheet, case, doc):
    finish_sheet(sheet, answers(case), by=doc)

    kept = ScoreSheet.objects.get()
    assert (kept.status, kept.total, kept.dossier_hash) == (S.FINAL, Decimal("8.25"), hash_of(case))
    assert kept.finished_at is not None


def test_an_unfinished_sheet_says_at_which_criteria(sheet, case, doc):
    half = Answers(scores={"form": Decimal(2), "science": Decimal("0.125")}, read=hash_of(case))

    with pytest.raises(Unfinished) as refused:
        finish_sheet(sheet, half, by=doc)

    assert [fault.key for fault in refused.value.faults] == [
        "form",
        "science",
        "new",
        "use",
        "effect",
    ]
    assert ScoreSheet.objects.get().status == S.ASSIGNED


def test_only_its_member_fills_a_sheet_in(sheet, case, seven, an):
    for user in (seven.people["xet"], seven.people["thu"], an):
        with pytest.raises(NotAllowed, match="Chỉ người được phân công"):
            save_draft(sheet, answers(case), by=user)


def test_a_dossier_that_changed_while_one_read_is_not_scored(sheet, case, doc):
    read = answers(case)
    change_dossier(case)

    with pytest.raises(WrongState, match="Hãy đọc bản mới"):
        finish_sheet(sheet, read, by=doc)

    assert ScoreSheet.objects.get().status == S.ASSIGNED


def test_a_final_sheet_is_not_written_over(sheet, case, doc):
    """A changed score after final: only by opening it again, with a reason."""
    score(sheet)

    for deed in (save_draft, finish_sheet):
        with pytest.raises(WrongState, match="hãy mở lại phiếu"):
            deed(sheet, answers(case, FAIR), by=doc)

    assert ScoreSheet.objects.get().total == Decimal("8.25")


def test_a_stale_page_does_not_write_over_what_was_finished_elsewhere(sheet, case, doc):
    stale = ScoreSheet.objects.get()
    score(sheet)

    with pytest.raises(WrongState, match="tải lại trang"):
        finish_sheet(stale, answers(case, FAIR), by=doc)

    assert ScoreSheet.objects.get().total == Decimal("8.25")


def test_a_final_sheet_is_opened_again_with_a_reason_and_no_numbers_in_history(sheet, case, doc):
    score(sheet)

    reopen_sheet(sheet, "Đọc sót minh chứng", by=doc)

    kept = ScoreSheet.objects.get()
    line = Entry.objects.latest("pk")
    assert (kept.status, kept.total, kept.finished_at) == (S.DRAFT, None, None)
    assert (line.action, line.data) == ("councils.sheet_reopened", {"reason": "Đọc sót minh chứng"})
    score(sheet, FAIR)
    assert ScoreSheet.objects.get().total == Decimal(7)


def test_opening_again_needs_a_reason(sheet, doc):
    score(sheet)

    with pytest.raises(BadInput, match="lý do"):
        reopen_sheet(sheet, "  ", by=doc)


def test_what_is_not_final_needs_no_opening(sheet, doc):
    with pytest.raises(WrongState, match="không phải mở lại"):
        reopen_sheet(sheet, "Nhầm", by=doc)


def test_nothing_is_scored_or_opened_once_the_case_is_decided(sheet, case, doc, seven):
    other = give_sheet(case, seven.member("xet"))
    score(sheet)
    move(case, Case.Status.LISTED, CASE_TRANSITIONS)
    move(case, Case.Status.DECIDED, CASE_TRANSITIONS, outcome="yes", outcome_label="Thông qua")

    with pytest.raises(NotAllowed, match="đã có kết quả"):
        reopen_sheet(sheet, "Nhầm", by=doc)
    with pytest.raises(NotAllowed, match="đã có kết quả"):
        save_draft(other, answers(case), by=seven.people["xet"])


# ------------------------------------------------------------------ what counts no longer


def test_a_changed_dossier_voids_the_sheet_visibly_and_asks_again(sheet, case, doc):
    score(sheet)
    change_dossier(case)

    assert void_lapsed(Case.objects.all(), by=None) == 1

    old, new = ScoreSheet.objects.order_by("pk")
    assert (old.status, old.void_reason) == (S.VOID, "Hồ sơ đã được sửa sau khi chấm.")
    assert (new.status, new.member, new.scores, new.total) == (
        S.DRAFT,
        old.member,
        old.scores,
        None,
    )
    assert Notice.objects.get(to=doc).text == (
        "Hồ sơ “Bảng số học di động” đã được sửa sau khi bạn chấm. Hãy xem lại điểm."
    )
    assert void_lapsed(Case.objects.all(), by=None) == 0  # the job may run twice


def test_a_late_recusal_voids_the_sheet_and_tells_nobody(sheet, case, seven, doc):
    score(sheet)
    recuse(case, seven.member("doc"))

    void_lapsed(Case.objects.all(), by=None)

    assert [one.status for one in ScoreSheet.objects.all()] == [S.VOID]
    assert not Notice.objects.filter(to=doc).exists()


def test_a_member_removed_in_the_middle_scores_no_more(sheet, case, seven, doc):
    save_draft(sheet, answers(case), by=doc)
    leave(seven.member("doc"))
    stale = ScoreSheet.objects.select_related("member").get()

    with pytest.raises(NotAllowed, match="không còn là thành viên"):
        finish_sheet(stale, answers(case), by=doc)
    void_lapsed(Case.objects.all(), by=None)

    kept = ScoreSheet.objects.get()
    assert (kept.status, kept.void_reason) == (S.VOID, "Thành viên đã thôi tham gia hội đồng.")


def test_what_a_member_finished_before_leaving_still_counts(sheet, case, seven):
    """Else a score could be removed with its giver."""
    score(sheet)
    leave(seven.member("doc"))

    assert void_lapsed(Case.objects.all(), by=None) == 0


def test_a_conflict_noted_late_voids_the_sheet_at_once(sheet, case, seven, an):
    score(sheet)

    pin_conflict(case, seven.member("doc"), "Người thân của tác giả", by=an)

    assert [one.status for one in ScoreSheet.objects.all()] == [S.VOID]


def test_sheets_of_decided_cases_stay_as_they_are(sheet, case, seven):
    score(sheet)
    move(case, Case.Status.LISTED, CASE_TRANSITIONS)
    move(case, Case.Status.DECIDED, CASE_TRANSITIONS, outcome="yes", outcome_label="Thông qua")
    change_dossier(case)
    leave(seven.member("doc"))

    assert void_lapsed(Case.objects.all(), by=None) == 0


@pytest.mark.parametrize("more", [1, 4])
def test_voiding_costs_the_same_for_any_number(council, seven, more, django_assert_max_num_queries):
    for number in range(more):
        case = make_case(council, f"Hồ sơ {number}")
        for name in ("doc", "xet"):
            score(give_sheet(case, seven.member(name)))
        change_dossier(case)

    with django_assert_max_num_queries(26):
        assert void_lapsed(Case.objects.all(), by=None) == 2 * more
