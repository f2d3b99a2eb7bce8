"""The development server: the site in memory, the file watcher, live reload."""
