"""One text an article: what a page of very many articles keeps of it until it is asked for.

A browser opens ten megabytes of packed text at once, and takes minutes over sixty of words that are each an element.
"""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any


def pack(value: Any) -> str:
    """A value as JSON, compressed (zlib), in letters and digits: what `unpack` of the page's script reads.

    Examples
    --------
    >>> json.loads(zlib.decompress(base64.b64decode(pack({"text": "late"}))))
    {'text': 'late'}
    """
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", errors="replace")
    return base64.b64encode(zlib.compress(content, 9)).decode("ascii")
