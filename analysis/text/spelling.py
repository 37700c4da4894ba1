"""One spelling for British and American forms of a word, and for numbers in words and in digits."""

import re

_ISE = re.compile(r"(?<=\w{3})is(?=(?:e[ds]?|ing|ations?|ers?)\b)")  # "organise"
_OUR = re.compile(r"(?<=\w{2})our(?=(?:s|ed|ing|ite|ites)?\b)")  # "favour"
# Words that both spell with an s end in one of these before their -e, -ed or -ing.
_BOTH = (
    *("rais", "pris", "guis", "spis", "wis", "nois", "pois", "ruis", "promis", "premis", "demis"),
    *("advis", "revis", "devis", "pervis", "provis", "televis", "exercis", "precis", "concis", "excis"),
    *("advertis", "expertis", "treatis", "chastis", "franchis", "merchandis", "paradis"),
)
# fmt: off
_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
# fmt: on
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS = {word: value for value, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}


def american(word: str) -> str:
    """A word in lower case, spelled as in the United States.

    Examples
    --------
    >>> american("organisations"), american("labour"), american("promised"), american("hour")
    ('organizations', 'labor', 'promised', 'hour')
    """
    return _OUR.sub("or", _ISE.sub(lambda found: "is" if word[: found.end()].endswith(_BOTH) else "iz", word))
