"""What several tests make or read with: texts, tables made from sentences, files of a folder, a page of the reader."""

import io
import json
import zipfile
from html.parser import HTMLParser

import pandas as pd

from analysis import articles, attribution, hedging, marks, parse, schema, segment, spans
from analysis.corpus import run as corpus
from analysis.text.quotes import PARAGRAPH
from analysis.work import pool

# Texts

BODY = "The river burst its banks on Monday. The mayor said that the town was safe."
MORE = "Officials admitted that two roads were cut off. “We may need boats,” the mayor warned."
AGENCY = (
    "OSLO (AP) — The mayor said on Monday that the town was safe and that nobody had to leave the valley before the "
    "river rose again. Officials warned that two roads might be cut off by the evening."
)
PAGE = """<html><head><meta charset="windows-1252"><title>Mayor stays | The Courier</title>
<meta name="author" content="Ann Lee"><meta property="og:site_name" content="The Courier">
<meta property="article:published_time" content="2025-07-24T10:00:00Z">
<link rel="canonical" href="https://courier.example/a"></head>
<body><nav><a href="/">Home</a><a href="/s">Sport</a></nav><article><h1>Mayor stays</h1><p>{}</p><p>{}</p>
<script>alert("stolen")</script></article><footer>Copyright 2025 The Courier</footer></body></html>"""
EVIL = """A <script>window.ran = 1</script> headline

<img src=x onerror="window.ran = 1"> The mayor said <a href="javascript:window.ran=1">it was late</a>.
</span></article></script><script>window.ran = 1</script> & “{{ 7 * 7 }}” she may \u2028 add \u202eright to left\u202c.
<iframe src="https://example.com/"></iframe><style>* { display: none }</style>"""
TOLD = [
    "Police arrested 12 protesters in Lisbon",
    "the harbour bridge collapsed after the flood",
    "doctors treated forty patients at the clinic",
]
RETOLD = [
    "the flood destroyed the harbour bridge, which collapsed",
    "12 protesters were arrested by Lisbon police",
    "a choir sang old hymns",
]
CORPUS = [
    "The mayor said that the bridge may be closed. “We need boats,” she warned.",
    "Rain fell on Monday.\n\nOfficials admitted that two roads were cut off by the river.",
    "Mayor resigns\n\nOSLO: The mayor, Ann Lee, resigned. She claimed that nobody was hurt. \U0001f30a",
    "The sea was calm.",
    "“Help,” said the miller. The council rejected his claim because it might be too late.",
]

# Tables


def sentences_of(*lines, role="body"):
    """The lines of one article as its sentences, where they stand; an empty line is none."""
    rows, start = [], 0
    for number, line in enumerate(lines):
        place = {"article_id": "x", "sentence_id": number, "segment_id": 0, "role": role, "rank": number + 1}
        size = {"start": start, "end": start + len(line), "text": line, "n_words": len(line.split())}
        rows += [place | size] if line.strip() else []
        start += len(line) + 1
    return schema.frame("sentences", rows)


def paragraphs(text):
    return [match.span() for match in PARAGRAPH.finditer(text)]


def articles_and_sentences(**texts):
    """Articles and sentences; each text is a list of sentences, or a pair of event and list."""
    articles, sentences = [], []
    for article_id, value in texts.items():
        event, lines = value if isinstance(value, tuple) else ("event", value)
        start = 0
        for number, line in enumerate(lines):
            place = {"article_id": article_id, "sentence_id": number, "segment_id": 0, "role": "body"}
            size = {"rank": number + 1, "start": start, "end": start + len(line), "text": line}
            sentences.append({**place, **size, "n_words": len(line.split())})
            start += len(line) + 1
        articles.append({"article_id": article_id, "event": event, "text": "\n".join(lines)})
    return pd.DataFrame(articles), schema.frame("sentences", sentences)


