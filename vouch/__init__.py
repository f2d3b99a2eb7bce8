"""The engine of a blog and a résumé that prove each other. With `PLUGINS = ["vouch"]` Pelican uses it."""


def register() -> None:
    """Called by Pelican. The rest of the engine is imported here, for not every command needs it."""
    from vouch.pipeline import connect

    connect()
