"""How do reports of one event tell it? Attribution, hedging and framing compared, with evidence."""
