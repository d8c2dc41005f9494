"""Text from before Unicode: TCVN3, VNI-Windows, VISCII, VIQR; and repairs of nearly right Unicode.

The font name decides (``encoding_of``); letters decide only where there is no font, and then on strong evidence. Good
Unicode is
never converted, and every correction is counted as a repair ``(before, after, reason)``.
"""

from pipeline.legacy.decoding import decode, decode_runs, guess, is_mostly_unicode
from pipeline.legacy.fonts import Encoding, encoding_of
from pipeline.legacy.repairing import Repairs, repaired, suspect
from pipeline.legacy.syllables import valid_share

__all__ = [
    "Encoding",
    "Repairs",
    "decode",
    "decode_runs",
    "encoding_of",
    "guess",
    "is_mostly_unicode",
    "repaired",
    "suspect",
    "valid_share",
]
