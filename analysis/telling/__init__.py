"""What changes in the telling of one thing, from article to article, and what only one of them tells."""
