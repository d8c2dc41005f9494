"""The forms of a period expression, as regular expressions over folded text (case ignored where it varies).

Each form is tried at the places its keyword stands; a date (``ngày 19 tháng 7 năm 2017``) is matched first so that its
month and year are not taken for periods.
"""

from __future__ import annotations

import re

_YEAR = r"(?:19|20)\d\d"
_ROMAN = r"(?:IV|I{1,3}|iv|i{1,3}|[1-4]|một|hai|ba|bốn)"
_COUNT = r"(?:0?[1-9]|1[0-2]|ba|sáu|chín)"
_OF_YEAR = (
    rf"(?:[ ]?/[ ]?(?P<{{0}}_y1>{_YEAR})(?!\d)|[ ]?[.-][ ]?(?P<{{0}}_y3>{_YEAR})(?!\d)|"
    rf"(?:,?[ ](?:của[ ])?năm)[ ](?P<{{0}}_y2>{_YEAR}|nay|trước|ngoái)(?![\d/]))"
)
_DAY = rf"\d{{1,2}}[/.-]\d{{1,2}}[/.-]{{1,2}}{_YEAR}(?!\d)"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_LISTED = r"(?:,[ ]?|[ ]và[ ]|,[ ]và[ ])"
_DATE = r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]{1,2}\s?\d{4}|\d{1,2}[ ]tháng[ ]\d{1,2}[ ]năm[ ]\d{4}"


def _of_year(name: str) -> str:
    return _OF_YEAR.replace("{0}", name)


