"""Says that something could not be measured."""


class NotMeasured(Exception):
    """Nothing could be measured. The message is one line."""
