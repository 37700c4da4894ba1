"""What else goes into a paper: its tables, ready to print, and the paragraph on methods."""
