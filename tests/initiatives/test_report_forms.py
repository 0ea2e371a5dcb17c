"""An office's own form of report: copied, changed as a draft, issued, then frozen; rounds keep theirs. S0-34"""

from dataclasses import replace
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from phongtrao.audit.models import Entry
from phongtrao.documents.field_changes import changes_between
from phongtrao.documents.fields import MOST_FIELDS, BadField, Field, FieldKind, read_fields
from phongtrao.documents.models import Form, FormVersion
from phongtrao.documents.services.shipped import Heading
from phongtrao.initiatives.reading import read_earlier
from phongtrao.initiatives.services.copying import copy_round
from phongtrao.initiatives.services.report_forms import (
    Read,
    copy_form,
    drop_draft,
    issue_form,
    save_form,
)
from phongtrao.initiatives.services.round_forms import change_form, newer_form
from phongtrao.initiatives.services.submitting import gaps_of, submit_initiative
from phongtrao.initiatives.services.writing import save_draft
from phongtrao.lib.errors import BadInput, Conflict, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.services import Order, reorganise
from tests.initiatives.made import full_draft, make_round, make_written
from tests.threads import at_once

pytestmark = pytest.mark.django_db
TITLE = "Báo cáo của trường"
NEW = Field("", FieldKind.LONG, "Điều kiện áp dụng", least_words=10)


@pytest.fixture
def shipped(db) -> Form:
    return Form.objects.get(key="initiative_report", owner=None)


@pytest.fixture
def own(shipped, so, an) -> Form:
    return copy_form(shipped, so, TITLE, by=an)


@pytest.fixture
def issued(own, an) -> Form:
    issue_form(own, Read(1), by=an)
    return own


def boxes(form, number=None):
    versions = form.versions.filter(number=number) if number else form.versions.order_by("-number")
    return read_fields(versions[0].fields)


def read_of(form):
    newest = form.versions.latest("number")
    return Read(newest.number, newest.saved)


def change(form, *fields, by, title=TITLE):
    return save_form(
        form, Heading(title, form.basis, form.needs_check), fields, read_of(form), by=by
    )


def deeds():
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def test_a_copy_is_the_units_own_draft_still_to_be_checked(own, shipped, so):
    version = own.versions.get()

    assert (own.owner, own.needs_check, own.basis) == (so, True, shipped.basis)
    assert (version.is_draft, version.fields) == (True, shipped.versions.get().fields)
    assert deeds()[-1] == "initiatives.form_copied"


def test_two_copies_stand_beside_each_other_and_a_draft_is_not_copied(own, shipped, so, an):
    assert copy_form(shipped, so, TITLE, by=an).key == "initiative_report_3"
    with pytest.raises(WrongState, match="chưa ban hành"):
        copy_form(own, so, "Mẫu nữa", by=an)


def test_copies_of_two_units_that_become_one_stand_beside_each_other(
    shipped, hoa_sen, binh_minh, binh, chi
):
    copy_form(shipped, hoa_sen, "Mẫu của Hoa Sen", by=binh)
    copy_form(shipped, binh_minh, "Mẫu của Bình Minh", by=chi)
    merger = (Merge((hoa_sen.pk,), binh_minh.pk),)

    reorganise(Order("Sáp nhập", timezone.localdate(), merger), by=None)

    titles = Form.objects.filter(owner=binh_minh).values_list("title", flat=True)
    assert set(titles) == {"Mẫu của Hoa Sen", "Mẫu của Bình Minh"}


def test_a_box_for_files_is_not_offered_to_be_kept_secret(own, an):
    secret = {"may_be_secret": True}

    change(own, replace(NEW, **secret), Field("", FieldKind.FILE, "Minh chứng", **secret), by=an)

    assert [box.may_be_secret for box in boxes(own)] == [True, False]


def test_only_who_holds_rounds_of_the_unit_copies_changes_and_issues(own, shipped, so, binh, giang):
    for deed in (
        partial(copy_form, shipped, so, TITLE),
        partial(change, own, NEW),
        partial(issue_form, own, Read(1)),
        partial(drop_draft, own, Read(1)),
    ):
        for user in (binh, giang):
            with pytest.raises(NotAllowed):
                deed(by=user)
    assert Form.objects.filter(owner=so).count() == 1


def test_a_shipped_form_is_not_changed(shipped, an):
    with pytest.raises(NotAllowed, match="Hãy tạo mẫu riêng"):
        change(shipped, NEW, by=an)


def test_a_draft_is_written_over_and_issued_it_is_frozen(own, an):
    before = own.versions.get().fields

    change(own, *boxes(own), NEW, by=an)
    change(own, *boxes(own)[1:], by=an)
    assert own.versions.count() == 1
    issue_form(own, read_of(own), by=an)
    first = own.versions.get().fields
    made = change(own, boxes(own)[0], by=an)

    assert (made.number, made.is_draft, len(made.fields)) == (2, True, 1)
    assert own.versions.get(number=1).fields == first != before
    assert deeds()[-1] == "initiatives.form_issued"


