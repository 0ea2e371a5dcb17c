"""An office changes its own rules on screen: a draft, what it would find, the next version. S1-16 S1-71"""

from datetime import date

import pytest
from django.urls import reverse

from phongtrao.audit.models import Entry
from phongtrao.awards.models import Evaluation, RuleDraft, RuleSetVersion
from phongtrao.awards.queries.drafts import drafted
from phongtrao.awards.services import drafts
from phongtrao.awards.services.rules import copy_set
from phongtrao.lib.errors import BadInput, Conflict, NotAllowed
from phongtrao.lib.marks import mark_of
from tests.awards.made import newest
from tests.awards.test_evaluations import GOOD, giang_works, rate  # noqa: F401 -- fixture
from tests.recognition.made import make_creation

pytestmark = pytest.mark.django_db
KEY = "003_person"


@pytest.fixture
def own(so, an):
    return copy_set(newest("ke-hoach-003").rule_set, so, "Tiêu chuẩn của Sở", by=an)


def row_of(own, key=KEY):
    return next(row for row in drafted(own).data["rules"] if row["key"] == key)


def at(own, path=(), key=KEY, as_read=None):
    found = row_of(own, key)["requires"]
    for place in path:
        found = drafts.parts_of(found)[place]
    return drafts.Place(own, key, path, as_read or mark_of(found))


def address(name, own, *more, **query):
    made = reverse(f"awards:{name}", args=[own.pk, *more])
    return f"{made}?{'&'.join(f'{word}={value}' for word, value in query.items())}"


def sent(form, **more):
    """What a browser sends of a form, with some of it typed over; of a choice nobody made, the first."""
    said = {}
    for bound in form:
        value = bound.value()
        if value in (None, "", False) and bound.field.required and hasattr(bound.field, "choices"):
            value = next(iter(bound.field.choices))[0]
        if value not in (None, "", False):
            said[bound.name] = value
    return {**said, **more}


def last_place(own) -> str:
    """Of the first counted clause of the last group."""
    return f"{len(row_of(own)['requires']['all']) - 1}.0"


def test_a_number_is_changed_on_screen_and_published(client, own, an):
    client.force_login(an)
    place = last_place(own)
    form_at = address("draft_clause", own, KEY, o=place)
    form = client.get(form_at).context["form"]

    assert client.post(form_at, sent(form, number="3")).url == reverse(
        "awards:draft_rule", args=[own.pk, KEY]
    )

    page = client.get(reverse("awards:draft_rule", args=[own.pk, KEY])).content.decode()
    assert "ít nhất 3 sáng kiến" in page
    assert own.versions.count() == 1
    whole = client.get(reverse("awards:rule_draft", args=[own.pk])).content.decode()
    assert "Nguyễn" in whole or str(an) in whole
    publish = reverse("awards:draft_publish", args=[own.pk])
    client.post(publish, sent(client.get(publish).context["form"], reason="Nâng lên 03 sáng kiến"))

    made = own.versions.get(number=2)
    assert (made.reason, made.made_by) == ("Nâng lên 03 sáng kiến", an)
    assert not RuleDraft.objects.exists()
    assert (
        Entry.objects.filter(action="awards.rules_published", subject_id=str(own.pk)).count() == 1
    )
    compared = client.get(reverse("awards:rule_compare", args=[own.pk])).content.decode()
    assert "ít nhất 2 sáng kiến" in compared
    assert "ít nhất 3 sáng kiến" in compared


