"""The reader: articles side by side as one HTML page, every span marked and every number opened."""
