"""What changes the author's sources for the author: a new article, another address."""
