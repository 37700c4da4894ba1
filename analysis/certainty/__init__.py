"""How sure a sentence is made: the words that hedge, boost or keep a distance, and what they are about."""
