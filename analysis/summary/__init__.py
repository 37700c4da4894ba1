"""What differs between reports of one event, in a few plain sentences, each with its evidence in the texts."""
