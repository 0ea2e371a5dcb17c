"""What has to be in place before the first page: tables, words, static files, the demo province.

Loading Django only to find that nothing is to be done takes half of a start. So the database
itself remembers, in its comment, the files and the migrations it was prepared with; the
supervisor compares and skips the rest. A restored or rolled-back database remembers something
else and is prepared anew. (This module loads Django only inside the functions that need it.)
"""

import hashlib
from io import StringIO
from pathlib import Path

import psycopg
from psycopg import sql

from phongtrao.config.messages import compile_messages

PACKAGE = Path(__file__).resolve().parents[1]
STATIC = ("*/static/**/*", "web/vendor/**/*")
MIGRATIONS = ("*/migrations/*.py",)
CATALOGUES = ("locale/*/LC_MESSAGES/*.po",)
STAMP = ".stamp"  # in the folder of collected files, so that it goes with them
WELCOME = "welcome.txt"  # what the demo says about its sign-ins, repeated at every start


def is_prepared(connection: psycopg.Connection, data: Path) -> bool:
    """Whether ``prepare`` would find nothing to do."""
    if not (data / "static" / STAMP).is_file():
        return False
    found = connection.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
        " WHERE datname = current_database()"
    ).fetchone()
    return found == (state(connection),)


def state(connection: psycopg.Connection) -> str:
    """The files of this code and the migrations of that database, as one short word."""
    if connection.execute("SELECT to_regclass('django_migrations')").fetchone() == (None,):
        return ""
    applied = "SELECT string_agg(app || '.' || name, ' ' ORDER BY id) FROM django_migrations"
    said = (
        f"{fingerprint(*STATIC, *MIGRATIONS, *CATALOGUES)} {connection.execute(applied).fetchone()}"
    )
    return hashlib.sha256(said.encode()).hexdigest()


def fingerprint(*patterns: str) -> str:
    """Changes with every matching file added, removed or saved."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in PACKAGE.glob(pattern)):
        if path.is_file():
            found = path.stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def prepare() -> None:
    """Migrate, bring words and static files up to date, load the demo into an empty database."""
    from django.conf import settings  # noqa: PLC0415 -- slow import
    from django.core.management import call_command, get_commands  # noqa: PLC0415 -- slow import

    print("Đang chuẩn bị cơ sở dữ liệu …", flush=True)
    compile_messages(settings.DATA_DIR / "locale")
    call_command("migrate", verbosity=0, interactive=False)
    collect_static(Path(settings.STATIC_ROOT))
    if settings.DEMO and "load_demo" in get_commands():
        print("Đang nạp địa phương mẫu …", flush=True)
        said = StringIO()
        call_command("load_demo", if_empty=True, stdout=said)
        keep_welcome(settings.DATA_DIR / WELCOME, said.getvalue())
    remember()


def collect_static(root: Path) -> None:
    """Compressing takes seconds, looking takes milliseconds: collect only after a change."""
    from django.core.management import call_command  # noqa: PLC0415 -- slow import

    stamp = root / STAMP
    found = fingerprint(*STATIC)
    if stamp.is_file() and stamp.read_text(encoding="ascii") == found:
        return
    root.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(found, encoding="ascii")


def keep_welcome(path: Path, said: str) -> None:
    """An empty answer means the demo was there already; the words of its first time still hold."""
    if said.strip():
        path.write_text(said.strip() + "\n", encoding="utf-8")


def remember() -> None:
    from django.db import connection  # noqa: PLC0415 -- slow import

    connection.ensure_connection()
    name = sql.Identifier(connection.settings_dict["NAME"])
    word = sql.Literal(state(connection.connection))
    connection.connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, word))