def test_a_preview_says_what_both_find_and_who_moves(client, own, an, so, hoa_sen, giang_works):  # noqa: F811
    rate(giang_works, hoa_sen, **GOOD)
    make_creation(hoa_sen, {giang_works: 100}, date(2022, 5, 20))
    client.force_login(an)
    form_at = address("draft_clause", own, KEY, o=last_place(own))
    client.post(form_at, sent(client.get(form_at).context["form"], number="1"))
    asked = {
        "office": so.pk,
        "subject": "person",
        "on": "20/08/2025",
        "calendar": "year",
        "year": "2024",
    }

    page = client.get(reverse("awards:draft_rule", args=[own.pk, KEY]), asked).content.decode()

    assert "1 đạt, 0 còn thiếu một điều kiện, 0 chưa đủ căn cứ, trên 1." in page
    assert "0 đạt, 1 còn thiếu một điều kiện, 0 chưa đủ căn cứ, trên 1." in page
    assert "thêm 1 đạt, bớt 0" in page
    assert not Evaluation.objects.exists()


def test_what_is_typed_is_read_and_counted_before_it_is_kept(client, own, an, hoa_sen, giang_works):  # noqa: F811
    rate(giang_works, hoa_sen, **GOOD)
    client.force_login(an)
    place = last_place(own)
    form_at = address("draft_clause", own, KEY, o=place)
    page = client.get(form_at)
    at_once = page.context["preview_at"]
    assert f'hx-post="{at_once}"' in page.content.decode().replace("&amp;", "&")

    shown = client.post(at_once, sent(page.context["form"], number="7")).content.decode()
    empty = client.post(at_once, {}).content.decode()
    stale = {"number": "7", "as_read": mark_of({"declared": "x"})}
    late = client.post(at_once, sent(page.context["form"], **stale)).content.decode()

    assert "ít nhất 7 sáng kiến" in shown
    assert "0 đạt" in shown
    assert "Điền đủ các ô" in empty
    assert "Người khác vừa sửa chỗ này" in late
    assert not RuleDraft.objects.exists()


def test_a_group_that_is_typed_is_counted_too(client, own, an):
    client.force_login(an)
    add = address("draft_clause", own, KEY, o="", them=1, loai="count", dk="initiatives")
    page = client.get(add)
    typed = sent(page.context["form"], sign="at_least", number="9", part_scope="base")

    shown = client.post(page.context["preview_at"], typed).content.decode()

    assert "ít nhất 9 sáng kiến" in shown
    assert not RuleDraft.objects.exists()


def test_the_rule_page_brings_its_numbers_by_itself(client, own, an, so):
    client.force_login(an)
    page = reverse("awards:draft_rule", args=[own.pk, KEY])
    assert (
        f'hx-get="{page}" hx-include="#asked" hx-trigger="load"'
        in client.get(page).content.decode()
    )
    asked = {"office": so.pk, "subject": "person", "on": "20/08/2025", "calendar": "year"}

    htmx = {"HTTP_HX_REQUEST": "true"}
    told = client.get(page, {**asked, "year": "2024"}, **htmx).content.decode()
    wrong = client.get(page, {**asked, "year": "x"}, **htmx).content.decode()

    assert "Bản đang sửa:" in told
    assert "<h1" not in told
    assert "Chưa tính được" in wrong


def test_a_rule_is_added_filled_ordered_and_taken_out(client, own, an):
    client.force_login(an)
    head = {
        "title": "Giấy khen của Sở",
        "subject": "person",
        "first_statement": "Hoàn thành tốt nhiệm vụ",
    }
    page = client.post(reverse("awards:draft_rule_add", args=[own.pk]), head).url
    key = page.rstrip("/").rpartition("/")[2]
    add = address("draft_clause", own, key, o="", them=1, loai="count", dk="initiatives")
    client.post(
        add, sent(client.get(add).context["form"], sign="at_least", number="1", part_scope="base")
    )
    put = address("draft_clause", own, key, o="0", loai="group")
    client.post(put, sent(client.get(put).context["form"], how="any"))

    row = row_of(own, key)
    statement = {"declared": "Hoàn thành tốt nhiệm vụ", "confirmed_by": "superior"}
    count = {"count": "initiatives", "scope": "base", "at_least": 1}
    assert row["requires"] == {"all": [{"any": [statement]}, count]}
    client.post(address("clause_move", own, key, o="1"), {"huong": "len", "dau": mark_of(count)})
    assert row_of(own, key)["requires"]["all"][0] == count
    client.post(
        address("clause_drop", own, key, o="1", dau=mark_of({"any": [statement]})),
        {"confirm": "bỏ"},
    )
    assert row_of(own, key)["requires"] == {"all": [count]}
    head_at = reverse("awards:draft_head", args=[own.pk, key])
    client.post(head_at, sent(client.get(head_at).context["form"], title="Giấy khen năm 2026"))
    assert row_of(own, key)["title"] == "Giấy khen năm 2026"
    client.post(reverse("awards:draft_rule_drop", args=[own.pk, key]), {"confirm": "bỏ"})
    assert key not in {one["key"] for one in drafted(own).data["rules"]}


