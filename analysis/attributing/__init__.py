"""Who says so: the steps from a word that could attribute to a source, its cue and what it is held to have said."""
