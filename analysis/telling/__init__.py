"""What changes in the telling of one thing: quantities, wording, extent."""
