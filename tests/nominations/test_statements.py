"""Who confirms what no register knows: whom the rule names. S0-40 S0-45 S3-37 S3-39"""

import pytest

from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.nominations.access.submissions import can_confirm
from phongtrao.nominations.models import RoundForm, Statement, Submission
from phongtrao.nominations.queries.consistency import findings_of
from phongtrao.nominations.queries.subjects import Subject
from phongtrao.nominations.queries.verdicts import verdict_of
from phongtrao.nominations.services.bringing import Asked, bring_in
from phongtrao.nominations.services.flagging import flag_changed
from phongtrao.nominations.services.screening import accept_nomination
from phongtrao.nominations.services.statements import answer_statement, ask_statements
from tests.factories import make_person
from tests.nominations.decided import nominate
from tests.nominations.made import form_of, open_round

pytestmark = pytest.mark.django_db
WORDS = "Lập thành tích trong phong trào thi đua"


@pytest.fixture
def asked(so, hoa_sen):
    found = open_round(so, checklist=["statements"])
    form_of(found, ruled=True)
    one = nominate(found, make_person("Lò Văn Một"), "praise", hoa_sen, status="draft")
    Submission.objects.filter(pk=one.submission_id).update(status="writing", first_sent_at=None)
    one.submission.refresh_from_db()
    return one


def statement(found, confirmer):
    return Statement.objects.create(nomination=found, words=WORDS, confirmer=confirmer)


def hand_in(found):
    """Sent, and taken by the office of the round."""
    Submission.objects.filter(pk=found.submission_id).update(status="taken")
    type(found).objects.filter(pk=found.pk).update(status="sent")


def may(users, one):
    kept = Statement.objects.select_related("nomination__submission__round__owner", "nomination__form").get(pk=one.pk)  # fmt: skip
    return [bool(can_confirm(user, kept)) for user in users]


def test_whom_the_rule_names_is_kept(asked, hoa_sen):
    school = nominate(asked.submission.round, hoa_sen, "praise", hoa_sen, status="draft")

    for one in (asked, school):
        ask_statements(one)

    named = [{row.confirmer for row in one.statements.all()} for one in (asked, school)]
    assert named == [{"unit"}, {"superior", "unit"}]


def test_a_list_keeps_whom_the_rule_names_as_well(asked, thpt, an):
    form = asked.form

    (made,) = bring_in([Asked(thpt, form, Subject.of_unit(thpt), "Theo biên bản họp")], by=an)

    assert {row.confirmer for row in made.statements.all()} == {"superior", "unit"}


def test_the_unit_confirms_its_own_and_never_for_the_superior(asked, binh, an, lan):
    own = statement(asked, "unit")
    assert may([binh, lan, an], own) == [True, False, False]

    own.delete()
    above = statement(asked, "superior")
    assert may([binh, lan, an], above) == [False, False, False]
    hand_in(asked)

    assert may([binh, lan, an], above) == [False, False, True]
    with pytest.raises(NotAllowed, match="cấp trên xác nhận"):
        answer_statement(above, answer=True, note="", by=binh)
    answer_statement(above, answer=True, note="", by=an)
    above.refresh_from_db()
    assert (above.answer, above.said_by) == (True, an)


def test_what_the_council_confirms_is_written_once_it_has_the_nomination(asked, an):
    one = statement(asked, "council")
    hand_in(asked)
    assert may([an], one) == [True]  # nobody votes in this round: its office answers
    voting = RoundForm._meta.get_field("voting").remote_field.model.objects.filter(of="voting").first()  # fmt: skip
    RoundForm.objects.filter(pk=asked.form_id).update(voting=voting)

    assert may([an], one) == [False]


def test_the_superior_s_word_is_no_gap_at_sending_and_one_at_accepting(asked, an):
    one = statement(asked, "superior")
    assert not [gap for gap in findings_of(asked.submission) if gap.part == "statements"]
    hand_in(asked)

    with pytest.raises(BadInput, match="Còn điều cấp trên phải xác nhận cho Lò Văn Một"):
        accept_nomination(asked, by=an)
    answer_statement(one, answer=True, note="", by=an)

    assert accept_nomination(asked, by=an).status == "accepted"


def test_an_unanswered_statement_leads_to_why(asked):
    statement(asked, "unit")

    (gap,) = (gap for gap in findings_of(asked.submission) if gap.part == "statements")

    assert gap.url == f"/dot-khen-thuong/de-nghi/{asked.pk}/vi-sao/#xac-nhan"


def test_a_rule_that_is_gone_is_told_and_what_is_confirmed_stands(asked, binh):
    one = statement(asked, "unit")
    asked.verdict = {"outcome": "met", "reason": "", "lines": []}
    asked.save()
    RoundForm.objects.filter(pk=asked.form_id).update(rule="khong_con")

    answer_statement(one, answer=True, note="", by=binh)

    one.refresh_from_db()
    assert one.answer is True
    assert flag_changed() == 0
    one.nomination.form.refresh_from_db()
    with pytest.raises(BadInput, match="không có tiêu chuẩn “khong_con”"):
        verdict_of(one.nomination)
