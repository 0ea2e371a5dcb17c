"""The command line. Each command imports what it needs: ``phongtrao read`` loads no Django."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from phongtrao.lib.errors import BadFile, BadInput, DomainError
from phongtrao.lib.plan_files import endings

REFUSED = 2
INTERRUPTED = 130
SIZES = ("school", "district", "province", "nation")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; a refusal is a sentence on stderr and 2, Ctrl-C is 130."""
    parsed = build_parser().parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phongtrao.config.settings")
    try:
        return int(parsed.run(parsed))
    except DomainError as error:
        print(error, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="phongtrao", description="Phong Trào: dòng lệnh")
    commands = parser.add_subparsers(required=True, metavar="LỆNH")

    _add_readers(commands)
    _add_evaluate(commands)
    _add_certificates(commands)

    serve = commands.add_parser("serve", help="chạy máy chủ: cơ sở dữ liệu, web, việc nền")
    serve.add_argument("--host", default="127.0.0.1", metavar="ĐỊA_CHỈ")
    serve.add_argument("--port", type=int, default=8000, metavar="CỔNG")
    serve.add_argument("--data", type=Path, metavar="THƯ_MỤC", help="nơi giữ dữ liệu và tệp")
    serve.set_defaults(run=run_serve)

    similar = commands.add_parser(
        "similar", help="đối chiếu một văn bản với chỉ mục; có đoạn trùng thì trả về 1"
    )
    similar.add_argument("file", type=Path, metavar="TỆP")
    similar.set_defaults(run=run_similar)

    demo = commands.add_parser("demo", help="nạp địa phương mẫu (tên người, tên trường đều bịa)")
    demo.add_argument("--size", choices=SIZES, default="school")
    demo.set_defaults(run=run_demo)

    reorganise = commands.add_parser("reorganise", help="diễn lại một đợt sắp xếp đơn vị")
    reorganise.add_argument("--replay", choices=("2025",), required=True, metavar="2025")
    reorganise.add_argument(
        "--demo", action="store_true", required=True, help="trên một tỉnh mẫu, không giữ lại gì"
    )
    reorganise.set_defaults(run=run_reorganise)

    manage = commands.add_parser("manage", help="chạy một lệnh của Django", add_help=False)
    manage.add_argument("rest", nargs=argparse.REMAINDER)
    manage.set_defaults(run=run_manage)

    for name, run, sentence in (
        ("worker", run_worker, "chạy riêng bộ xử lý việc nền"),
        ("prepare", run_prepare, "tạo bảng, gom tệp tĩnh, nạp dữ liệu mẫu nếu trống"),
        ("migrate", run_migrate, "cập nhật bảng của cơ sở dữ liệu"),
        ("check", run_check, "kiểm tra chuỗi nhật ký có bị sửa không"),
    ):
        commands.add_parser(name, help=sentence).set_defaults(run=run)
    return parser


