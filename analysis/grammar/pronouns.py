"""One word a pronoun, in lower case: it names somebody or something only by pointing to what is named elsewhere."""

GENDERS = {  # of those that can be resolved; "who" takes that of the noun it describes
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
    **dict.fromkeys(("who", "whom"), "who"),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), "speaker"),
}
AUTHORS = frozenset(word for word, gender in GENDERS.items() if gender == "speaker")
IMPERSONAL = frozenset(word for word, gender in GENDERS.items() if gender == "it")
PERSONAL = frozenset(word for word, gender in GENDERS.items() if gender not in ("it", "they"))
POINTING = ("which", "that", "this", "these", "those", "one", "some", "many", "others", "both")
PRONOUNS = frozenset((*GENDERS, *POINTING, "we", "us", "our", "ours", "you", "your", "yours"))
