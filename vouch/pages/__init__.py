"""What surrounds the text of a page: addresses, head, feeds, next steps, structured data, search, cards."""