def test_a_name_alone_makes_no_version(issued, an):
    change(issued, *boxes(issued), by=an, title="Mẫu mới của Sở")
    issued.refresh_from_db()

    assert (issued.title, issued.versions.count()) == ("Mẫu mới của Sở", 1)
    assert deeds()[-1] == "initiatives.form_named"


def test_who_read_an_older_saving_changes_issues_and_drops_nothing(own, an):
    old = read_of(own)
    change(own, *boxes(own), NEW, by=an)

    for deed in (
        lambda: save_form(own, Heading(TITLE), [NEW], old, by=an),
        lambda: issue_form(own, old, by=an),
        lambda: drop_draft(own, old, by=an),
    ):
        with pytest.raises(Conflict, match="Người khác vừa lưu"):
            deed()
    assert boxes(own)[-1].label == NEW.label


@pytest.mark.parametrize(
    ("bad", "said", "field"),
    [
        ([], "Mẫu chưa có ô nào", ""),
        ([replace(NEW, label="  ")], "Hãy ghi tên ô", "label"),
        ([NEW, replace(NEW, key="m1", label="ĐIỀU KIỆN áp dụng")], "đã có ô", "label"),
        ([replace(NEW, kind="colour")], "loại mà chương trình không biết", "kind"),
        ([replace(NEW, kind=FieldKind.CHOICE, choices=("Một",))], "từ 2 đến 30", "choices"),
        (
            [replace(NEW, section="I"), replace(NEW, key="m1", label="Khác", section="i")],
            "đã có đề mục",
            "section",
        ),
        (
            [replace(NEW, key=f"m{n}", label=f"Ô {n}") for n in range(MOST_FIELDS + 1)],
            "nhiều nhất 60",
            "",
        ),
    ],
)
def test_what_cannot_be_asked_says_which_box_and_keeps_nothing(own, an, bad, said, field):
    before = own.versions.get().fields

    with pytest.raises(BadField, match=said) as refused:
        change(own, *bad, by=an)

    assert refused.value.field == field
    assert own.versions.get().fields == before


def test_a_draft_like_the_version_in_force_is_not_issued_but_dropped(issued, an):
    kept = boxes(issued)
    change(issued, *kept, NEW, by=an)
    change(issued, *kept, by=an)

    with pytest.raises(BadInput, match="giống hệt"):
        issue_form(issued, read_of(issued), by=an)
    assert drop_draft(issued, read_of(issued), by=an)
    assert [version.number for version in issued.versions.all()] == [1]
    with pytest.raises(WrongState, match="không có bản nháp"):
        drop_draft(issued, read_of(issued), by=an)


def test_a_form_that_was_never_issued_goes_with_its_draft(own, an):
    assert not drop_draft(own, Read(1), by=an)

    assert not Form.objects.filter(pk=own.pk).exists()


def test_a_box_that_asks_otherwise_is_another_and_no_key_comes_again(issued, an):
    first, *others = boxes(issued)

    change(issued, replace(first, kind=FieldKind.NUMBER), *others[:-1], by=an)
    asked = boxes(issued)[0].key
    issue_form(issued, read_of(issued), by=an)
    change(issued, *boxes(issued), NEW, by=an)

    assert asked == "o9"
    assert [box.key for box in boxes(issued)] == ["o9", *(box.key for box in others[:-1]), "o10"]


def test_words_stay_where_only_the_length_of_a_text_changes(issued, an):
    first, *others = boxes(issued)

    change(issued, replace(first, kind=FieldKind.TEXT, label="Tên khác"), *others, by=an)

    assert boxes(issued)[0].key == first.key


def test_the_difference_is_read_box_by_box():
    old = [
        Field("o1", "long", "Thực trạng"),
        Field("o2", "long", "Mục đích"),
        Field("o3", "text", "Khác"),
    ]
    new = [old[1], replace(old[0], section="Đặt vấn đề", is_required=False), NEW]

    said = [(one.place, one.what, one.before, one.after) for one in changes_between(old, new)]

    assert said == [
        ("Khác (Chữ)", "ô", "Khác (Chữ)", ""),
        ("Thực trạng (Bài viết)", "đề mục phía trên", "", "Đặt vấn đề"),
        ("Thực trạng (Bài viết)", "bắt buộc điền", "có", "không"),
        ("Điều kiện áp dụng (Bài viết)", "ô", "", "Điều kiện áp dụng (Bài viết)"),
        ("", "thứ tự các ô", "Thực trạng; Mục đích", "Mục đích; Thực trạng"),
    ]


# ------------------------------------------------------------------ rounds


@pytest.fixture
def in_own_form(issued, so, an):
    return make_round(so, an, form=issued.versions.get())


def test_a_round_takes_no_draft_and_no_form_of_another_unit(own, so, hoa_sen, an, binh):
    with pytest.raises(BadInput, match="chưa ban hành"):
        make_round(so, an, form=own.versions.get())
    issue_form(own, Read(1), by=an)
    with pytest.raises(BadInput, match="là của"):
        make_round(hoa_sen, binh, form=own.versions.get())


