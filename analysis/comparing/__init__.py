"""What a difference is worth: rates of two sides, beside chance, the detectors' errors and what is usual."""
