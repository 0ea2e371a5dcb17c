"""What the program says no with.

DomainError
├── NotAllowed     the person may not
├── WrongState     the thing is no longer in a state that allows it
├── BadInput       what was given cannot be used; the sentence says what, where and what to do
│   └── BadFile    the same, for a whole file
└── Conflict       somebody else was faster

Each error has a default sentence: short, polite, ending in what to do next.
"""

from phongtrao.lib.words import gettext_noop, say


class DomainError(Exception):
    default = gettext_noop("Thao tác không thực hiện được.")

    def __init__(self, message: str = "") -> None:
        super().__init__(message or say(self.default))


class NotAllowed(DomainError):
    default = gettext_noop("Bạn không có quyền thực hiện thao tác này.")


class WrongState(DomainError):
    default = gettext_noop("Hồ sơ không còn ở trạng thái cho phép thao tác này. Hãy tải lại trang.")


class BadInput(DomainError):
    default = gettext_noop("Dữ liệu nhập chưa đúng. Hãy xem lại các ô được đánh dấu.")


class BadFile(BadInput):
    default = gettext_noop("Không đọc được tệp này. Hãy kiểm tra lại tệp rồi tải lên lần nữa.")


class Conflict(DomainError):
    default = gettext_noop("Người khác vừa xử lý việc này. Hãy tải lại trang để xem kết quả.")
