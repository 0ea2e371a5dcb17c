"""“Nơi nhận” as offices print it: with dashes and without, beside a signature."""

import pytest

from phongtrao.reader.closing import read_signature
from phongtrao.reader.lines import make_paragraph
from phongtrao.reader.load.txt import split_text
from phongtrao.reader.recipients import read_recipients

WANTED = [("UBND tỉnh", "báo cáo"), ("Sở Nội vụ", None), ("VT, VP", "Lưu")]


def closing(text: str):
    return [make_paragraph([block]) for block in split_text(text).blocks]


@pytest.mark.parametrize(
    "text",
    [
        "Nơi nhận:\n- UBND tỉnh (báo cáo);\n- Sở Nội vụ;\n- Lưu: VT, VP.\nGIÁM ĐỐC\nTrần Văn Mẫu",
        "Nơi nhận:\nUBND tỉnh (báo cáo);\nSở Nội vụ;\nLưu VT, VP.\nGIÁM ĐỐC\n(Đã ký)\nTrần Văn Mẫu",
        "Nơi nhận:\nUBND tỉnh (báo cáo)\nSở Nội vụ\nLưu: VT, VP\nGIÁM ĐỐC\nTrần Văn Mẫu",
        "Nơi nhận: UBND tỉnh (báo cáo); Sở Nội vụ; Lưu: VT, VP.\nGIÁM ĐỐC\nTrần Văn Mẫu",
        "Nơi nhận:\n- UBND tỉnh\nGIÁM ĐỐC\nTrần Văn Mẫu (báo cáo);\n- Sở Nội vụ;\n- Lưu: VT, VP.",
    ],
    ids=["dashes", "semicolons", "lines", "one line", "signature in between"],
)
def test_recipients_and_signer_are_told_apart(text):
    recipients = [(f.value["name"], f.value["purpose"]) for f in read_recipients(closing(text))]
    signature = [dict(finding.value) for finding in read_signature(closing(text))]

    assert recipients == WANTED
    assert signature == [{"signer_title": "Giám đốc"}, {"signer_name": "Trần Văn Mẫu"}]
