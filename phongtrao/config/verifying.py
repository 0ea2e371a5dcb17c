"""``phongtrao verify``: what each certificate is, printed; the worst of them is the exit code."""

from collections.abc import Callable, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from phongtrao.lib.errors import BadFile
from phongtrao.reader.sealed_pages import Checked, Outcome, as_lines, check_code, check_pdf

Ask = Callable[
    [str], tuple[Checked, str]
]  # what the register says of a code, and whether it still holds
WORST_LAST = tuple(Outcome)
EXIT = {Outcome.GOOD: 0, Outcome.UNREADABLE: 2, Outcome.ENDED: 1, Outcome.FORGED: 1}


def verify(what: str, keys: Sequence[Ed25519PublicKey], ask: Ask | None) -> int:
    """``ask``: the register, where there is one to ask."""
    if not what.lower().endswith(".pdf"):
        told, said = ask(what) if ask else (check_code(what, keys), _unasked())
        return EXIT[_print([], told, said)]
    path = Path(what)
    if not path.is_file():
        raise BadFile(f"Không có tệp “{path}”. Hãy kiểm tra lại đường dẫn.")
    worst = Outcome.GOOD
    for number, one in enumerate(check_pdf(path, keys), start=1):
        outcome, said = one.outcome, _unasked()
        if ask and one.code:
            told, said = ask(one.code)
            outcome = max(outcome, told.outcome, key=WORST_LAST.index)
        shown = Checked(outcome, one.said, one.content, one.code)
        worst = max(worst, _print([f"Trang {number}"], shown, said), key=WORST_LAST.index)
    return EXIT[worst]


def _print(head: list[str], one: Checked, said: str) -> Outcome:
    print(*head, *as_lines(one), *([f"  {said}"] if one.content else []), sep="\n")
    return one.outcome


def _unasked() -> str:
    return "Chưa hỏi sổ cấp: không biết giấy đã bị thu hồi hay chưa."