def attribute(articles, *found, form="indirect"):
    """Attributions from (article, source, content), each the words after a | in their context: "and |he| said"."""
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))

    def span(article_id, marked):
        if marked is None:
            return []
        before, words, after = marked.split("|")
        start = texts[article_id].index(before + words + after) + len(before)
        return [(start, start + len(words))]

    rows = []
    for number, (article_id, source, content) in enumerate(found):
        held, said = span(article_id, source), span(article_id, content)
        rows.append(
            dict.fromkeys(schema.columns("attributions"))
            | {"article_id": article_id, "attribution_id": number, "sentence_id": 0, "form": form, "act": "assert"}
            | {
                "engagement": "acknowledge",
                "source": spans.quote(texts[article_id], held),
                "confidence": 1.0,
                "carried": False,
                "listed": True,
            }
            | {"source_spans": spans.pack(held), "content_spans": spans.pack(said)}
            | {"content": spans.quote(texts[article_id], said)}
        )
    return schema.frame("attributions", rows)


def attributions(texts):
    return find_attributions(articles.from_texts(texts))


def find_attributions(documents):
    segments = segment.find_segments(documents)
    sentences = segment.find_sentences(segments)
    described = segment.describe(documents, segments)
    marked = marks.find_marks(documents, sentences)
    return attribution.find_attributions(described, sentences, parse.parse(sentences, entities=False), marked)


def find_hedges(sentences, attributions, texts=None):
    if texts is None:
        texts = sentences.groupby("article_id")["text"].agg("\n".join).reset_index()
    marked = marks.find_marks(texts, sentences)
    return hedging.find_hedges(sentences, parse.parse(sentences), attributions, marked)


def hedges_in(*texts, attributions=None, role="body"):
    sentences = sentences_of(*texts, role=role)
    attributions = schema.frame("attributions", []) if attributions is None else attributions
    return find_hedges(sentences, attributions)


def cues(text, *kinds):
    """Each cue as (words, kind): of these kinds, else of all but the weasels, which may stand on the same words."""
    found = hedges_in(text)
    found = found[found["kind"].isin(kinds) if kinds else found["kind"] != "weasel"]
    return list(found[["text", "kind"]].itertuples(index=False, name=None))


def labelled(*labels, event="flood"):
    ids = [f"{event}-{number}" for number in range(len(labels))]
    return pd.DataFrame({"article_id": ids, "event": event, "label": list(labels)})


def measures_of(table):
    """A measures table from ``{(measure, article_id): [(count, exposure), …]}``."""
    return schema.frame(
        "measures",
        [
            {"measure": name, "article_id": article, "unit": unit, "count": count, "exposure": exposure}
            for (name, article), units in table.items()
            for unit, (count, exposure) in enumerate(units)
        ],
    )


# Files


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def write_event(folder, **articles):
    """A folder with two good articles, and those given."""
    good = {"one.txt": BODY, "two.txt": BODY.replace("Monday", "Sunday")}
    for name, content in (good | articles).items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def packed(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def reasons(folder, columns=None):
    return {row.file: row.reason for row in articles.read_event(folder, columns).refused.itertuples()}


QUICK = corpus.Settings(tables=("articles", "sentences"), rows=2)


def corpus_article(number):
    return {"id": f"a{number}", "text": f"{CORPUS[number % len(CORPUS)]} Report {number}.", "outlet": "Post"}


def write_lines(path, rows):
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return str(path)


def parquet_files(folder):
    """The bytes of every table's files."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.parquet")}


def one_process(function, tasks, ready=pool.nothing):
    return pool.in_order(function, tasks, 1, ready)


# The reader's page

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3


class Page(HTMLParser):
    """Elements, attributes and the text of each article, as a browser would see them."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.texts, self.data = [], [], {}
        self._inside, self._last = None, None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._last = self.elements[-1]
        if tag == "p" and "text" in (dict(attrs).get("class") or "").split():
            self._inside = []

    def handle_endtag(self, tag):
        if tag == "p" and self._inside is not None:
            self.texts.append("".join(self._inside))
            self._inside = None

    def handle_data(self, data):
        if self._inside is not None:
            self._inside.append(data)
        if self._last and self._last[0] in ("script", "style"):
            self.data.setdefault((self._last[0], self._last[1].get("type")), data)

    def having(self, attribute):
        return [attributes for _, attributes in self.elements if attribute in attributes]
