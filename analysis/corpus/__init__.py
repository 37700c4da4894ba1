"""From two articles to a corpus: the same tables over many files of articles, partition by partition."""