def test_a_round_keeps_its_version_until_it_is_changed_over(in_own_form, issued, an):
    change(issued, *boxes(issued), NEW, by=an)
    assert newer_form(in_own_form) is None
    issue_form(issued, read_of(issued), by=an)
    in_own_form.refresh_from_db()
    assert (in_own_form.form.number, newer_form(in_own_form).number) == (1, 2)

    change_form(in_own_form, newer_form(in_own_form), by=an)

    in_own_form.refresh_from_db()
    assert (in_own_form.form.number, newer_form(in_own_form)) == (2, None)
    assert deeds()[-1] == "initiatives.round_form_changed"
    with pytest.raises(Conflict, match="vừa được đổi"):
        change_form(in_own_form, in_own_form.form, by=an)


def test_words_of_a_box_that_went_are_kept_for_their_author(
    in_own_form, issued, an, hoa_sen, giang, giang_at_work
):
    written = make_written(in_own_form, hoa_sen, giang)
    gone, *kept = boxes(issued)
    change(issued, *kept, NEW, by=an)
    newer = issue_form(issued, read_of(issued), by=an)

    with translation.override("en"):
        change_form(in_own_form, newer, by=an)

    written.refresh_from_db()
    earlier = written.earlier_drafts.first()
    read = {line.box.key: line.text for line in read_earlier(earlier).lines}
    assert (gone.key in written.values, earlier.made_by) == (False, giang)
    assert read[gone.key] == "Học sinh làm bài trên giấy, thầy cô chấm mất hai buổi tối."
    assert "Chưa điền “Điều kiện áp dụng”." in [gap.words for gap in gaps_of(written)]
    assert "có phiên bản mới" in Notice.objects.get(to=giang).text
    with pytest.raises(Conflict, match="mẫu của đợt vừa đổi"):  # of a page with the old boxes
        save_draft(written, full_draft(), written.saved - 1, by=giang)


def test_a_page_that_saved_by_itself_before_the_change_saves_nothing_after_it(
    in_own_form, issued, an, hoa_sen, giang, giang_at_work
):
    written = make_written(in_own_form, hoa_sen, giang)
    seen = written.saved
    save_draft(written, full_draft(), seen, by=giang, page="m")
    change(issued, *boxes(issued)[1:], by=an)
    change_form(in_own_form, issue_form(issued, read_of(issued), by=an), by=an)
    written.refresh_from_db()

    with pytest.raises(Conflict, match="mẫu của đợt vừa đổi"):
        save_draft(written, full_draft(), seen + 1, by=giang, page="m", follows="m")


def test_a_change_of_form_asks_little_more_for_every_draft(
    in_own_form, issued, an, hoa_sen, giang, giang_at_work
):
    def cost() -> int:
        change(issued, *boxes(issued)[1:], by=an)
        newer = issue_form(issued, read_of(issued), by=an)
        with CaptureQueriesContext(connection) as asked:
            change_form(in_own_form, newer, by=an)
        in_own_form.refresh_from_db()
        return len(asked)

    make_written(in_own_form, hoa_sen, giang)
    one = cost()
    for _ in range(2):
        make_written(in_own_form, hoa_sen, giang)

    assert cost() - one <= 2 * FOR_ONE_DRAFT


FOR_ONE_DRAFT = 8  # the state before it is read and kept, the words that go are taken out


def test_once_somebody_handed_in_the_round_keeps_its_form(
    so, an, hoa_sen, giang, giang_at_work, round_
):
    newer = FormVersion.objects.create(form=round_.form.form, number=2, fields=round_.form.fields)
    submit_initiative(make_written(round_, hoa_sen, giang), by=giang)

    with pytest.raises(NotAllowed, match="Đã có sáng kiến nộp"):
        change_form(round_, newer, by=an)


@pytest.mark.django_db(transaction=True)
def test_handing_in_and_changing_the_form_at_once_leaves_one(
    so, an, hoa_sen, giang, giang_at_work, round_
):
    added = [*round_.form.fields, replace(NEW, key="o4").to_json()]
    newer = FormVersion.objects.create(form=round_.form.form, number=2, fields=added)
    written = make_written(round_, hoa_sen, giang)

    at_once(lambda: submit_initiative(written, by=giang), lambda: change_form(round_, newer, by=an))

    round_.refresh_from_db()
    versions = [version.data["form"] for version in written.versions.all()]
    assert (round_.form_id, versions) in ((newer.pk, []), (round_.form_id, [round_.form_id]))
    assert bool(versions) == (round_.form_id != newer.pk)


def test_next_years_round_begins_with_the_version_in_force(in_own_form, issued, an):
    change(issued, *boxes(issued), NEW, by=an)

    assert copy_round(in_own_form, by=an).form.number == 1


def test_only_its_office_changes_the_form_of_a_round(round_, binh):
    newer = FormVersion.objects.create(form=round_.form.form, number=2, fields=round_.form.fields)

    with pytest.raises(NotAllowed):
        change_form(round_, newer, by=binh)
