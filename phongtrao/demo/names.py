"""Names of people and places that do not exist, drawn from a seeded source of chance."""

from random import Random

FAMILY = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng",
    "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Mai", "Trịnh", "Đoàn",
)  # fmt: skip
MIDDLE = ("Thị", "Văn", "Minh", "Thanh", "Ngọc", "Quang", "Thu", "Hữu", "Kim", "Đức", "Gia", "Bảo")
GIVEN = (
    "An", "Anh", "Ánh", "Bách", "Bình", "Châu", "Chi", "Cường", "Dung", "Dương", "Đạt", "Giang",
    "Hà", "Hạnh", "Hiếu", "Hòa", "Hương", "Khánh", "Kiên", "Lan", "Lâm", "Linh", "Mai", "Nam",
    "Nga", "Nghĩa", "Ngọc", "Oanh", "Phúc", "Phương", "Quân", "Quỳnh", "Sơn", "Tâm", "Thảo",
    "Thịnh", "Thủy", "Trang", "Tú", "Tuấn", "Uyên", "Vân", "Việt", "Xuân", "Yến",
)  # fmt: skip
# Two parts make a commune: “Suối Mây”, “Đồi Thông”: plainly of no map.
LAND = (
    "Suối", "Đồi", "Bến", "Gò", "Hồ", "Cồn", "Vườn", "Làng", "Đèo", "Bãi", "Cầu", "Động",
    "Ghềnh", "Rạch", "Thung", "Xóm", "Mỏm", "Khe",
)  # fmt: skip
SIGHT = (
    "Mây", "Thông", "Sen", "Trăng", "Sương", "Nắng", "Gió", "Sao", "Ngọc", "Lúa", "Mưa", "Hạc",
    "Chim", "Quế", "Trúc", "Cúc", "Lan", "Đào", "Bạch Dương", "Phù Sa",
)  # fmt: skip
SCHOOL = (
    "Hoa Sen", "Hướng Dương", "Bình Minh", "Sao Mai", "Họa Mi", "Ban Mai", "Hoa Phượng",
    "Tuổi Thơ", "Ánh Dương", "Vành Khuyên", "Măng Non", "Sơn Ca", "Bông Sen Trắng", "Hoa Ban",
    "Mặt Trời Nhỏ", "Cầu Vồng", "Thảo Nguyên", "Phù Đổng Xanh", "Trăng Rằm", "Sóng Biếc",
)  # fmt: skip


def full_name(chance: Random) -> str:
    return f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}"


def commune_name(number: int) -> str:
    """The same number gives the same name; past all pairs a second word is added."""
    land, sight = LAND[number % len(LAND)], SIGHT[(number // len(LAND)) % len(SIGHT)]
    again = number // (len(LAND) * len(SIGHT))
    return f"{land} {sight} {again + 1}" if again else f"{land} {sight}"


def school_name(number: int, commune: str) -> str:
    """Schools of different communes may share a flower; then the commune tells them apart."""
    name = SCHOOL[number % len(SCHOOL)]
    return name if number < len(SCHOOL) else f"{name} {commune}"
