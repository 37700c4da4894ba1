"""What the tree of one sentence says: which verbs it has, who does what to whom, which nouns hide a verb."""
