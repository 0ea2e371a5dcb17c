"""What takes long to build: built once a run, and copied for every test that asks. Loaded by conftest.

A copy of a database costs a second, the demo twenty. The copy is the test's own: it may write in it.

| fixture | what stands |
|---|---|
| demo  | the province of the demo, as an office that tries the program finds it |
| world | the same with an example of everything an address may name |
"""

import fcntl
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from phongtrao.demo.load import Province
from phongtrao.demo.story import load_demo
from phongtrao.pytest_plugin import FOLDER, TEMPLATE, run_outside
from phongtrao.similarity.queries import common
from tests.councils.kind import plug
from tests.world import World, build_world


# Of class scope: of a plain test that means for it alone, and before its own transaction begins.
@pytest.fixture(scope="class")
def demo(django_db_setup, django_db_blocker) -> Iterator[Province]:
    with django_db_blocker.unblock(), copy_of(built_demo()) as province:
        yield province


@pytest.fixture(scope="class")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    plug()  # who built it may have been another process
    with django_db_blocker.unblock(), copy_of(built_world()) as everything:
        yield everything


@dataclass(frozen=True, slots=True)
class Original:
    """A database nobody works in, and what its builder gave back."""

    database: str

    @property
    def file(self) -> Path:
        return Path(os.environ[FOLDER]) / f"{self.database}.pickle"

    def read(self) -> Any:
        return pickle.loads(self.file.read_bytes())  # noqa: S301 -- written by us, below


def built_demo() -> Original:
    return built("demo", os.environ[TEMPLATE], lambda: load_demo("school", seed=1))


def built_world() -> Original:
    below = built_demo()
    return built("world", below.database, lambda: build_world(below.read()))


def built(name: str, upon: str, build: Callable[[], Any]) -> Original:
    """The worker that comes first builds; the others wait."""
    original = Original(f"{os.environ[TEMPLATE]}_{name}")
    with original.file.with_suffix(".lock").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not original.file.exists():
            run_outside(f'CREATE DATABASE "{original.database}" TEMPLATE "{upon}"')
            with _at(original.database):
                original.file.write_bytes(pickle.dumps(build()))
    return original


@contextmanager
def copy_of(original: Original) -> Iterator[Any]:
    """What was built, read anew, while Django works in a copy of the database."""
    own = f"{original.database}_{os.getpid()}"
    run_outside(f'CREATE DATABASE "{own}" TEMPLATE "{original.database}"')
    try:
        with _at(own):
            yield original.read()
    finally:
        run_outside(f'DROP DATABASE "{own}" WITH (FORCE)')


@contextmanager
def _at(database: str) -> Iterator[None]:
    """The threads of a live server follow, for they share the settings."""
    regular = connection.settings_dict["NAME"]
    _work_in(database)
    try:
        yield
    finally:
        _work_in(regular)


def _work_in(database: str) -> None:
    """The same keys name other phrases there: what is remembered of them is forgotten."""
    connection.close()
    connection.settings_dict["NAME"] = database
    common.forget()