@pytest.mark.parametrize("kind", ["count", "share", "rated", "declared", "group", "when", "meets"])
def test_every_kind_can_be_added(client, own, an, kind):
    client.force_login(an)
    before = len(row_of(own)["requires"]["all"])
    add = address("draft_clause", own, KEY, o="", them=1, loai=kind)
    form = client.get(add).context["form"]
    said = {
        "count": {"number": "2"},
        "share": {"number": "12,5", "window": "last_years", "years": "3", "each_year": "on"},
        "rated": {"window": "years", "first": "2021", "last": "2023", "among_excellent": "1"},
        "declared": {"statement": "Đoàn kết"},
        "group": {"first_statement": "Đoàn kết"},
        "when": {"condition": "Là nhà giáo", "first_statement": "Có học vị"},
        "meets": {"key": "003_unit"},
    }[kind]
    answer = client.post(add, sent(form, **said))

    assert answer.status_code == 302, answer.context["form"].errors
    assert len(row_of(own)["requires"]["all"]) == before + 1


def test_what_is_saved_unchanged_changes_nothing(client, own, an):
    client.force_login(an)
    form_at = address("draft_clause", own, KEY, o=last_place(own))
    client.post(form_at, sent(client.get(form_at).context["form"]))

    assert drafted(own).data == own.versions.get().data
    with pytest.raises(BadInput, match="giống phiên bản đang dùng"):
        drafts.publish_draft(own, "Không có gì", mark_of(drafted(own).data), by=an)


def test_two_editors_do_not_write_over_each_other(own, an):
    first, second = at(own, (1,)), at(own, (1,))
    drafts.put_clause(first, {"declared": "Của người thứ nhất"}, by=an)

    with pytest.raises(Conflict):
        drafts.put_clause(second, {"declared": "Của người thứ hai"}, by=an)
    with pytest.raises(Conflict):
        drafts.drop_clause(at(own, (2,), as_read="cũ"), by=an)
    assert row_of(own)["requires"]["all"][1] == {"declared": "Của người thứ nhất"}


def test_a_draft_is_published_as_it_was_read_and_once(own, an):
    drafts.put_clause(at(own, (1,)), {"declared": "Một"}, by=an)
    read = mark_of(drafted(own).data)
    drafts.put_clause(at(own, (1,)), {"declared": "Hai"}, by=an)

    with pytest.raises(Conflict):
        drafts.publish_draft(own, "Đã đọc bản cũ", read, by=an)
    drafts.publish_draft(own, "Đã đọc", mark_of(drafted(own).data), by=an)
    with pytest.raises(Conflict):
        drafts.publish_draft(own, "Lần nữa", mark_of(drafted(own).data), by=an)
    assert RuleSetVersion.objects.filter(rule_set=own).count() == 2


