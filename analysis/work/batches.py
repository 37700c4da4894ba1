"""One item a usable line of input: decoded, put into batches of bounded size, and spared where another breaks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from analysis.errors import InputError

BATCH_CHARACTERS = 25_000  # some 4,000 words, a second of work: at the end no process waits long for another
BATCH_TEXTS = 500
SHOWN = 200  # characters of what was found, in a message
USABLE = 'an object with "id" (a string or a whole number) and "text" (a string)'
READABLE = "a text that the detectors can read"
SURROGATE = re.compile(r"[\ud800-\udfff]")  # JSON can spell one alone; no text file can hold it

Row = dict[str, Any]
Found = TypeVar("Found")


class LineError(ValueError):
    """A line cannot be used: what was found, what was expected."""


class Item(NamedTuple):
    """One usable line."""

    line: int
    id: str | int
    text: str
    known: Row | None = None


class LeftOut(NamedTuple):
    """One line that gave no result: what was found in it, and what was expected."""

    line: int
    found: str
    expected: str
    id: str | int | None = None

    def __str__(self) -> str:
        """Say it in one line."""
        whose = "" if self.id is None else f'"id" {self.id!r}: '
        return f"line {self.line}: {whose}{self.brief}; expected {self.expected}"

    @property
    def brief(self) -> str:
        """What was found, on one line and cut short."""
        return " ".join(self.found.split())[:SHOWN]


def decode(line: bytes, encoding: str = "utf-8") -> Any:
    """The JSON value of a line.

    Raises
    ------
    LineError
        It is no UTF-8, or no JSON.

    Examples
    --------
    >>> decode(b'{"id": 1, "text": "It rained."}')
    {'id': 1, 'text': 'It rained.'}
    """
    try:
        return json.loads(line.decode(encoding))
    except UnicodeDecodeError as error:
        raise LineError(f"byte {line[error.start]:#04x} at column {error.start + 1}", "UTF-8") from None
    except json.JSONDecodeError as error:
        raise LineError(f"broken JSON at column {error.colno} ({error.msg})", USABLE) from None
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, 100,000 brackets
        raise LineError(f"JSON that cannot be read ({error})", USABLE) from None


def usable(value: Any, id_name: str = "id", text_name: str = "text") -> tuple[str | int, str]:
    """The id and the text of a row.

    Raises
    ------
    LineError
        One of them is absent or cannot be one.

    Examples
    --------
    >>> usable({"id": 7, "text": "It rained."})
    (7, 'It rained.')
    """
    if not isinstance(value, dict):
        raise LineError(f"{type(value).__name__} {value!r}", USABLE)
    if absent := [name for name in (id_name, text_name) if name not in value]:
        raise LineError(f'no "{absent[0]}"', USABLE)
    name, text = value[id_name], value[text_name]
    if type(name) not in (str, int):  # true and false are int to Python
        raise LineError(f'"{id_name}" {name!r}', "a string or a whole number")
    if not isinstance(text, str):
        raise LineError(f'"{text_name}" {text!r}', "a string")
    if SURROGATE.search(f"{name} {text}"):
        raise LineError("half of a surrogate pair", "Unicode text")
    return name, text


def batched(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items in batches; 1 and "1" are two ids, but would be one article_id, so they never share a batch.

    Examples
    --------
    >>> [len(batch) for batch in batched([Item(1, 1, "a"), Item(2, "1", "b"), Item(3, "c", "c")])]
    [1, 2]
    """
    batch: dict[str, Item] = {}
    characters = 0
    for item in items:
        if str(item.id) in batch or characters >= BATCH_CHARACTERS or len(batch) >= BATCH_TEXTS:
            yield list(batch.values())
            batch, characters = {}, 0
        batch[str(item.id)] = item
        characters += len(item.text)
    if batch:
        yield list(batch.values())


def spare(batch: list[Item], detect: Callable[[list[Item]], list[Found]]) -> tuple[list[Found], list[LeftOut]]:
    """What is found in a batch; an item that breaks a detector is left out, the others are not.

    Examples
    --------
    >>> found, left_out = spare([Item(1, "a", "2"), Item(2, "b", "x")], lambda batch: [int(i.text) for i in batch])
    >>> found, left_out[0].line
    ([2], 2)
    """
    try:
        return detect(batch), []
    except (InputError, OSError):  # no text's fault: a lexicon is missing or wrong, a disk is full
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, one odd text must not cost the rest of a long run
        if len(batch) == 1:
            return [], [LeftOut(batch[0].line, f"{type(error).__name__}: {error}", READABLE, batch[0].id)]
    half = len(batch) // 2
    (one, left_out), (two, more) = spare(batch[:half], detect), spare(batch[half:], detect)
    return one + two, left_out + more
