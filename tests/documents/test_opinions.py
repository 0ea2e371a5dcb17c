"""Opinions on a draft: asked of people of the office in one act, given once, about one version."""

import pytest

from phongtrao.audit.models import Entry
from phongtrao.documents.access import visible_documents, visible_outgoing
from phongtrao.documents.models import Opinion
from phongtrao.documents.queries import opinions_on
from phongtrao.documents.services import Draft, ask_opinions, edit_draft, give_opinion
from phongtrao.documents.visibility import may_see_file
from phongtrao.lib.errors import BadInput, Conflict
from phongtrao.notifications.models import Notice
from tests.documents.outgoing import days, draft_file, make_draft

pytestmark = pytest.mark.django_db


def test_who_is_asked_answers_once_and_the_draft_stays_its_drafters(an, khanh, so):
    made = make_draft(so, an)

    [asked] = ask_opinions(made, [khanh], "Hạn nộp có kịp không?", days(3), by=an)
    assert [opinion.asked for opinion in opinions_on(made).missing] == [khanh]
    given = give_opinion(asked, "Nhất trí.", by=khanh)
    with pytest.raises(Conflict, match="đã gửi"):
        give_opinion(asked, "Xin nói thêm.", by=khanh)

    said = opinions_on(made)
    assert (given.text, [o.asked for o in said.given], said.missing) == ("Nhất trí.", [khanh], [])
    assert list(Notice.objects.order_by("pk").values_list("to__username", "url")) == [
        ("khanh", f"/van-ban/y-kien/{asked.pk}/"),
        ("an", f"/van-ban/di/{made.pk}/"),
    ]
    assert made not in visible_outgoing(khanh)
    assert made not in visible_documents(khanh)


def test_several_are_asked_in_one_act_with_a_notice_each(an, dung, khanh, so):
    made = make_draft(so, an)

    asked = ask_opinions(made, [dung, khanh, dung], "", days(3), by=an)

    entry = Entry.objects.get(action="documents.opinion_asked")
    assert [opinion.asked for opinion in asked] == [dung, khanh]
    assert entry.data["asked"] == ["dung", "khanh"]
    assert sorted(Notice.objects.values_list("to__username", flat=True)) == ["dung", "khanh"]


def test_who_is_asked_reads_the_version_of_the_question_only(an, khanh, so):
    made = make_draft(so, an)
    [asked] = ask_opinions(made, [khanh], "", days(3), by=an)
    first = asked.version.file
    edit_draft(made, Draft("KH", made.abstract), draft_file("Bản sau"), by=an)
    later = made.versions.get(version=2).file

    seen = [may_see_file(khanh, file) for file in (first, later)]

    assert seen == [True, False]


@pytest.mark.parametrize("who", ["binh", "chi", "an"])
def test_people_the_form_does_not_offer_are_refused(who, an, dung, so, request):
    made = make_draft(so, an)
    outsider = request.getfixturevalue(who)

    with pytest.raises(BadInput, match=f"{outsider.full_name} không thuộc đơn vị soạn"):
        ask_opinions(made, [dung, outsider], "", days(2), by=an)

    assert (Opinion.objects.count(), Notice.objects.count()) == (0, 0)


def test_an_opinion_past_its_day_is_told_as_late(an, khanh, so):
    made = make_draft(so, an)
    [asked] = ask_opinions(made, [khanh], "", days(0), by=an)

    Opinion.objects.filter(pk=asked.pk).update(due_on=days(-1))

    assert [opinion.pk for opinion in opinions_on(made).late] == [asked.pk]


def test_nobody_is_asked_twice_at_once_nor_for_yesterday(an, dung, khanh, so):
    made = make_draft(so, an)
    ask_opinions(made, [khanh], "", days(2), by=an)

    with pytest.raises(BadInput, match="Hồ Gia Khánh đang được xin ý kiến"):
        ask_opinions(made, [khanh, dung], "", days(2), by=an)
    with pytest.raises(BadInput, match="Hạn góp ý đã qua"):
        ask_opinions(made, [dung], "", days(-1), by=an)
    with pytest.raises(BadInput, match="Hãy chọn ít nhất một người"):
        ask_opinions(made, [], "", days(1), by=an)

    assert Opinion.objects.count() == 1


def test_only_who_was_asked_answers(an, khanh, chi, so):
    [asked] = ask_opinions(make_draft(so, an), [khanh], "", days(2), by=an)

    with pytest.raises(Conflict):
        give_opinion(asked, "Nhất trí.", by=chi)
    with pytest.raises(BadInput, match="Hãy viết ý kiến"):
        give_opinion(asked, "  ", by=khanh)
