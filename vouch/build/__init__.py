"""The table of outputs and what makes it: the reader cache, workers, the output folder, the build process."""
