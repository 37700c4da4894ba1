"""How work is shared out to processes, kept within bounds, and not done twice."""
