"""What pages of reorganisations show."""

from typing import Any

from django.utils.translation import gettext as _

from phongtrao.orgs.reorganisation import CARRIERS, STAYING


def consequences_of(summary: dict[str, Any]) -> list[tuple[int, str]]:
    """(number, words) of everything an act does; what it does nothing of is left out."""
    said = [
        (summary["founded"], _("đơn vị mới được lập")),
        (summary["closed"], _("đơn vị chấm dứt; quá khứ của đơn vị giữ nguyên tên cũ")),
        (summary["renamed"], _("đơn vị đổi tên")),
        (summary["moved"], _("đơn vị đổi cấp trên")),
        (summary["posts"], _("vị trí công tác chuyển sang đơn vị kế thừa")),
        (summary["grants"], _("vai trò chuyển sang đơn vị kế thừa")),
        (summary.get("shared", 0), _("người được phân chia từng người sang đơn vị mới")),
        (summary["heads_ended"], _("vai trò thủ trưởng chấm dứt; hãy phân lại theo quyết định")),
    ]
    said += [
        (count, _("%s chuyển sang đơn vị kế thừa") % CARRIERS[key].label)
        for key, count in summary["carried"].items()
    ]
    said += [
        (count, _("%s ở lại đơn vị cũ vì đơn vị kế thừa đã có") % CARRIERS[key].label)
        for key, count in summary["left"].items()
    ]
    said += [
        (count, _("%s giữ nguyên ở đơn vị cũ, đơn vị kế thừa đọc được") % STAYING[key].label)
        for key, count in summary.get("staying", {}).items()
    ]
    said.append((summary.get("told", 0), _("người được báo về thay đổi vị trí, vai trò của mình")))
    return [(count, words) for count, words in said if count]
