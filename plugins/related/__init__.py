"""Articles on the same subject, those that share rare words and tags; an edit costs what it changes."""
