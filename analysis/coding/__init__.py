"""Coding by hand: sheets out, codes back, coders compared with each other and with the detectors."""