def _add_readers(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The commands that look at one plan and load no Django."""
    read = commands.add_parser("read", help=f"đọc một kế hoạch ({', '.join(endings())})")
    read.add_argument("file", type=Path, metavar="TỆP")
    read.add_argument("--json", action="store_true", help="in cấu trúc đầy đủ dạng JSON")
    read.set_defaults(run=run_read)

    lint = commands.add_parser(
        "lint", help="soát lỗi văn bản của một kế hoạch; có lỗi thì trả về 1"
    )
    lint.add_argument("file", type=Path, metavar="TỆP")
    lint.add_argument(
        "--parent", type=Path, metavar="TỆP", help="kế hoạch cấp trên, để so chỉ tiêu"
    )
    lint.add_argument("--json", action="store_true", help="in dạng JSON")
    lint.set_defaults(run=run_lint)


def _add_evaluate(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    evaluate = commands.add_parser(
        "evaluate", help="xét các trường hợp mẫu theo tiêu chuẩn; có trường hợp lệch thì trả về 1"
    )
    evaluate.add_argument("--table", action="store_true", required=True, help="in từng trường hợp")
    evaluate.add_argument("--rule", default="", metavar="MÃ", help="chỉ một tiêu chuẩn")
    evaluate.add_argument("--why", action="store_true", help="in cả lý do của từng điều kiện")
    evaluate.add_argument(
        "--cases",
        type=Path,
        metavar="THƯ_MỤC",
        help="các trường hợp của đơn vị, thay cho bộ kèm theo",
    )
    evaluate.set_defaults(run=run_evaluate)


def _add_certificates(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verify = commands.add_parser(
        "verify",
        help="kiểm tra giấy chứng nhận: 0 thật và còn giá trị, 1 giả hoặc hết giá trị, 2 không đọc được",
    )
    verify.add_argument("what", metavar="TỆP.pdf|MÃ")
    verify.add_argument(
        "--key",
        type=Path,
        metavar="TỆP",
        help="khóa công khai; có thì không hỏi sổ cấp, không cần mạng",
    )
    verify.set_defaults(run=run_verify)

    key = commands.add_parser("key", help="in khóa công khai của giấy chứng nhận")
    key.add_argument(
        "--new", action="store_true", help="tạo khóa mới để ký từ nay; khóa cũ để kiểm tra"
    )
    key.set_defaults(run=run_key)


# ------------------------------------------------------------------ commands


def run_read(parsed: argparse.Namespace) -> int:
    from phongtrao.reader import read_plan, summary  # noqa: PLC0415 -- slow import

    _require_file(parsed.file)
    reading = read_plan(parsed.file)
    if parsed.json:
        print(json.dumps(reading.plan, ensure_ascii=False, indent=2))
    else:
        print(summary(reading))
    return 0


def run_lint(parsed: argparse.Namespace) -> int:
    """0 for a clean plan, 1 with findings."""
    from phongtrao.reader.lint import as_json, as_text, lint_file  # noqa: PLC0415 -- slow import

    for path in filter(None, (parsed.file, parsed.parent)):
        _require_file(path)
    defects = lint_file(parsed.file, parent=parsed.parent)
    print(as_json(defects) if parsed.json else as_text(defects, parsed.file.name))
    return 1 if defects else 0


def run_evaluate(parsed: argparse.Namespace) -> int:
    """0 where every case is answered as the law and the plans ask, 1 otherwise. Asks no database."""
    from phongtrao.awards.cases import SHIPPED, answer, as_table, read_cases  # noqa: PLC0415 -- slow import

    cases = read_cases(parsed.cases or SHIPPED, rule=parsed.rule)
    if not cases:
        raise BadInput("Không có trường hợp nào. Hãy kiểm tra mã tiêu chuẩn và thư mục.")
    answers = [answer(case) for case in cases]
    print(as_table(answers, why=parsed.why))
    return 0 if all(one.agrees for one in answers) else 1


def run_verify(parsed: argparse.Namespace) -> int:
    """With a key file: no database, no network. Without: the keys of this place, and what the register says."""
    from phongtrao.config.verifying import verify  # noqa: PLC0415 -- slow import
    from phongtrao.lib.seals import keys_in  # noqa: PLC0415 -- slow import

    if parsed.key:
        _require_file(parsed.key)
        return verify(parsed.what, keys_in(parsed.key.read_bytes()), None)
    with django():
        from phongtrao.documents.certificate_answers import told  # noqa: PLC0415 -- app ready
        from phongtrao.documents.certificate_keys import public_keys  # noqa: PLC0415 -- app ready

        return verify(parsed.what, public_keys(), told)


def run_key(parsed: argparse.Namespace) -> int:
    with django():
        from phongtrao.documents.certificate_keys import key_files, new_key  # noqa: PLC0415 -- app ready

        if parsed.new:
            new_key()
        for one in reversed(key_files()):
            print(f"{one.name}: {one.fingerprint}\n{one.pem}")
    return 0


def run_serve(parsed: argparse.Namespace) -> int:
    from phongtrao.config.supervisor import Address, serve  # noqa: PLC0415 -- slow import

    if parsed.data:
        os.environ["PHONGTRAO_DATA"] = str(parsed.data)  # the children read it too
    return serve(Address(parsed.host, parsed.port), data_folder())


def run_worker(_: argparse.Namespace) -> int:
    with django():
        from django.core.management import call_command  # noqa: PLC0415 -- slow import

        call_command("procrastinate", "worker", "--name=phongtrao", "--shutdown-graceful-timeout=4")
    return 0


def run_prepare(_: argparse.Namespace) -> int:
    with django():
        from phongtrao.config.prepare import prepare  # noqa: PLC0415 -- app ready

        prepare()
    return 0


def run_migrate(_: argparse.Namespace) -> int:
    return manage("migrate")


def run_demo(parsed: argparse.Namespace) -> int:
    return manage("load_demo", f"--size={parsed.size}")


def run_reorganise(_: argparse.Namespace) -> int:
    with django():
        from django.core.management import call_command  # noqa: PLC0415 -- slow import

        from phongtrao.demo.replay import replay_2025  # noqa: PLC0415 -- app ready

        call_command("migrate", verbosity=0)
        replay = replay_2025()
    print(replay.table())
    return 0 if replay.is_equal else 1


def run_similar(parsed: argparse.Namespace) -> int:
    """0 where nothing agrees, 1 with passages. Refused where nothing can be said."""
    from phongtrao.reader.words import read_words  # noqa: PLC0415 -- slow import

    _require_file(parsed.file)
    words = read_words(parsed.file)
    with django():
        from phongtrao.similarity.models import IndexedText  # noqa: PLC0415 -- app ready
        from phongtrao.similarity.pages.printed import as_text  # noqa: PLC0415 -- app ready
        from phongtrao.similarity.services.checking import FEW, find_copies  # noqa: PLC0415 -- app ready
        from phongtrao.similarity.services.rewording import find_reworded  # noqa: PLC0415 -- app ready

        if not IndexedText.objects.filter(status=IndexedText.Status.DONE).exists():
            raise BadInput(
                "Chỉ mục chưa có văn bản nào để đối chiếu. Hãy chạy máy chủ vài phút để chương trình đọc văn bản."
            )
        document, found = find_copies(words)
        if document.counted.sum() < FEW:
            raise BadFile("Tệp có quá ít chữ để đối chiếu. Hãy dùng tệp có cả bài viết.")
        literal = [passage for one in found for passage in one.overlap.passages]
        print(as_text(document.text, found, find_reworded(document, literal)))
    return 1 if found else 0


def run_manage(parsed: argparse.Namespace) -> int:
    return manage(*parsed.rest)


def manage(*arguments: str) -> int:
    with django():
        from django.core.management import execute_from_command_line  # noqa: PLC0415 -- slow import

        execute_from_command_line(["phongtrao manage", *arguments])
    return 0


def run_check(_: argparse.Namespace) -> int:
    with django():
        from phongtrao.audit.services import verify_chain  # noqa: PLC0415 -- app ready

        report = verify_chain()
    print(f"Đã niêm phong {report.sealed} dòng; {report.unsealed} dòng đang chờ niêm phong.")
    if report.is_whole:
        print("Chuỗi nhật ký nguyên vẹn.")
        return 0
    print(f"Chuỗi đứt ở vị trí {report.broken_at}: {report.reason}.", file=sys.stderr)
    return 1


# ------------------------------------------------------------------ surroundings


def _require_file(path: Path) -> None:
    if not path.is_file():
        raise BadFile(f"Không có tệp “{path}”. Hãy kiểm tra lại đường dẫn.")


def data_folder() -> Path:
    return Path(os.getenv("PHONGTRAO_DATA", ".data"))


@contextmanager
def django() -> Iterator[None]:
    """Django ready, its database answering.

    The embedded one is that of a running ``phongtrao serve``, or one started for this command.
    """
    from django import setup  # noqa: PLC0415 -- slow import

    with database():
        setup()
        yield


@contextmanager
def database() -> Iterator[None]:
    from phongtrao.config.embedded import Cluster, FolderInUse  # noqa: PLC0415 -- slow import

    cluster = Cluster(data_folder())
    if not os.getenv("DATABASE_URL"):
        with suppress(FolderInUse):  # then it answers already
            cluster.start()
    try:
        yield
    finally:
        cluster.stop()


if __name__ == "__main__":
    sys.exit(main())
