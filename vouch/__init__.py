"""The engine of a blog and a résumé that prove each other. With `PLUGINS = ["vouch"]` Pelican uses it."""


def register() -> None:
    """Called by Pelican. The rest of the engine is imported here, for not every command needs it."""
    try:
        from vouch.pipeline import connect
    except Exception as error:  # Pelican would log it, and build the site without the engine
        raise SystemExit(f"the engine cannot be imported: {type(error).__name__}: {error}") from error
    connect()
