"""Outputs and who makes them: the reader cache, workers, the output folder, the process of a build."""
