"""The tables of what was read: the articles, those that were refused, and those that share much of their wording."""

from analysis.columns import Table, Text, column, key


class Articles(Table):
    """One article."""

    article_id: Text = key("file name without its ending, or the id given")
    event: Text = column("the folder, or the column of that name: what the articles report on")
    label: Text = column("short name for charts")
    outlet: Text = column("who published it, if the document or the user says so", nullable=True)
    author: Text = column("byline", nullable=True)
    published: Text = column("date of publication (ISO 8601), if known", nullable=True)
    url: Text = column("address, if known", nullable=True)
    text: Text = column("the whole document as read")
    sha256: Text = column("digest of the bytes read")
    n_words: int = column("words in the segments that are analysed")
    wire: bool = column("carries an agency's credit line")
    file: Text = column("the file it was read from; in a table of many articles also the row", nullable=True)
    encoding: Text = column("how the file's bytes were read; missing for PDF, Word and Parquet", nullable=True)
    language: Text = column("language found (ISO 639); missing where the text does not say clearly", nullable=True)
    notes: Text = column("what is odd about the text: a guessed encoding, how many unseen characters", nullable=True)


class Refused(Table):
    """One article that was not analysed."""

    event: Text = key("the event")
    file: Text = key("the file it stands in; in a table of many articles or a list also the row")
    reason: Text = column("what was found, and what was expected")


class Copies(Table):
    """Two articles of an event that share much of their wording."""

    event: Text = key("the event")
    article_a: Text = key("the first of the two")
    article_b: Text = key("the second")
    shared_a: float = column("share of the words of article_a's body that article_b has too, in runs of five or more")
    shared_b: float = column("share of the words of article_b's body that article_a has too, in runs of five or more")
    words_a: int = column("words of the body that only article_a has")
    words_b: int = column("words of the body that only article_b has")
    wire: bool = column("an agency signs one of them or both")


class Additions(Table):
    """One passage of an article that its copy lacks."""

    article_id: Text = key("the article")
    other_id: Text = key("the article that has much of its wording")
    start: int = key("first character in the article's text")
    end: int = column("one past the last character")
    text: Text = column("text[start:end]")
    n_words: int = column("words in it")
