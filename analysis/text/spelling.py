"""One spelling for British and American forms of a word."""

import re

_ISE = re.compile(r"(?<=\w{3})is(?=(?:e[ds]?|ing|ations?|ers?)\b)")  # "organise"
_OUR = re.compile(r"(?<=\w{2})our(?=(?:s|ed|ing|ite|ites)?\b)")  # "favour"


def american(word: str) -> str:
    """A word in lower case, spelled as in the United States.

    Examples
    --------
    >>> american("organisations"), american("labour"), american("wise"), american("hour")
    ('organizations', 'labor', 'wise', 'hour')
    """
    return _OUR.sub("or", _ISE.sub("iz", word))
