"""What nobody may learn of a vote, channel by channel. The reader of the whole database is one of them."""

import json
import logging
import re

import pytest
from django.apps import apps
from django.db import connection

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.councils import ballots
from phongtrao.councils.models import CouncilRule, Item
from phongtrao.councils.services.counting import count_votes
from phongtrao.councils.services.sitting_papers import make_sitting_paper
from phongtrao.councils.services.voting import context_of, keys_of, void_votes
from phongtrao.documents.access import visible_papers
from phongtrao.notifications.models import Notice
from tests.councils.cast import SEATS
from tests.councils.meeting import begin, make_cases, start_vote, tie, vote
from tests.factories import give

ALL = tuple(SEATS)
# Choices nobody could meet by chance anywhere else in the database.
PLANTED = {"yes": "chonlaphuongan", "no": "chonlatuchoi"}


def dump() -> dict[str, str]:
    """Every table of the database as text, bytes too."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- the database's own names
            found[table] = "\n".join(map(_text, cursor.fetchall()))
    return found


def _text(row) -> str:
    return " ".join(
        bytes(cell).decode("latin-1") if isinstance(cell, memoryview | bytes) else str(cell)
        for cell in row
    )


def planted_vote(seven, number: int = 1):
    """A secret vote whose choices are words found nowhere else; everybody votes through the pages."""
    cases = make_cases(seven, number)
    sitting = begin(seven, cases)
    rule = CouncilRule.objects.get(of="voting", key="majority", owner=None)
    words = json.dumps(rule.data)
    for key, planted in PLANTED.items():
        words = re.sub(rf'"{key}"', f'"{planted}"', words)
    CouncilRule.objects.filter(pk=rule.pk).update(data=json.loads(words))
    return sitting, start_vote(seven, sitting, Item.Mode.SECRET)


def cast_on_pages(client, seven, sitting) -> None:
    for place, name in enumerate(ALL):
        client.force_login(seven.people[name])
        choice = PLANTED["yes" if place % 2 else "no"]
        typed = {f"item_{item.pk}": choice for item in sitting.items.all()}
        answer = client.post(f"/hoi-dong/phien-hop/{sitting.pk}/bo-phieu/", typed)
        assert answer.status_code == 302
        client.logout()


def test_the_reader_of_the_whole_database_finds_no_choice(client, seven, caplog):
    sitting, halves = planted_vote(seven)
    before = dump()
    with caplog.at_level(logging.DEBUG):
        cast_on_pages(client, seven, sitting)
    after = dump()

    # The rule names the choices; beside it they stand nowhere: history, keys, jobs, sessions, notices.
    changed = {table: text for table, text in after.items() if text != before[table]}
    for table, text in changed.items():
        assert not any(word in text for word in PLANTED.values()), table
    assert not any(half in "".join(after.values()) for half in halves)
    assert not any(word in caplog.text for word in (*PLANTED.values(), *halves))


def test_casting_touches_the_voter_and_the_box_only(client, seven):
    sitting, _halves = planted_vote(seven)
    before = dump()
    cast_on_pages(client, seven, sitting)
    after = dump()

    touched = {table for table, text in after.items() if text != before[table]}

    assert {table for table in touched if table.startswith("councils")} == {
        "councils_voter",
        "councils_ballotbox",
    }
    assert touched & {"audit_entry", "base_formkey", "procrastinate_jobs"} == set()


def test_nothing_that_is_stored_of_a_secret_vote_has_a_moment(seven):
    for name in ("Voter", "BallotBox"):
        kinds = {f.get_internal_type() for f in apps.get_model("councils", name)._meta.fields}
        assert not kinds & {"DateTimeField", "DateField", "TimeField"}, name


def test_the_box_keeps_no_order(client, seven):
    """The first ballot of the box is not always of who voted first."""
    sitting, halves = planted_vote(seven, number=8)
    cast_on_pages(client, seven, sitting)

    orders = set()
    for item in sitting.items.select_related("box"):
        bound = ballots.Vote(bytes(item.box.public_key), context_of(item), keys_of(item))
        opened = [ballots.count([one], bound, halves) for one in item.box.sealed]
        orders.add(tuple(max(one, key=one.get) for one in opened))
    assert len(orders) > 1


def test_after_the_count_the_box_is_gone_and_only_numbers_are_left(client, seven):
    sitting, halves = planted_vote(seven)
    cast_on_pages(client, seven, sitting)

    count_votes(sitting, [sitting.items.get().pk], by=seven.office, halves=halves)

    tables = dump()
    assert (tables["councils_ballotbox"], tables["councils_vote"]) == ("", "")
    assert sitting.items.get().tally["counts"] == {PLANTED["yes"]: 3, PLANTED["no"]: 4}


def test_a_lost_half_leaves_nothing_to_read(client, seven):
    sitting, _halves = planted_vote(seven)
    cast_on_pages(client, seven, sitting)

    void_votes(sitting, [sitting.items.get().pk], "Mất khóa", by=seven.office)

    tables = dump()
    assert (tables["councils_ballotbox"], tables["councils_voter"]) == ("", "")


# ------------------------------------------------------------------ a chair with tied hands


@pytest.fixture
def tied(seven):
    """The chair keeps away from one of two cases; both were voted on and counted."""
    hidden, other = make_cases(seven, 2)
    tie(seven, "chu", hidden)
    sitting = begin(seven, [hidden, other])
    start_vote(seven, sitting)
    vote(seven, sitting, **dict.fromkeys([n for n in ALL if n != "chu"], "yes"))
    count_votes(sitting, [i.pk for i in sitting.items.all()], by=seven.office)
    return hidden, other, sitting


@pytest.fixture
def chair(client, seven):
    client.force_login(seven.people["chu"])
    return client


def test_a_tied_chair_learns_nothing_on_the_pages_of_the_sitting(chair, seven, tied):
    hidden, other, sitting = tied
    pages = [
        chair.get(f"/hoi-dong/phien-hop/{sitting.pk}/{rest}").content.decode()
        for rest in ("", "bo-phieu/", f"noi-dung/{sitting.items.get(case=other).pk}/")
    ]

    assert all(hidden.title not in page for page in pages)
    assert "1 đã kiểm phiếu" in pages[0]


def test_a_tied_chair_learns_nothing_by_a_forged_ballot(chair, seven):
    (hidden,) = make_cases(seven)
    tie(seven, "chu", hidden)
    sitting = begin(seven, [hidden])
    start_vote(seven, sitting, Item.Mode.SECRET)
    item = sitting.items.get()
    address = f"/hoi-dong/phien-hop/{sitting.pk}/bo-phieu/"

    forged = chair.post(address, {f"item_{item.pk}": "yes"}).content.decode()
    nothing = chair.post(address, {"item_999999": "yes"}).content.decode()

    strip = re.compile(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"')
    assert strip.sub("", forged) == strip.sub("", nothing)


def test_a_tied_chair_learns_nothing_by_history(chair, seven, tied):
    hidden = tied[0]
    lines = Entry.objects.filter(subject_type="councils.sitting").values_list("data", flat=True)

    assert chair.get(f"/nhat-ky/councils.case/{hidden.pk}/").status_code == 404
    assert not any("count" in json.dumps(line) for line in lines)
    assert not any(str(hidden.pk) == str(v) for line in lines for v in line.values())


def test_a_tied_chair_gets_the_same_notices_as_everybody(seven, tied):
    notices = Notice.objects.filter(to=seven.people["chu"]).values_list("text", flat=True)
    others = Notice.objects.filter(to=seven.people["doc"]).values_list("text", flat=True)

    assert list(notices) == list(others)


def test_a_tied_head_is_not_shown_the_papers_of_the_sitting(chair, seven, tied, so):

    *_cases, sitting = tied
    give(seven.people["chu"], Role.OFFICE, so)
    made = make_sitting_paper(sitting, "minutes", by=seven.office)

    assert not visible_papers(seven.people["chu"]).exists()
    assert list(visible_papers(seven.office)) == [made.paper]
