"""Both texts under a transition clause: told beside each other, and which is more favourable. S1-16"""

from datetime import date

import pytest

from phongtrao.audit.models import Entry
from phongtrao.awards.models import RuleSet, RuleSetVersion
from phongtrao.awards.populations import Whom
from phongtrao.awards.queries.questions import Question
from phongtrao.awards.queries.transitions import older_of
from phongtrao.awards.services.evaluations import evaluate_rule
from phongtrao.awards.services.rules import set_transition
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.lib.facts import Subject
from tests.awards.made import at
from tests.awards.screens import get, page, send
from tests.awards.test_evaluations import rate
from tests.literacy.made import make_worker

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 1)


def make_set(owner, key, level, since, until=None):
    """One rule: rated so in the year."""
    found = RuleSet.objects.create(
        key=key, owner=owner, title=key, valid_from=since, valid_to=until
    )
    rule = {"key": "good", "title": "Giấy khen", "subject": "person", "requires": {"rated": level, "within": "year"}}  # fmt: skip
    RuleSetVersion.objects.create(rule_set=found, number=1, data={"rules": [rule]})
    return found


@pytest.fixture
def texts(so):
    older = make_set(so, "Văn bản cũ", "good", date(2020, 1, 1), date(2025, 12, 31))
    newer = make_set(so, "Văn bản mới", "excellent", date(2026, 1, 1))
    return older, newer


@pytest.fixture
def both(texts, an):
    older, newer = texts
    return set_transition(newer, older, date(2026, 6, 30), by=an)


def ask(found, so, on=ON):
    return Question(found.versions.get(), "good", Whom(Subject.PERSON, so, on, ()), at(on, 2025))


def test_an_evaluation_tells_both_and_who_meets_the_older_only(both, so, hoa_sen, an, giang, lan):
    good, excellent = make_worker(giang, hoa_sen), make_worker(lan, hoa_sen)
    rate(good, hoa_sen, y2025=3)
    rate(excellent, hoa_sen, y2025=4)

    made = evaluate_rule(ask(both, so), by=an)

    assert made.found["met"] == 1
    assert (made.older["met"], made.older["only"]) == (2, [good.pk])
    html = page(an, "evaluation", made.pk, xem="older")
    assert "theo văn bản ấy 2 đạt, trong đó 1 chưa đạt theo văn bản mới" in html
    assert good.full_name in html
    assert excellent.full_name not in html
    assert "“Văn bản cũ” (văn bản cũ) lợi hơn" in page(an, "verdict", made.pk, good.pk)
    assert "nên dùng văn bản mới" in page(an, "verdict", made.pk, excellent.pk)


@pytest.mark.parametrize(("day", "is_both"), [(date(2026, 1, 1), True), (date(2026, 6, 30), True), (date(2026, 7, 1), False)])  # fmt: skip
def test_the_day_the_dossier_is_received_decides_whether_both_are_asked(both, day, is_both):
    assert (older_of(both.versions.get(), "good", day) is not None) == is_both


def test_without_a_clause_nothing_of_the_older_is_told(texts, so, hoa_sen, an, giang):
    person = make_worker(giang, hoa_sen)
    rate(person, hoa_sen, y2025=3)
    made = evaluate_rule(ask(texts[1], so), by=an)

    assert made.older == {}
    assert "Theo văn bản cũ" not in page(an, "verdict", made.pk, person.pk)
    assert "Chỉ đạt theo văn bản cũ" not in page(an, "evaluation", made.pk)


def test_a_clause_is_whole_leads_in_no_circle_and_is_of_who_writes_the_rules(texts, an, giang, chi):
    older, newer = texts
    for user in (giang, chi):
        with pytest.raises(NotAllowed):
            set_transition(newer, older, date(2026, 6, 30), by=user)
    with pytest.raises(BadInput, match="cả hai"):
        set_transition(newer, older, None, by=an)
    set_transition(newer, older, date(2026, 6, 30), by=an)
    with pytest.raises(BadInput, match="chính bộ này"):
        set_transition(older, newer, date(2026, 6, 30), by=an)
    assert get(giang, "rule_set_transition", newer.pk).status_code in {403, 404}

    assert "bộ cũ còn dùng cho hồ sơ nhận đến hết 30/06/2026" in page(an, "rule_set", newer.pk)
    late = send(an, "rule_set_transition", newer.pk, older=older.pk, until="31/12/2025")
    assert "từ khi bộ này áp dụng trở đi" in late.content.decode()
    send(an, "rule_set_transition", newer.pk, older="", until="")
    newer.refresh_from_db()
    assert (newer.replaces, newer.older_until) == (None, None)
    assert Entry.objects.filter(action="awards.transition_set").count() == 2
