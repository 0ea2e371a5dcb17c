"""What the program says no with.

DomainError
├── NotAllowed     the person may not
├── WrongState     the thing is no longer in a state that allows it
├── BadInput       what was given cannot be used; the sentence says what, where and what to do
│   └── BadFile    the same, for a whole file
└── Conflict       somebody else was faster

The docstring of each error is its default sentence: short, polite, ending in what to do next.
"""


class DomainError(Exception):
    """Thao tác không thực hiện được."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or type(self).__doc__)


class NotAllowed(DomainError):
    """Bạn không có quyền thực hiện thao tác này."""


class WrongState(DomainError):
    """Hồ sơ không còn ở trạng thái cho phép thao tác này. Hãy tải lại trang."""


class BadInput(DomainError):
    """Dữ liệu nhập chưa đúng. Hãy xem lại các ô được đánh dấu."""


class BadFile(BadInput):
    """Không đọc được tệp này. Hãy kiểm tra lại tệp rồi tải lên lần nữa."""


class Conflict(DomainError):
    """Người khác vừa xử lý việc này. Hãy tải lại trang để xem kết quả."""
