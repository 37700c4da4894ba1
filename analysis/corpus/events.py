"""One row an article: the event that it reports, found from words, names and dates, and the article it is a copy of.

Copies come first: articles that share most of their word sequences, as reports of one agency do (MinHash: Broder 1997).
They are flagged and kept. Events are groups of articles that were published within some days of each other and are
alike in words and in names, in the lead as in the whole, on average over the group (topic detection: Allan et al. 1998,
with average linkage). `docs/events.md` says how well that goes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pandas as pd
from datasketch import MinHash, MinHashLSH
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform
from sklearn.preprocessing import normalize

from analysis import lexicon
from analysis.schema import TEXT, InputError
from analysis.text.similarity import NEWS_SENTENCES, NEWS_WEIGHT, UNSEEN, stems

WINDOW = 4  # days: how far apart two reports of one event are published at most (BASIL: 4)
THRESHOLD = 0.23  # mean similarity of the articles of two groups, 0 to 1, from which they are one event
COPY = 0.5  # share of word sequences in common (Jaccard) from which one article is a copy of the other
SHINGLE = 5  # words in a sequence
HASHES = 128  # of MinHash: the share is off by 0.04 or so
LEAD = 120  # words: headline and first paragraphs
ROWS = 2_000  # articles compared with those of their days at a time
NAME = re.compile(r"\b[A-Z][\w’'-]+(?:\s+(?:of\s+)?[A-Z][\w’'-]+)*")
AT_START = re.compile(r"(?:^|[.!?“\"”:\n])\s*$")  # of a sentence, where a capital says nothing

COLUMNS = ["article_id", "event", "copy_of", "shared"]


def find_events(articles: pd.DataFrame, window: int = WINDOW, threshold: float = THRESHOLD) -> pd.DataFrame:
    """One row an article, in the order given: ``event`` (the id of its first article), ``copy_of``, ``shared``.

    Needs ``article_id`` and ``text``, and ``published`` if it is known; an article without a date may be on any event.
    ``copy_of`` is the first published of the articles that it shares at least half of its sequences of five words with,
    ``shared`` that share; both are missing for what is no copy. `group` hands the result on.

    Raises
    ------
    InputError
        A column is missing, or an id comes twice.

    Examples
    --------
    >>> texts = {"a": "Mayor Lee quits over the flood. Ann Lee, the mayor, resigned after the river burst its banks.",
    ...          "b": "Flood: Lee resigns. The mayor quit on Monday as the river rose, Ann Lee said.",
    ...          "c": "Bakers bake more rye. A loaf costs less than in spring."}
    >>> found = find_events(pd.DataFrame({"article_id": list(texts), "text": list(texts.values())}))
    >>> found["event"].tolist()
    ['a', 'a', 'c']
    """
    if absent := [name for name in ("article_id", "text") if name not in articles.columns]:
        raise InputError(f"articles: columns {absent} are missing; found {list(articles.columns)}")
    if twice := articles.loc[articles["article_id"].duplicated(), "article_id"].tolist():
        raise InputError(f"article_id {twice[0]!r}: found twice; expected once")
    given = articles.reset_index(drop=True)
    days = _days(given["published"]) if "published" in given else np.full(len(given), np.nan)
    order = np.argsort(days, kind="stable")  # what has no date comes last
    ids, texts = (given[name].to_numpy(dtype=object)[order] for name in ("article_id", "text"))
    groups = _groups(texts, days[order], window, threshold)
    first = pd.Series(ids).groupby(groups).transform("first")
    rows = pd.DataFrame({"article_id": ids, "event": first, **_copies(ids, texts)}, columns=COLUMNS)
    rows = rows.iloc[np.argsort(order)].reset_index(drop=True)
    return rows.astype(dict.fromkeys(COLUMNS[:3], TEXT) | {"shared": pd.Float64Dtype()})


def group(articles: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """The articles with the events that were found, for `Study`, `contrast` and `contrast_outlets`.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "event": ["a", "b"]})
    >>> group(articles, pd.DataFrame({"article_id": ["b", "a"], "event": ["a", "a"]}))["event"].tolist()
    ['a', 'a']
    """
    found = events.set_index("article_id")["event"]
    return articles.assign(event=articles["article_id"].map(found))


def _days(published: pd.Series) -> np.ndarray:
    """Dates as days since 1970; what is no date is not known."""
    dates = pd.to_datetime(published, errors="coerce", utc=True, format="mixed")
    return (dates - pd.Timestamp(0, tz="UTC")).dt.total_seconds().to_numpy(dtype=float, na_value=np.nan) / 86_400


def _copies(ids: np.ndarray, texts: Sequence[str]) -> dict[str, list]:
    """For each article in order of its date, the first that it is a copy of, and the share in common."""
    known = MinHashLSH(COPY, HASHES)
    hashes: dict[int, MinHash] = {}
    copy_of: list[str | None] = []
    shared: list[float | None] = []
    for number, text in enumerate(texts):
        own = MinHash(HASHES)
        own.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in _shingles(text)])
        near = {other: own.jaccard(hashes[other]) for other in known.query(own)} if len(text.split()) > SHINGLE else {}
        original = min((other for other, share in near.items() if share >= COPY), default=None)
        copy_of.append(None if original is None else ids[original])
        shared.append(None if original is None else near[original])
        if original is None:
            known.insert(number, own)
            hashes[number] = own
    return {"copy_of": copy_of, "shared": shared}


def _shingles(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[place : place + SHINGLE]) for place in range(max(1, len(words) - SHINGLE + 1))}


def _groups(texts: Sequence[str], days: np.ndarray, window: int, threshold: float) -> np.ndarray:
    """A number for each article, the same for articles on one event."""
    if not len(texts):
        return np.empty(0, dtype=int)
    vectors = _vectors(texts)
    links = _links(vectors, days, window, threshold)
    _, parts = connected_components(links, directed=False)
    groups = np.zeros(len(texts), dtype=int)
    for members in pd.Series(range(len(texts))).groupby(parts).groups.values():
        own = np.asarray(members)
        groups[own] = own[0] + _linked(vectors[own], days[own], window, threshold) * len(texts)
    return groups


def _links(vectors: sparse.csr_matrix, days: np.ndarray, window: int, threshold: float) -> sparse.csr_matrix:
    """The pairs of articles that are alike enough by themselves: groups can only form within what these connect."""
    dated = int(np.isfinite(days).sum())
    rows, columns = [], []
    for start in range(0, len(days), ROWS):
        stop = min(start + ROWS, len(days))
        # Dates ascend, so what lies within the window is one stretch, and what has no date another.
        reach = np.searchsorted(days[:dated], days[min(stop, dated) - 1] + window, "right") if start < dated else dated
        among = np.r_[start:reach, max(start, dated) : len(days)] if stop <= dated else np.r_[0 : len(days)]
        found = (vectors[start:stop] @ vectors[among].T).tocoo()
        near = (found.data >= threshold) & _within(days[start:stop][found.row], days[among][found.col], window)
        rows.append(found.row[near] + start)
        columns.append(among[found.col[near]])
    places = np.concatenate(rows), np.concatenate(columns)
    return sparse.csr_matrix((np.ones(len(places[0])), places), shape=(len(days), len(days)))


def _within(a: np.ndarray, b: np.ndarray, window: int) -> np.ndarray:
    """Whether two dates are within the window of each other; one that is not known may be."""
    return ~(np.abs(a - b) > window)


def _linked(vectors: sparse.csr_matrix, days: np.ndarray, window: int, threshold: float) -> np.ndarray:
    """Average linkage (Sokal & Michener 1958): two groups are one where their articles are alike on average."""
    if len(days) == 1:
        return np.zeros(1, dtype=int)
    alike = (vectors @ vectors.T).toarray() * _within(days[:, None], days[None, :], window)
    distances = np.clip(1 - (alike + alike.T) / 2, 0, None)
    np.fill_diagonal(distances, 0)
    return fcluster(linkage(squareform(distances, checks=False), "average"), 1 - threshold, "distance")


def _vectors(texts: Sequence[str]) -> sparse.csr_matrix:
    """Rows whose products are the mean of four cosines: words and names, of the lead and of the whole."""
    leads = [" ".join(text.split()[:LEAD]) for text in texts]
    kinds = (kind(part) for part in (texts, leads) for kind in (_words, _names))
    return sparse.hstack([_weighted(list(counts)) for counts in kinds]).tocsr() / 2


def _words(texts: Iterable[str]) -> Iterator[Counter[str]]:
    return (Counter(stems(text)) for text in texts)


def _names(texts: Iterable[str]) -> Iterator[Counter[str]]:
    """The words of names: those with a capital that do not begin a sentence."""
    for text in texts:
        names = (match[0] for match in NAME.finditer(text) if not AT_START.search(text[: match.start()][-3:]))
        yield Counter(stem for name in names for stem in stems(name))


def _weighted(counts: list[Counter[str]]) -> sparse.csr_matrix:
    """Rows of unit length: 1 + log(count) times how rare a word is, here and in news (as `text.similarity`)."""
    news = {entry["term"]: int(entry["sentences"]) for entry in lexicon.read("word_frequencies").entries}
    here = Counter(word for count in counts for word in count)
    rare = {
        word: -np.log((seen + NEWS_WEIGHT * news.get(word, UNSEEN) / NEWS_SENTENCES) / (len(counts) + NEWS_WEIGHT))
        for word, seen in here.items()
    }
    place = {word: number for number, word in enumerate(rare)}
    cells = [
        (row, place[word], rare[word] * (1 + np.log(times)))
        for row, count in enumerate(counts)
        for word, times in count.items()
    ]
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    return normalize(sparse.csr_matrix((values, (rows, columns)), shape=(len(counts), max(1, len(place))), dtype=float))
