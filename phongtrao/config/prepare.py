"""What has to be in place before the first page: tables, static files, the demo province."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands


def prepare() -> None:
    """Migrate, collect the static files that changed, load the demo into an empty database."""
    call_command("migrate", verbosity=0, interactive=False)
    collect_static()
    if settings.DEMO and "load_demo" in get_commands():
        call_command("load_demo", if_empty=True)


def collect_static() -> None:
    """Compressing takes seconds, looking takes milliseconds: collect only after a change."""
    stamp = settings.DATA_DIR / "static.stamp"
    found = fingerprint()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == found:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(found, encoding="ascii")


def fingerprint() -> str:
    """Changes with every static file added, removed or saved."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            written = storage.get_modified_time(name).timestamp()
            digest.update(f"{name} {storage.size(name)} {written}\n".encode())
    return digest.hexdigest()
