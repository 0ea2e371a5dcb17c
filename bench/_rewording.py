"""A text said otherwise throughout: a table of our own of words that mean much the same in reports of schools."""

import random
import re
from functools import cache

_SAME = """
học sinh|các em|người học|học trò; giáo viên|thầy cô|nhà giáo|người dạy; nhà trường|trường|cơ sở giáo dục
phụ huynh|cha mẹ các em|gia đình học sinh|bố mẹ; tổ chuyên môn|nhóm bộ môn|tổ bộ môn; ban giám hiệu|lãnh đạo trường
trẻ|các bé|các cháu; đồng nghiệp|bạn bè trong nghề|giáo viên cùng trường; lớp trưởng|em đứng đầu lớp
bản thân tôi|tôi|người viết; nhóm nghiên cứu|nhóm tác giả|chúng tôi; chi đoàn|đoàn thanh niên
tổ chức|tiến hành|mở; xây dựng|lập|dựng nên|tạo dựng; vận dụng|áp dụng|đưa vào dùng|ứng dụng vào; thiết kế|soạn ra|phác thảo
khai thác|tận dụng|dùng; rèn luyện|tập luyện|rèn giũa; hướng dẫn|chỉ dẫn|chỉ bảo|gợi ý; triển khai|thực hiện|bắt tay vào
phát huy|khơi dậy|làm mạnh thêm; đổi mới|cải tiến|làm mới; kiểm tra|xem xét|rà soát; đánh giá|nhận định|cho ý kiến về
quan sát|theo dõi|để mắt tới; ghi chép|ghi lại|chép lại; phân tích|mổ xẻ|làm rõ; so sánh|đối chiếu|đặt cạnh nhau
trình bày|nêu|báo cáo; thảo luận|bàn bạc|trao đổi; sưu tầm|thu thập|gom góp; biên soạn|viết|soạn; lồng ghép|tích hợp|đan cài
điều chỉnh|sửa đổi|chỉnh lại; khảo sát|điều tra|tìm hiểu thực tế; thống kê|tính toán|đếm; chuẩn bị|sửa soạn|lo trước
giới thiệu|đưa ra|cho biết; sắp xếp|bố trí|xếp đặt; phân loại|chia nhóm|xếp loại; hoàn thiện|làm cho đầy đủ|bổ khuyết
nghiên cứu|tìm hiểu|tra cứu; thử nghiệm|làm thử|thí điểm; lựa chọn|chọn|tuyển chọn; củng cố|khắc sâu|làm vững
mở rộng|nhân rộng|nới rộng; khắc phục|sửa chữa|vượt qua; nhận xét|góp ý|bình luận; động viên|khích lệ|khuyến khích
hỗ trợ|giúp đỡ|trợ giúp; kết nối|liên kết|gắn bó; chia sẻ|trao cho nhau|san sẻ; thực hành|làm thật|bắt tay làm
luyện tập|tập dượt|ôn luyện; ôn lại|nhắc lại|xem lại; khám phá|tìm tòi|phát hiện; trải nghiệm|tự mình nếm trải|sống thử
ghi nhớ|thuộc|nhớ kỹ; tóm tắt|rút gọn|thâu tóm; sáng tạo|nghĩ ra cái mới|độc đáo; bổ sung|thêm vào|bù đắp; đề xuất|kiến nghị|đề nghị
hình thành|tạo nên|gây dựng; giải quyết|xử lý|tháo gỡ; sử dụng|dùng|dùng đến; bồi dưỡng|vun đắp|đào tạo thêm
giáo dục|dạy dỗ|dạy bảo; nâng cao|tăng|cải thiện|đẩy cao; làm quen với|tiếp xúc với|biết đến; tạo ra|làm ra|sinh ra
bài giảng|tiết dạy|giờ giảng; phiếu học tập|phiếu bài tập|tờ bài làm; câu hỏi|vấn đề nêu ra|điều cần hỏi; tình huống|hoàn cảnh|trường hợp
sơ đồ tư duy|bản đồ ý|lược đồ ý; tranh ảnh|hình minh họa|hình ảnh; đồ dùng dạy học|giáo cụ|thiết bị dạy học; thí nghiệm|phép thử|bài thử
bài tập|bài làm|bài luyện; kế hoạch bài dạy|giáo án|bài soạn; góc học tập|chỗ học|nơi ngồi học; thư viện lớp|tủ sách lớp|kệ sách của lớp
câu lạc bộ|nhóm sở thích|đội nhóm; hoạt động nhóm|làm việc theo nhóm|việc chung của nhóm; tiêu chí|chuẩn mực|thước đo; nội quy lớp|quy định của lớp|nền nếp lớp
nhật ký|sổ ghi hằng ngày|sổ tay; sân chơi|chỗ vui chơi|khu vui chơi; vườn trường|mảnh vườn của trường|khu vườn; đoạn văn|khổ văn|mẩu văn
từ vựng|vốn từ|từ ngữ; phép tính|bài toán|cách tính; biểu đồ|đồ thị|hình biểu diễn; mô hình|khuôn mẫu|kiểu mẫu; sản phẩm|thành quả|kết quả làm ra
kỹ năng sống|khả năng ứng xử|kỹ năng hằng ngày; thói quen|nếp quen|tập quán; nền nếp|kỷ luật|trật tự; ý thức|tinh thần|sự tự giác
năng lực|khả năng|sức làm; phẩm chất|đức tính|nhân cách; phương pháp|cách thức|cách làm|lối dạy; hình thức|kiểu|dạng; biện pháp|giải pháp|cách giải quyết
nội dung|phần kiến thức|vấn đề; chuyên đề|đề tài|chủ điểm; tiết học|giờ học|buổi học; chủ đề|chủ điểm|đề tài; câu chuyện|mẩu chuyện|chuyện
môi trường|khung cảnh|không gian; quy trình|các bước|trình tự; ứng dụng|chương trình|công cụ; máy tính|máy vi tính|thiết bị tin học
kết quả học tập|thành tích học|sức học; điểm số|điểm|số điểm; nhận thức|hiểu biết|sự hiểu; tư duy|suy nghĩ|cách nghĩ; sự tự tin|lòng tin vào mình|tính mạnh dạn
mới|mới mẻ|khác trước; phù hợp|thích hợp|tương xứng; hiệu quả|có kết quả|hữu hiệu; sinh động|sống động|linh động; gần gũi|thân quen|sát thực
thiết thực|thực tế|có ích; hấp dẫn|lôi cuốn|cuốn hút; đơn giản|dễ làm|giản dị; cụ thể|chi tiết|rành mạch; rõ ràng|minh bạch|dễ thấy
tích cực|hăng hái|năng nổ; chủ động|tự giác|tự mình; linh hoạt|mềm dẻo|uyển chuyển; đa dạng|phong phú|nhiều vẻ; vừa sức|hợp sức|đúng tầm
khoa học|bài bản|có phương pháp; thường xuyên|đều đặn|liên tục; đồng bộ|ăn khớp|thống nhất; chặt chẽ|kỹ lưỡng|nghiêm; quen thuộc|thân thuộc|đã quen
cần thiết|không thể thiếu|quan trọng; bổ ích|có ích|hữu ích; kịp thời|đúng lúc|nhanh chóng; tự nhiên|thoải mái|không gò bó; hợp lý|thỏa đáng|phải lẽ; bền vững|lâu dài|vững chắc
trong giờ học|trên lớp|trong tiết; trong quá trình dạy học|khi dạy|lúc lên lớp; ở đầu tiết học|khi vào bài|lúc mở bài; vào cuối tuần|những ngày cuối tuần|mỗi dịp nghỉ
trong học kỳ một|nửa đầu năm|suốt kỳ một; ngay từ đầu năm học|từ ngày khai giảng|khi năm học mở ra; khi học bài mới|lúc tiếp nhận kiến thức mới|khi sang bài khác
ở nhà|tại gia đình|sau giờ tan trường; trong giờ ra chơi|giữa hai tiết|lúc nghỉ; hằng tháng|mỗi tháng|tháng nào cũng vậy; mỗi buổi sáng|sáng nào cũng vậy|vào buổi sớm
trong giờ thực hành|khi làm thí nghiệm|lúc thực hành; cuối học kỳ|khi hết kỳ|lúc tổng kết kỳ; khi làm việc nhóm|lúc cùng nhóm làm việc|trong nhóm
nhằm|để|với mục đích; từ đó|nhờ thế|do vậy; qua đó|bằng cách ấy|theo cách này; đồng thời|cùng lúc ấy|song song; bên cạnh đó|ngoài ra|thêm vào đó|hơn thế
vì vậy|cho nên|do đó|bởi thế; tuy nhiên|nhưng|song|dẫu vậy; mặt khác|ở một phía khác|lại nữa; chẳng hạn|ví dụ|như là; kết quả là|cuối cùng thì|nhờ đó
trước hết|đầu tiên|việc thứ nhất; tiếp theo|sau đó|kế đến; cuối cùng|sau hết|chót lại; thực tế cho thấy|có thể thấy rằng|điều dễ nhận ra là
có thể|đủ sức|làm được việc; sẽ|rồi sẽ|sắp; cần|nên|phải; phải|buộc phải|cần; luôn|lúc nào cũng|bao giờ cũng; thường|hay|nhiều khi; dần dần|từng bước|mỗi ngày một ít
bước đầu|ban đầu|lúc mới; cùng nhau|chung sức|với nhau; bắt đầu|khởi sự|mở đầu; tiếp tục|vẫn|còn; hào hứng|phấn khởi|thích thú; mạnh dạn|dám|không ngại
và|cùng|với; cùng với|kèm|và cả; thông qua|nhờ|bằng; dựa vào|căn cứ trên|nương theo; đối với|với|về phía
""".replace("\n", ";")
_INSERTED = [
    "thực sự",
    "một cách",
    "về cơ bản",
    "hết sức",
    "ở đây",
    "nói chung",
    "theo tôi",
    "trong thực tế",
    "cũng",
    "ngày càng",
    "nhìn chung",
    "có lẽ",
    "một phần",
    "khá",
    "rất",
    "nhiều hơn",
    "ở mức nhất định",
    "như đã nói",
]
_CHANGED, _FILLED, _LOST = 0.8, 0.08, 0.15


