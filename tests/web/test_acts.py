"""A deed of a view: asked where dangerous, done once, said, refused in the service's own words."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from phongtrao.lib.errors import WrongState
from phongtrao.web.acts import Question, ask, confirm, do

QUESTION = Question(
    title="Bỏ bản này?", word="bỏ", action="Bỏ", back="/lai/", consequences=[(3, "mục")]
)


@pytest.fixture
def request_of(rf: RequestFactory, binh):
    def make(method, **data):
        request = getattr(rf, method)("/", data)
        request.user, request.session, request.htmx = binh, SessionStore(), False
        request._messages = FallbackStorage(request)
        return request

    return make


def said(request):
    return [(message.level_tag, str(message)) for message in get_messages(request)]


def refuse():
    raise WrongState("Đã bỏ từ trước.")


def test_deed_is_done_and_said(request_of):
    request, done = request_of("post"), []

    answer = do(request, lambda: done.append(1), "Đã bỏ.", "/sau/")

    assert (done, answer.url, said(request)) == ([1], "/sau/", [("success", "Đã bỏ.")])


@pytest.mark.parametrize(("elsewhere", "url"), [("", "/sau/"), ("/truoc/", "/truoc/")])
def test_refusal_is_said_in_the_words_of_the_service(request_of, elsewhere, url):
    request = request_of("post")

    answer = do(request, refuse, "Đã bỏ.", "/sau/", refused_to=elsewhere)

    assert (answer.url, said(request)) == (url, [("error", "Đã bỏ từ trước.")])


@pytest.mark.parametrize(
    ("method", "data"), [("get", {}), ("post", {"confirm": "khác"}), ("get", {"confirm": "bỏ"})]
)
def test_nothing_is_done_before_the_word_is_typed(request_of, method, data):
    done = []

    page = confirm(request_of(method, **data), QUESTION, lambda: done.append(1), "Đã bỏ.")

    assert (page.status_code, done) == (200, [])
    assert "Bỏ bản này?" in page.content.decode()


def test_typed_word_does_it_and_leads_back_unless_told_elsewhere(request_of):
    typed = request_of("post", confirm="BO")
    assert ask(typed, QUESTION) is None

    back = confirm(typed, QUESTION, lambda: None, "Đã bỏ.")
    away = confirm(typed, QUESTION, lambda: None, "Đã bỏ.", to="/danh-sach/")
    refused = confirm(typed, QUESTION, refuse, "Đã bỏ.", to="/danh-sach/")

    assert [answer.url for answer in (back, away, refused)] == ["/lai/", "/danh-sach/", "/lai/"]
