"""A file too large is refused by what the request says of itself, before a byte of it is kept."""

import http.client
import os
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import RequestDataTooBig
from django.test import RequestFactory

from phongtrao.base.middleware import ReadableMiddleware
from tests.config.test_supervisor import VENDOR, Server

HUGE = 300 * 1024 * 1024
BOUNDARY = "ranh-gioi"
HEAD = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="anh.png"\r\n'
    "Content-Type: image/png\r\n\r\n"
).encode()
TAIL = f"\r\n--{BOUNDARY}--\r\n".encode()


class Unreadable(BytesIO):
    """The body of a request that nobody may touch."""

    def read(self, *_args: object) -> bytes:
        raise AssertionError("the body was read")


def request_of(weight: str):
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    extra = {"CONTENT_LENGTH": weight, "wsgi.input": Unreadable()}
    return RequestFactory().post("/", content_type=kind, **extra)


@pytest.mark.parametrize("weight", ["57671681", str(HUGE), "9" * 90])
def test_too_large_a_request_is_refused_unread(settings, weight):
    settings.UPLOAD_LIMIT = 50 * 1024 * 1024

    with pytest.raises(RequestDataTooBig):
        ReadableMiddleware(lambda _request: None)(request_of(weight))


def test_request_that_weighs_no_more_than_a_file_and_its_form_is_read(settings):
    settings.UPLOAD_LIMIT = 50 * 1024 * 1024

    with pytest.raises(AssertionError, match="the body was read"):
        ReadableMiddleware(lambda _request: None)(request_of("57671680"))


@pytest.mark.parametrize("weight", ["", "x"])
def test_request_that_does_not_say_what_it_weighs_has_no_body(weight):
    answer = ReadableMiddleware(lambda request: request.POST.dict())(request_of(weight))

    assert answer == {}


@pytest.mark.skipif(not VENDOR.is_dir(), reason="front-end files: run make run once")
def test_server_answers_300_megabytes_with_a_sentence_and_keeps_nothing(tmp_path, monkeypatch):
    spool = tmp_path / "spool"
    spool.mkdir()
    monkeypatch.setenv("TMPDIR", str(spool))
    sparse = tmp_path / "anh.png"
    sparse.touch()
    os.truncate(sparse, HUGE)
    server = Server(tmp_path)
    try:
        server.start()
        status, page = send(server.port, sparse)
        kept = [*spool.rglob("*"), *(server.data / "media").rglob("*")]
    finally:
        server.end()

    assert (status, "Mỗi tệp không quá 50,0" in page) == (413, True)
    assert [path for path in kept if path.is_file()] == []


def send(port: int, file: Path) -> tuple[int, str]:
    """As a browser does: write until the server has said enough, then read what it says."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.putrequest("POST", "/tai-khoan/dang-nhap/")
    connection.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
    connection.putheader("Content-Length", str(len(HEAD) + file.stat().st_size + len(TAIL)))
    connection.endheaders()
    with file.open("rb") as content:
        try:
            connection.send(HEAD)
            while chunk := content.read(1024 * 1024):
                connection.send(chunk)
            connection.send(TAIL)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it has answered and listens no more
    response = connection.getresponse()
    status, page = response.status, response.read().decode()
    connection.close()
    return status, page
