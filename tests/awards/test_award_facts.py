"""Titles and commendations as rules find them: as the register stood on the day, of their route. S3-29"""

from datetime import date

import pytest
from django.db import connection

from phongtrao.lib.facts import Subject, facts_of
from phongtrao.lib.rules import Tally
from phongtrao.lib.rules.asking import ask_of
from tests.awards.made import confirmed

pytestmark = pytest.mark.django_db


def counted(tally, unit, on):
    ask = ask_of(tally, Subject.UNIT, (date(2020, 1, 1), on), on)
    with connection.cursor() as cursor:
        return len(facts_of(cursor, ask.provider, unit.pk, **dict(ask.parameters)))


def test_a_title_decided_after_the_day_is_not_there_on_it(hoa_sen, an, vinh):
    """Of 2024, decided in February 2025."""
    confirmed(hoa_sen, an, vinh, period="2024", decided_on=date(2025, 2, 10))
    titles = Tally("titles", (("title", "advanced_collective"),))

    assert counted(titles, hoa_sen, date(2025, 1, 20)) == 0
    assert counted(titles, hoa_sen, date(2025, 2, 10)) == 1


def test_only_flags_of_the_year_count_where_merit_asks_for_flags(hoa_sen, an, vinh):
    confirmed(hoa_sen, an, vinh, key="province_flag", route="movement")
    confirmed(hoa_sen, an, vinh, key="province_flag", decision="13/QĐ")
    asked = (("form", "flag"), ("route", "yearly"), ("scope", "province"))

    assert counted(Tally("commendations", asked), hoa_sen, date(2025, 12, 31)) == 1
    assert counted(Tally("commendations", asked[::2]), hoa_sen, date(2025, 12, 31)) == 2
