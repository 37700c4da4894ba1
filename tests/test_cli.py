"""The command line: what is missing, unknown or without a verb is one message."""

from helpers import files


def test_what_is_missing_or_unknown_is_one_message(tmp_path, cli):
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": 1, "text": "It rained."}\n')
    for arguments, named in [
        ((tmp_path / "none.jsonl", "--out", out), "none.jsonl: no such file; expected"),
        ((tmp_path, "--out", out), "no such file; expected"),
        ((source, "--out", source), "the input itself"),
        ((source, "--out", tmp_path), "no plain file"),
        ((source, "--out", out, "--what", "hedges,moods"), "'moods' unknown; expected some of attributions,hedges"),
        ((source, "--out", out, "--what", ""), "'' unknown"),
        ((source,), "--out"),
        ((source, "--out", out, "--fast"), "--fast"),
    ]:
        code, printed, errors = cli("extract", *arguments)
        assert (code, printed, len(errors)) == (2, [], 1), errors
        assert named in errors[0]
        assert files(tmp_path) == {"in.jsonl": source.read_bytes()}


def test_no_verb_and_an_unknown_verb_are_one_message(cli):
    assert cli() == (2, [], ["error: Missing command."])
    assert cli("explain")[0::2] == (2, ["error: No such command 'explain'."])
