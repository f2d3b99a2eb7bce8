"""Which files there are, their names, characters and fields; problems by their line; the cache."""
