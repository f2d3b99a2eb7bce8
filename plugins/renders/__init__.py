"""A page whose inputs have not changed is not made again: what it read is what it depends on.

A build is a list of steps, each of which writes a page, a feed or a card. A step is left out when all that it
read the last time has the same value now (plugins/renders/watching.py says what that is and how it is known)
and its files are as it left them; they are then linked from the output of the build before, the folder
`BEFORE` of the settings. All other steps are done on all cores.
"""

from pathlib import Path

from pelican import Pelican, signals
from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator, StaticGenerator
from pelican.writers import Writer

from plugins.feeds import SiteWriter, beside_atom
from plugins.renders.settling import files_below, settle
from plugins.renders.steps import Step, Steps
from plugins.watching import Listed, hear_of_templates, note


class StepWriter(SiteWriter):
    """Pelican's writer, which notes what is to be written and leaves it to the steps."""

    opened: list[str]  # files of the step that is being done

    def __init__(self, output_path: str, settings: dict) -> None:
        super().__init__(output_path, settings)
        if "STEPS" in settings:
            settings["STEPS"].writer = self

    def forget_written(self) -> None:
        """A page may be written again."""
        self._written_files.clear()
        self._overridden_files.clear()

    def write_file(self, name: str, template: object, context: dict, *args: object, **given: object) -> None:
        steps = self.settings["STEPS"]
        content = given.get("article") or given.get("page")
        if isinstance(content, Content) and "{attach}" in content._content:
            content.get_content(content.get_siteurl())  # moves files, also those that other pages link to
        given = {key: steps.listed(key, value) for key, value in given.items()}
        own = {} if context is steps.context else _beside(steps.context, context)

        def make() -> list[str]:
            self.opened = []
            note("template", template.name)
            super(StepWriter, self).write_file(name, template, context, *args, **given)
            return self.opened

        steps.add(Step(name, make, {**own, **given, "template of the page": template.name}))

    def write_feed(self, elements: list, context: dict, path: str, *args: object, **more: object) -> None:
        steps = self.settings["STEPS"]
        elements = steps.listed("elements", elements)

        def make() -> list[str]:
            self.opened = []
            super(StepWriter, self).write_feed(elements, context, path, *args, **more)
            return [*self.opened, beside_atom(path)]

        about = (*map(str, args), *map(str, more.items()))
        steps.add(Step(path, make, {"elements": elements, "about": about}))

    def _open_w(self, filename: str, *args: object, **kwargs: object) -> object:
        self.opened.append(Path(filename).relative_to(self.output_path).as_posix())
        return super()._open_w(filename, *args, **kwargs)


def _beside(known: dict, context: dict) -> dict:
    """What a context has beside the one that all pages have."""
    return {key: value for key, value in context.items() if known.get(key) is not value}


class DoneWithTheRest:
    """Stands among the generators behind those that have steps, and before the static files are copied."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps

    def generate_output(self, _writer: Writer) -> None:
        self._steps.finish()


def _begin(pelican: Pelican) -> None:
    if not pelican.settings["RELATIVE_URLS"]:  # with which one page's links depend on another's
        pelican.settings.update(STEPS=Steps(pelican.settings), WRITER=StepWriter)


def _hear(generator: Generator) -> None:
    hear_of_templates(generator.env)


def _listen(generators: list[Generator]) -> None:
    """When all contents are final but for the links in summaries, which have targets already."""
    first = generators[0]
    if steps := first.settings.get("STEPS"):
        for each in generators:
            if isinstance(each, ArticlesGenerator):
                _make_quick_to_ask(each)
        steps.begin(first.context, [Path(each) for each in first._templates_path])
        place = next(n for n, each in enumerate(generators) if isinstance(each, StaticGenerator))
        generators.insert(place, DoneWithTheRest(steps))
        steps.generators = tuple(generators)


def _make_quick_to_ask(generator: ArticlesGenerator) -> None:
    """Pelican looks for each article of the site among those of each tag and category."""
    for tag, articles in generator.tags.items():
        generator.tags[tag] = Listed(articles, "given", "articles")
    generator.categories = [(each, Listed(own, "given", "articles")) for each, own in generator.categories]


def finish(pelican: Pelican) -> set[str]:
    """Make the site whole with what is the same in the one before; remember it for the next build.

    Returns the names of the files that changed, came or went.
    """
    steps, output = pelican.settings.get("STEPS"), Path(pelican.settings["OUTPUT_PATH"])
    before, file = pelican.settings.get("BEFORE"), pelican.settings.get("STEPS_AFTER")
    changed = settle(output, Path(before), steps.kept) if steps and before else set(files_below(output))
    if steps and file:
        steps.to_remember().save(Path(file), output)
    return changed


def register() -> None:
    signals.initialized.connect(_begin)
    signals.generator_init.connect(_hear)
    signals.all_generators_finalized.connect(_listen)
