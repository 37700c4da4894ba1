"""Lexicons: read with their citation, or refused with a message that names the line; terms found, the longest first."""

import pytest

from analysis import lexicon
from analysis.schema import InputError

HEAD = "# source: own\n# licence: CC0-1.0\n# citation: none\n"


def write(folder, content):
    path = folder / "own.csv"
    path.write_text(content, encoding="utf-8")
    return path


def found(entries, sentence, lemmas=None):
    forms = sentence.split()
    book = lexicon.Lexicon("toy", "own", "CC0", "none", tuple({"term": term} for term in entries))
    return [(start, end, entry["term"]) for start, end, entry in book.find(forms, lemmas or forms)]


def test_a_lexicon_says_where_it_comes_from_and_holds_its_columns(tmp_path):
    book = lexicon.read(write(tmp_path, HEAD + "term,weight\nof course,2\n"))
    assert (book.name, book.source, book.licence, book.citation) == ("own", "own", "CC0-1.0", "none")
    assert book.entries == ({"term": "of course", "weight": "2"},)


def test_a_term_may_begin_with_the_mark_of_a_note_and_a_file_with_a_byte_order_mark(tmp_path):
    book = lexicon.read(write(tmp_path, "\ufeff" + HEAD + "term\n#metoo\n"))
    assert book.entries == ({"term": "#metoo"},)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("term\nmay\n", r"own\.csv: the lines at the top lack \['source', 'licence', 'citation'\]"),
        (HEAD.replace("# licence: CC0-1.0\n", "") + "term\nmay\n", r"lack \['licence'\]"),
        (HEAD + "word\nmay\n", r"columns \['word'\]; expected one named 'term'"),
        (HEAD + "term,kind\nmay,a\n,b\n", r"line 6, column term: empty"),
        ("", r"own\.csv: the lines at the top lack"),
    ],
)
def test_what_is_wrong_with_a_lexicon_is_named(tmp_path, content, message):
    with pytest.raises(InputError, match=message):
        lexicon.read(write(tmp_path, content))


def test_a_missing_lexicon_names_those_that_are_shipped():
    with pytest.raises(InputError, match="no such lexicon; expected a CSV file or one of"):
        lexicon.read("no-such-list")


def test_terms_match_forms_and_lemmas_whatever_the_case():
    assert found(["say"], "She SAID it", ["she", "say", "it"]) == [(1, 2, "say")]
    assert found(["Said"], "She SAID it") == [(1, 2, "Said")]


def test_the_longest_term_wins_and_matches_do_not_overlap():
    assert found(["of", "of course", "course it"], "Well of course it did") == [(1, 3, "of course")]


def test_a_term_is_whole_words():
    assert found(["may"], "The mayor and maybe May") == [(4, 5, "may")]
    assert found(["as if"], "as") == []


def test_an_entry_of_the_form_comes_before_one_of_the_lemma():
    assert found(["seem", "seems"], "It seems", ["it", "seem"]) == [(1, 2, "seems"), (1, 2, "seem")]


def test_several_entries_of_one_term_are_all_given():
    assert len(found(["may", "may"], "It may")) == 2


@pytest.mark.parametrize("name", lexicon.shipped())
def test_each_shipped_lexicon_is_whole(name):
    book = lexicon.read(name)
    assert book.entries
    assert all(None not in entry and None not in entry.values() for entry in book.entries), "a row is too long or short"
    rows = [tuple(entry.items()) for entry in book.entries]
    assert [row for row in rows if rows.count(row) > 1] == []