def test_a_draft_is_dropped_after_asking(client, own, an):
    drafts.put_clause(at(own, (1,)), {"declared": "Một"}, by=an)
    client.force_login(an)

    client.post(reverse("awards:draft_discard", args=[own.pk]), {"confirm": "bỏ"})

    assert not RuleDraft.objects.exists()
    assert client.get(reverse("awards:draft_discard", args=[own.pk])).status_code == 404
    assert Entry.objects.filter(action="awards.rule_draft_dropped").exists()


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ({"meets": KEY}, "dẫn vòng"),
        ({"meets": "khong_co"}, "không có quy tắc"),
        ({"count": "galaxies", "at_least": 1}, "phải là một trong"),
        ({"count": "initiatives", "at_least": 1, "within": {"years": [2025, 2020]}}, "năm đầu và năm cuối"),
        ({"all": []}, "ít nhất một mục"),
        ({"some": 3, "of": [{"declared": "một"}]}, "lớn hơn số điều kiện"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_not_kept(own, an, clause, words):
    with pytest.raises(BadInput, match=words):
        drafts.add_clause(at(own), clause, by=an)

    assert not RuleDraft.objects.exists()


def test_a_rule_that_is_named_stands_with_its_title_everywhere(client, own, an):
    drafts.add_clause(at(own), {"meets": "003_unit"}, by=an)
    place = len(row_of(own)["requires"]["all"]) - 1
    client.force_login(an)
    title = "các điều kiện của Điển hình tiên tiến 2020–2025 – tập thể"

    rule = client.get(address("draft_rule", own, KEY))
    clause = client.get(address("draft_clause", own, KEY, o=place))
    whole = client.get(address("rule_draft", own))

    assert rule.content.decode().count(title) == 2  # in the tree and read as a sentence
    assert clause.context["now"] == f"Đạt {title}"
    assert title in {entry.key: words for entry, words, _ in whole.context["page"].rows}[KEY]


def test_two_rules_do_not_lead_back_to_each_other(own, an):
    drafts.add_clause(at(own), {"meets": "003_unit"}, by=an)

    with pytest.raises(BadInput, match="dẫn vòng"):
        drafts.add_clause(at(own, key="003_unit"), {"meets": KEY}, by=an)
    with pytest.raises(BadInput, match="không có quy tắc"):
        drafts.drop_rule(own, "003_unit", by=an)


def test_a_group_keeps_a_part_and_the_whole_is_not_taken_out(own, an):
    key = drafts.add_rule(own, {"title": "Một"}, {"all": [{"declared": "một"}]}, by=an)

    with pytest.raises(BadInput, match="ít nhất một điều kiện"):
        drafts.drop_clause(at(own, (0,), key), by=an)
    with pytest.raises(BadInput, match="không bỏ riêng được"):
        drafts.drop_clause(at(own, (), key), by=an)


def test_others_neither_open_nor_change_a_draft(client, own, lan, chi, an, so):
    shipped = newest("ke-hoach-003").rule_set
    for user, found in ((lan, own), (chi, own), (an, shipped)):
        client.force_login(user)
        for name in ("rule_draft", "draft_rule_add", "draft_publish", "draft_discard"):
            assert client.get(reverse(f"awards:{name}", args=[found.pk])).status_code == 404
        for name in ("draft_rule", "draft_head", "draft_rule_drop", "draft_clause", "clause_drop"):
            assert client.get(reverse(f"awards:{name}", args=[found.pk, KEY])).status_code == 404
        assert client.post(address("clause_move", found, KEY, o="0")).status_code == 404
    with pytest.raises(NotAllowed):
        drafts.put_clause(at(own, (1,)), {"declared": "Của người ngoài"}, by=lan)


@pytest.mark.parametrize(
    "query", [{"o": "9"}, {"o": "x"}, {"o": "1.0.0.7"}, {"o": "1.0", "them": "1"}]
)
def test_a_place_that_is_not_there_is_not_found(client, own, an, query):
    client.force_login(an)

    assert client.get(address("draft_clause", own, KEY, **query)).status_code == 404


def test_a_rule_that_is_not_there_is_not_found(client, own, an):
    client.force_login(an)

    assert client.get(reverse("awards:draft_rule", args=[own.pk, "khong_co"])).status_code == 404
