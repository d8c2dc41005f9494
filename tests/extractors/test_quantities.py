"""Amounts in running text: unit, bound, ratio, range, double statement; labels are no amounts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.quantity.scan import Quantity, scan


def only(text: str) -> Quantity:
    found = list(scan(text))
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("cho hơn 300 học viên tham dự", 300, "học viên", "more_than"),
        ("tổng số 5.240.127 lượt.", 5240127, "lượt", "exact"),
        ("gần 4.500 hồ sơ", 4500, "hồ sơ", "about"),
        ("đạt tối thiểu 90%", 90, "%", "at_least"),
        ("không quá 05 (năm) ngày làm việc", 5, "ngày làm việc", "at_most"),
        ("chưa đến 20 triệu đồng", 20, "triệu đồng", "less_than"),
        ("ước khoảng 980 triệu đồng", 980, "triệu đồng", "about"),
        ("đủ hai mươi mốt tuổi trở lên", 21, "tuổi", "at_least"),
        ("mức 2,34 triệu đồng/tháng", 2.34, "triệu đồng/tháng", "exact"),
        ("tăng 54.9% so với kế hoạch", 54.9, "%", "exact"),
        ("tổ chức mười hai (12) cuộc họp", 12, "cuộc họp", "exact"),
        ("kiểm tra 15 sở, ngành, địa phương", 15, "sở, ngành, địa phương", "exact"),
        ("diện tích tối thiểu 40m2", 40, "m2", "at_least"),
        ("trong tổng số 20 đơn vị", 20, "đơn vị", "exact"),
        ("ban hành Danh mục 12 văn bản", 12, "văn bản", "exact"),
        ("hỗ trợ 15.000đ/người", 15000, "đ/người", "exact"),
        ("gồm 16 thửa ruộng", 16, "thửa", "exact"),
    ],
)
def test_an_amount_is_read(text: str, value: float, unit: str, bound: str) -> None:
    quantity = only(text)
    assert (quantity.value, quantity.unit.text, quantity.bound) == (value, unit, bound)


def test_ratio_range_and_what_a_share_is_taken_of() -> None:
    assert (only("có 12/14 sở, ngành nộp").value, only("có 12/14 sở, ngành nộp").of) == (12, 14)
    assert (only("từ 70 - 100 người").value, only("từ 70 - 100 người").upper) == (70, 100)
    ratio = only("cắt giảm 28 trên tổng số 106 điều kiện kinh doanh")
    assert (ratio.value, ratio.of) == (28, 106)


def test_an_amount_repeated_in_words_counts_once() -> None:
    text = "chi 23.839 tỷ đồng (hai mươi ba nghìn, tám trăm ba mươi chín tỷ đồng) cho dự án"
    quantity = only(text)
    assert quantity.value == 23839
    assert text[quantity.start : quantity.end].endswith("tỷ đồng)")


def test_zero_is_a_state_of_its_own() -> None:
    assert only("có 0 hồ sơ quá hạn").state == "zero"


@pytest.mark.parametrize(
    "text",
    [
        "điểm a khoản 2 Điều 5 Nghị định này",
        "Quyết định số 1982/QĐ-UBND ngày 19/7/2017 của UBND tỉnh",
        "ngày 20 tháng 10 năm 2025 của Tổ công tác",
        "Phụ lục 5 vào trước Phụ lục 6",
        "theo Mẫu số 41 Phụ lục I ban hành kèm theo",
        "Điện thoại: 0233.3852.456, Fax 0233.3852.457",
        "mã số: V.09.03.01",
        "tiêu chuẩn TCVN ISO 9001:2015 tại cơ quan",
        "một số nội dung và cơ chế một cửa",
        "chính quyền địa phương 2 cấp và 3 cấp",
        "xếp hạng 11/34 tỉnh, thành phố",
        "xếp thứ 9/63 tỉnh, thành",
        "Kỳ họp thứ 14 của Hội đồng",
        "triển khai Đề án 06 và Nghị quyết 18",
        "không sau sáu (06) giờ và không trước mười tám (18) giờ",
        "1. Kết quả thực hiện",
        "phủ sóng 5G trên toàn quốc",
        "năm 2024 Bình Thuận xếp thứ ba",
        "Địa chỉ: Số 60 Trần Phú",
        "trực 24/7",
        "tỷ lệ 1/500",
    ],
)
def test_a_label_is_no_amount(text: str) -> None:
    assert list(scan(text)) == []


_UNITS = ("hồ sơ", "văn bản", "lượt người", "%", "tỷ đồng", "học viên", "đơn vị")
_LEADS = {
    "": "exact",
    "hơn ": "more_than",
    "gần ": "about",
    "ít nhất ": "at_least",
    "không quá ": "at_most",
    "dưới ": "less_than",
}


@settings(deadline=None, max_examples=100)
@given(
    st.integers(min_value=2, max_value=99_999_999),
    st.sampled_from(_UNITS),
    st.sampled_from(sorted(_LEADS)),
    st.sampled_from(["Trong kỳ, cơ quan đã xử lý ", "Tổng cộng có ", "Kết quả: ", "- ", "("]),
    st.sampled_from([".", ";", ", trong đó", " theo quy định", ")"]),
)
def test_any_amount_is_found_in_any_context(value: int, unit: str, lead: str, before: str, after: str) -> None:
    written = f"{value:,}".replace(",", ".")
    quantity = only(f"{before}{lead}{written}{'' if unit == '%' else ' '}{unit}{after}")
    assert (quantity.value, quantity.unit.text, quantity.bound) == (value, unit, _LEADS[lead])


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="0123456789.,/-()% \nđồngnămhồsơ", max_size=200))
def test_amounts_never_overlap_and_stay_inside_the_text(text: str) -> None:
    end = 0
    for quantity in scan(text):
        assert end <= quantity.number[0] < quantity.number[1] <= quantity.end <= len(text)
        end = quantity.end


@pytest.mark.parametrize(
    ("text", "value", "upper", "unit"),
    [
        ("phạt từ 4 triệu đồng đến 6 triệu đồng", 4, 6, "triệu đồng"),
        ("hỗ trợ từ 200.000 đồng đến 300.000 đồng/người", 200_000, 300_000, "đồng/người"),
        ("rút ngắn 15% đến 25% thời gian", 15, 25, "%"),
        ("kéo dài từ 7 ngày đến 9 ngày", 7, 9, "ngày"),
    ],
)
def test_a_range_may_repeat_its_unit(text: str, value: float, upper: float, unit: str) -> None:
    (found,) = scan(text)
    assert (found.value, found.upper, found.unit.text) == (value, upper, unit)


def test_falling_from_one_value_to_another_is_no_range() -> None:
    assert [(found.value, found.upper) for found in scan("giảm từ 9 ngày xuống còn 4 ngày")] == [(9, None), (4, None)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("thu hồi 7,5 tỷ đồng", [7.5]),
        ("mỗi ngày 40 lượt người dân", [40]),
        ("người dân tộc thiểu số 12 người", [12]),
        ("đã kết luận 15 vụ việc", [15]),
        ("theo Kết luận 15 ngày 03/4/2021", []),
        ("nộp trước 16 giờ", []),
        ("tặng 90.000.000đ.", [90_000_000]),
        ("1,5 triệu thuê bao", [1.5]),
        ("khởi tố 14 bị can", [14]),
    ],
)
def test_words_before_and_behind_the_number(text: str, values: list[float]) -> None:
    assert [found.value for found in scan(text)] == values


def test_higher_than_something_is_no_bound() -> None:
    (found,) = scan("cao hơn 3 điểm so với bình quân")
    assert found.bound == "exact"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("đã mở 42 cuộc thanh tra, kiểm tra tại các huyện", "cuộc thanh tra, kiểm tra"),
        ("ban hành 9 nghị định và thông tư", "nghị định và thông tư"),
        ("xử phạt 15 đơn vị, cơ sở và cá nhân", "đơn vị, cơ sở và cá nhân"),
        ("tổ chức 6 hội nghị, lớp tập huấn cho xã", "hội nghị, lớp tập huấn"),
        ("tổ chức 6 lớp tập huấn cho xã", "lớp"),
        ("xây dựng 25 mô hình, sáng kiến cải cách", "mô hình, sáng kiến"),
        ("ban hành 12 văn bản, báo cáo UBND tỉnh kết quả", "văn bản"),
        ("ban hành 12 văn bản, hướng dẫn các xã", "văn bản"),
        ("ban hành 11 văn bản chỉ đạo, tổ chức kiểm tra", "văn bản chỉ đạo"),
        ("xử lý 11 cá nhân, tổ chức vi phạm", "cá nhân, tổ chức"),
        ("có 802 mặt hàng, Bộ Y tế quản lý", "mặt hàng"),
        ("bỏ 11 quy định kinh doanh", "quy định kinh doanh"),
        ("còn 350 dòng hàng phải kiểm tra", "dòng hàng"),
        ("giảm 16 chỉ tiêu biên chế sự nghiệp", "chỉ tiêu biên chế"),
        ("rút còn 8.100 ngày/tổng thời gian", "ngày"),
        ("hơn 2.100 các thủ tục phải làm", "thủ tục"),
        ("có 45thủ tục hành chính", "thủ tục hành chính"),
        ("Quy chế gồm 5 Chương, trong đó", "Chương"),
    ],
)
def test_the_unit_is_the_whole_noun(text: str, unit: str) -> None:
    assert only(text).unit.text == unit


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("chọn 1 trong 4 dịch vụ", [4]),
        ("xem xét 950 trên 31 ngành", [31]),
        ("cắt giảm 12 trên 40 điều kiện", [12]),
        ("xếp 7/34 tỉnh, thành phố", []),
        ("hỗ trợ 24/7 cho người dùng", []),
        ("bình quân 1 vạn dân có 12 bác sĩ", [12]),
        ("nhà số 5 đường 3 tháng 2", []),
        ("tại Điều 4, 5 và 9 Nghị định này", []),
        ("khoản 1, 2 Điều 7 Luật này", []),
        ("Sở KH-ĐT 18 thủ tục", [18]),
    ],
)
def test_what_only_looks_like_an_amount_or_a_ratio(text: str, values: list[float]) -> None:
    assert [found.value for found in scan(text)] == values


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("giảm từ 20% thời gian trở lên", ["at_least"]),
        ("giảm 20% thời gian làm việc", ["exact"]),
        ("giảm ít nhất: 25% thời gian, 25% chi phí", ["at_least", "at_least"]),
        ("mức chi tối đa bằng 40%", ["at_most"]),
        ("vắng mặt từ ba ngày trở lên", ["at_least"]),
        ("vắng mặt từ một tháng trở lên", ["at_least"]),
        ("vắng mặt ba ngày", []),
    ],
)
def test_bounds_around_and_behind_the_unit(text: str, bounds: list[str]) -> None:
    assert [found.bound for found in scan(text)] == bounds


def test_a_noun_behind_a_comma_may_be_the_subject_of_the_next_number() -> None:
    assert [found.unit.text for found in scan("lớp điện tim 34 học viên, bệnh viện huyện 26 người")] == [
        "học viên",
        "người",
    ]


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("dựa trên 5 nguyên tắc", 5, "nguyên tắc", "exact"),
        ("trong tổng số 345 điều kiện đầu tư, kinh doanh", 345, "điều kiện đầu tư, kinh doanh", "exact"),
        ("hơn 700 chi cục thuế thu không đủ", 700, "chi cục thuế", "more_than"),
        ("có 2 Phó Giám đốc Sở", 2, "Phó Giám đốc", "exact"),
        ("trồng 1 triệu cây xanh", 1, "triệu cây xanh", "exact"),
        ("rà soát 3 nhóm thủ tục hành chính", 3, "nhóm thủ tục hành chính", "exact"),
        ("chiếm 92,%.", 92, "%", "exact"),
        ("có 3 trong số 5 đơn vị", 3, "đơn vị", "exact"),
    ],
)
def test_units_and_bounds_of_daily_writing(text: str, value: float, unit: str, bound: str) -> None:
    (item,) = scan(text)
    assert (item.value, item.unit.text, item.bound) == (value, unit, bound)
