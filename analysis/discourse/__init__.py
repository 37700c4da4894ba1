"""Finer parts of framing: who directs whom, what is taken for granted, which label is chosen, what comes first."""
