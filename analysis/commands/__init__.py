"""The verbs of ``python -m analysis``, one module each: what a user types, and what is said when it is done.

A verb imports what it needs when it runs, so that ``--help`` answers at once; the work is done
elsewhere in the package.
"""
