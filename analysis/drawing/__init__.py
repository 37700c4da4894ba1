"""How the figures are drawn: one module a family of figures, over the tables that they show."""
