"""once(): a double click or a resent form makes one record."""

from uuid import uuid4

import pytest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.test import RequestFactory

from phongtrao.base.idempotency import once
from phongtrao.base.models import FormKey
from phongtrao.orgs.models import Unit
from tests.factories import make_unit
from tests.threads import at_once


@once
def found_school(request):
    """A form view as they are: done and away, or shown again with its errors."""
    if not request.POST.get("name"):
        return HttpResponse("Hãy điền mục này.")
    unit = make_unit(request.POST["name"])
    return redirect(f"/don-vi/{unit.pk}/")


def send(user, key, **fields):
    request = RequestFactory().post("/don-vi/moi/", {"form_key": str(key), **fields})
    request.user = user
    return found_school(request)


def test_the_same_form_twice_makes_one_record_and_answers_the_same(an):
    key = uuid4()

    first, again = (send(an, key, name="Trường THCS Hoa Sen") for _ in range(2))

    assert first.url == again.url
    assert Unit.objects.filter(name="Trường THCS Hoa Sen").count() == 1


def test_a_form_with_errors_gives_its_key_back(an):
    key = uuid4()
    send(an, key, name="")

    mended = send(an, key, name="Trường THCS Hoa Sen")

    assert mended.status_code == 302
    assert FormKey.objects.get(pk=key).location == mended.url


def test_a_key_of_somebody_else_opens_nothing(an, binh):
    key = uuid4()
    send(an, key, name="Trường THCS Hoa Sen")

    with pytest.raises(Http404):
        send(binh, key, name="Trường THCS Hoa Sen")


def test_a_form_without_a_key_is_done_each_time(an):
    for _ in range(2):
        send(an, "", name="Trường THCS Hoa Sen")

    assert Unit.objects.filter(name="Trường THCS Hoa Sen").count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_record(an):
    key = uuid4()

    faults = at_once(*[lambda: send(an, key, name="Trường THCS Hoa Sen")] * 2)

    assert faults == [None, None]
    assert Unit.objects.filter(name="Trường THCS Hoa Sen").count() == 1