@cache
def _table() -> dict[str, list[str]]:
    groups = [[one.strip() for one in group.split("|")] for group in _SAME.split(";")]
    return {
        word: [other for other in group if other != word]
        for group in groups
        for word in group[:2]
        if word
    }


@cache
def _words() -> re.Pattern[str]:
    longest_first = sorted(_table(), key=lambda word: -len(word))
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b")


def reword(sentence: str, rng: random.Random) -> str:
    """Four words in five that have a like one become it, the parts change places, words come in; of the terms
    one in seven is lost (the rest no synonym is known for)."""
    plain = sentence[:1].lower() + sentence[1:].rstrip(".")
    parts = plain.split(", ")
    said = ", ".join(_otherwise(part, rng) for part in reversed(parts))
    return said[:1].upper() + said[1:] + "."


def _otherwise(part: str, rng: random.Random) -> str:
    known = _words()
    out, at = [], 0
    for found in known.finditer(part):
        out += _kept(part[at : found.start()], rng)
        swap = rng.random() < _CHANGED
        out.append(rng.choice(_table()[found.group()]) if swap else found.group())
        if rng.random() < _FILLED:
            out.append(rng.choice(_INSERTED))
        at = found.end()
    return " ".join([*out, *_kept(part[at:], rng)])


def _kept(words: str, rng: random.Random) -> list[str]:
    return [] if rng.random() < _LOST else words.split()
