"""What a start prepares, and when it may skip that."""

import pytest
from django.conf import settings
from django.db import connection

from phongtrao.config import prepare
from phongtrao.config.prepare import STAMP, fingerprint, is_prepared, keep_welcome, remember

pytestmark = pytest.mark.django_db


@pytest.fixture
def data(tmp_path):
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / STAMP).touch()
    return tmp_path


def test_database_is_prepared_once_it_remembers(data):
    connection.ensure_connection()
    before = is_prepared(connection.connection, data)

    remember()

    assert (before, is_prepared(connection.connection, data)) == (False, True)


def test_database_is_not_prepared_when_a_migration_is_missing(data):
    remember()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")

    assert not is_prepared(connection.connection, data)


def test_database_is_not_prepared_when_a_file_changed(data, monkeypatch):
    remember()
    monkeypatch.setattr(prepare, "fingerprint", lambda *_: "something else")

    assert not is_prepared(connection.connection, data)


def test_database_is_not_prepared_when_the_static_files_are_gone(data):
    remember()
    (data / "static" / STAMP).unlink()

    assert not is_prepared(connection.connection, data)


def test_fingerprint_changes_when_a_file_is_saved(tmp_path, monkeypatch):
    monkeypatch.setattr(prepare, "PACKAGE", tmp_path)
    (tmp_path / "a.css").write_text("a")
    first, same = fingerprint("*.css"), fingerprint("*.css")

    (tmp_path / "a.css").write_text("ab")

    assert first == same != fingerprint("*.css")


def test_welcome_of_the_first_start_is_kept(tmp_path):
    path = tmp_path / "welcome.txt"

    keep_welcome(path, "Đăng nhập thử: an\n")
    keep_welcome(path, "")

    assert path.read_text(encoding="utf-8") == "Đăng nhập thử: an\n"


def test_tests_keep_away_from_the_data_of_a_running_program():
    name = connection.settings_dict["NAME"]

    assert name.startswith("test_")
    assert "phongtrao-test-" in str(settings.DATA_DIR)
