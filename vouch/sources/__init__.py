"""Which files there are, their names, characters and fields; what is wrong with one, by its line; the cache."""
