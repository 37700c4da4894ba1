"""Getting text in: files of any usual kind become texts with what is known of them, and what is odd is said.

`analysis.articles` reads an event with these modules; `python -m analysis check` shows what they find.
"""