PERIOD = re.compile(
    rf"""(?<![\w/])(?<!\d\.)(?:
      (?P<fromto>(?:từ[ ]ngày|từ)[ ](?P<from_day>{_DATE}|\d{{1,2}}[/.-]\d{{1,2}}|(?<=ngày[ ])\d{{1,2}})[ ]?
          (?:(?:đến|tới)(?:[ ]hết)?(?:[ ]ngày)?|-)[ ]?(?P<to_day>{_DATE}|\d{{1,2}}[/.-]\d{{1,2}}(?![/.-]?\d)))
    | (?P<days>(?:ngày[ ])?(?P<first_day>{_DAY})[ ]?(?:(?:đến|tới)(?:[ ]hết)?(?:[ ]ngày)?|-)[ ]?(?P<last_day>{_DAY}))
    | (?P<year_to_month>từ[ ]năm[ ](?P<ym_y1>{_YEAR})[ ]đến[ ](?:hết[ ])?
          tháng[ ](?P<ym_m>\d{{1,2}})(?:[ ]năm[ ]|[/-])(?P<ym_y2>{_YEAR})(?!\d))
    | (?P<date>ngày\s{{1,3}}(?:\d{{1,2}}|…|\.{{2,9}})?\s?(?:tháng[ ]\d{{0,2}}\s?(?:năm[ ]\d{{0,4}})?
          |[/.-]\d{{1,2}}(?:[/.-]\d{{2,4}})?))
    | (?P<months_fromto>(?:từ[ ])?tháng[ ](?P<m1>\d{{1,2}})(?:/(?P<m1y>{_YEAR}))?
          [ ](?:đến|-)[ ](?:hết[ ])?tháng[ ](?P<m2>\d{{1,2}}){_of_year("mft")}?)
    | (?P<month_list>tháng[ ](?P<ml>{_MONTH}(?:{_LISTED}{_MONTH})+)(?![\d.]){_of_year("ml")})
    | (?P<quarter_list>quý[ ](?P<ql>(?:IV|I{{1,3}})(?:{_LISTED}(?:IV|I{{1,3}})(?!\w))+)(?:{_of_year("ql")})?)
    | (?P<half>nửa[ ](?P<half_part>đầu|cuối)[ ]năm(?:[ ](?P<half_year>{_YEAR}|nay))?)
    | (?P<half_month>nửa[ ](?P<hm_part>đầu|cuối)[ ]tháng[ ](?P<hm_month>\d{{1,2}})
          (?:/(?P<hm_y1>{_YEAR})|[ ]năm[ ](?P<hm_y2>{_YEAR}))?)
    | (?P<sofar>từ[ ](?:đầu[ ]năm(?:[ ](?P<sofar_year>{_YEAR}))?|năm[ ](?P<since>{_YEAR}))[ ](?:tính[ ])?(?:đến|tới)[ ]
          (?:nay|(?:hết[ ])?(?:ngày[ ])?(?P<sofar_day>{_DATE}|\d{{1,2}}[/.-]\d{{1,2}})(?![\d/])
          |(?:hết(?![ ]năm[ ]{_YEAR})|ngày)(?:[ ](?:tháng[ ])?\d[\d/]*)?(?:[ ]năm[ ]{_YEAR})?))
    | (?P<span>(?:(?:(?:\d{{1,2}}[ ]năm[ ])?(?:giai[ ]đoạn|nhiệm[ ]kỳ|thời[ ]kỳ)|\d{{1,2}}[ ]năm)[ ](?:từ[ ])?\(?)?
          (?:năm[ ])?
          (?P<y1>{_YEAR})[ ]?(?:[-÷]|(?:đến|tới)(?:[ ]hết)?(?:[ ]năm)?)[ ]?(?P<y2>{_YEAR})(?![\d/]))
    | (?P<same>cùng[ ]kỳ(?:[ ](?:của[ ])?năm)?[ ](?P<same_year>{_YEAR}|trước|ngoái)(?!\d))
    | (?P<months>(?P<count>{_COUNT})[ ]tháng(?P<part>[ ](?:đầu|cuối)(?:[ ]năm)?(?![^\W\d_]))?
          (?:(?P<months_year>[ ]?{_of_year("mo")})|[ ](?P<months_bare>{_YEAR}|nay)(?!\d))?)
    | (?P<months_short>(?P<mt>{_MONTH})T(?P<mt_part>[ ](?:đầu|cuối)[ ]năm)?[ ]?[/ -][ ]?(?P<mt_year>{_YEAR})(?!\d))
    | (?P<quarter>quý[ ](?P<q>{_ROMAN})(?![\w.])(?:{_of_year("q")})?)
    | (?P<quarter_short>Q(?P<qs>[1-4])/(?P<qs_year>{_YEAR}))
    | (?P<vague>(?:(?:những|các|mấy)[ ](?:ngày|tháng)[ ])?(?:đầu|cuối|giữa)[ ]
          (?:tháng[ ]\d{{1,2}}(?:[ ]?[/-][ ]?{_YEAR}|[ ]năm[ ]{_YEAR})?
          |quý[ ]{_ROMAN}(?:/{_YEAR}|[ ]năm[ ]{_YEAR})?|năm[ ]{_YEAR}))(?!\d)
    | (?P<week>tuần[ ](?:thứ[ ])?(?P<w>\d{{1,2}})(?:[ ]tháng[ ](?P<wm>\d{{1,2}}))?
          (?:/(?P<w_y1>{_YEAR})|[ ]năm[ ](?P<w_y2>{_YEAR}))?)
    | (?P<month>tháng[ ](?P<m>0?[1-9]|1[0-2])(?!\d|\.\d(?!\d{{3}}(?!\d)))(?:{_of_year("m")})?)
    | (?P<month_short>T(?P<ms>\d{{1,2}})/(?P<ms_year>{_YEAR})(?!\d))
    | (?P<school>(?:năm[ ]học|niên[ ](?:độ|khóa))(?:[ ](?:tài[ ]chính|ngân[ ]sách|kế[ ]toán))?:?[ ]
          (?P<s1>{_YEAR})[ ]?[-÷][ ]?(?P<s2>{_YEAR}))
    | (?P<against>so[ ]với[ ](?P<against_year>{_YEAR})(?=[ ]?(?:[;,:)](?!\d)|\.(?!\d)|\n|\Z)))
    | (?P<year>năm[ ](?:(?:tài[ ]chính|ngân[ ]sách)[ ])?(?P<y>{_YEAR})(?![\d/]))
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_OPENINGS = (
    *(
        "từ ",
        "tháng ",
        "tuần ",
        "thời kỳ",
        "nửa ",
        "năm ",
        "niên ",
        "ngày",
        "nhiệm kỳ",
        "những ",
        "giai ",
        "giữa ",
        "cùng kỳ",
    ),
    *("cuối ", "các ngày", "các tháng", "chín th", "đầu ", "quý ", "mấy ", "so với ", "ba th", "sáu th"),
)
"""How the forms begin that begin with a word, in small letters."""
_DIGITS = re.compile(
    r"[0-9](?:(?<![\w/].)(?=\d?[ ]?[TtNn]|[09]\d\d[ ]?[-÷đĐtT]|[\d/.-]{7,10}[ ]?[-đĐtT])|(?<=(?<![\w/])[TtQq].))"
)
"""Where the other forms may begin: at a number, ``Q1/2017``, ``T3/2018``."""


def starts(text: str) -> list[int]:
    """Offsets where ``PERIOD`` is worth trying, in order: a cheap scan that passes over no form.

    Searching for whole words is several times as fast as one pattern of all their first letters.
    """
    lower = text.replace("İ", "I").lower()  # the one capital whose small letter is longer
    numbers = (match.start() for match in _DIGITS.finditer(text))
    found = [at - (text[at - 1 : at] in {"T", "t", "Q", "q"}) for at in numbers]
    for word in _OPENINGS:
        at = lower.find(word)
        while at >= 0:
            found.append(at)
            at = lower.find(word, at + 1)
    return sorted(found)


DATE = re.compile(r"(\d{1,2})\s?(?:[/.-]{1,2}|tháng)\s?(\d{1,2})(?:\s?(?:[/.-]{1,2}|năm)\s?(\d{4}))?")
DATE_PARTS = re.compile(r"\d+")
