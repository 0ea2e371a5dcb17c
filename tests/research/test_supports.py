"""Support asked and given, by task and by author. S0-22"""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.research.models import Support
from phongtrao.research.services.supports import tie_support, untie_support
from tests.activities.made import recorded
from tests.research.screens import as_, get, page, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(hoa_sen, lan):
    return recorded(hoa_sen, lan, "Xin máy đo đất", key="support_asked", values={"what": "Máy đo"})


@pytest.fixture
def given(hoa_sen, lan):
    values = {"whom": "Nhóm cô Giang", "worth": 12}
    return recorded(hoa_sen, lan, "Được tặng máy đo", key="support_given", values=values)


def test_support_is_tied_to_a_task_an_author_or_both(asked, given, task, lead, lan, chi):
    tie_support(asked, task, None, by=lan)
    tie_support(given, task, lead, by=lan)
    with pytest.raises(ValidationError, match="đã được ghi"):
        tie_support(asked, task, None, by=lan)
    with pytest.raises(ValidationError, match="Hãy chọn nhiệm vụ hoặc ghi tác giả"):
        tie_support(given, None, None, by=lan)
    with pytest.raises(NotAllowed, match="Trường THCS Hoa Sen"):
        tie_support(given, None, lead, by=chi)

    assert Support.objects.count() == 2


def test_only_records_of_support_are_tied(hoa_sen, lan, task):
    with pytest.raises(BadInput, match="Chỉ nối được hoạt động loại"):
        tie_support(recorded(hoa_sen, lan), task, None, by=lan)


def test_what_was_tied_by_mistake_is_untied(asked, task, lan, chi):
    support = tie_support(asked, task, None, by=lan)
    with pytest.raises(NotAllowed):
        untie_support(support, by=chi)
    key = support.pk
    untie_support(support, by=lan)
    support.pk = key
    with pytest.raises(WrongState, match="vừa được bỏ"):
        untie_support(support, by=lan)


def test_the_list_tells_what_a_task_and_an_author_asked_and_got(
    asked, given, task, lead, lan, an, chi, giang
):
    assert "Chưa có hỗ trợ nào" in page(an, "supports")
    send(lan, "support_new", activity=asked.pk, task=task.pk, person="")
    refused = send(lan, "support_new", activity=given.pk, task="", person="")
    assert "Hãy chọn nhiệm vụ hoặc ghi tác giả" in refused.content.decode()
    send(lan, "support_new", activity=given.pk, task="", person="vũ thị giang")

    text = page(an, "supports")
    assert "Xin máy đo đất" in text
    assert "Nhóm cô Giang; 12" in text
    of_author = page(an, "supports", q="vu thi giang")
    assert "Được tặng máy đo" in of_author
    assert "Xin máy đo đất" not in of_author
    assert "Xin máy đo đất" in page(an, "supports", q=task.title)
    assert "Xin máy đo đất" not in page(an, "supports", loai="support_given")
    assert "Được tặng máy đo" in page(giang, "supports")
    assert "Được tặng máy đo" not in page(chi, "supports")
    support = Support.objects.get(person=lead)
    assert get(chi, "support", support.pk).status_code == 404
    assert "Xem hoạt động" in page(lan, "support", support.pk)
    assert get(giang, "support_drop", support.pk).status_code == 403
    send(lan, "support_drop", support.pk, confirm="bỏ")
    assert Support.objects.count() == 1


def test_the_page_of_the_task_and_the_authors_own_show_it(asked, given, task, lead, lan, an, giang):
    tie_support(asked, task, None, by=lan)
    tie_support(given, None, lead, by=lan)

    text = page(an, "task", task.pk)
    assert "Xin máy đo đất" in text
    assert "Được tặng máy đo" not in text  # the author's, of no task
    own = as_(giang).get(reverse("orgs:my_record")).content.decode()
    assert "Được tặng máy đo" in own
    assert reverse("research:support", args=[Support.objects.get(person=lead).pk]) in own
    assert "Xin máy đo đất" not in own


def test_the_list_asks_the_same_for_one_and_for_many(asked, given, task, lead, mate, lan, an):
    def queries():
        with CaptureQueriesContext(connection) as found:
            page(an, "supports")
        return len(found)

    tie_support(asked, task, lead, by=lan)
    before = queries()
    for person in (lead, mate):
        tie_support(given, task, person, by=lan)

    assert queries() == before
