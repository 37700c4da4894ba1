"""What is wrong with what a user handed in; apart, so that who only hands out work needs no tables to say it."""


class InputError(ValueError):
    """What a user handed in does not fit; the message names the place, what was found and what was expected."""
