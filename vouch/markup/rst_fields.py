"""The fields of a reStructuredText file: those that are heard, and those that stand in the text."""

from docutils import nodes
from docutils.transforms import Transform

from vouch.markup.near_misses import unheard
from vouch.sources.fields import Field


class FieldsOfDocument(Transform):
    """Keeps the fields of a document, and what is wrong with the place of some, before DocInfo reads them."""

    default_priority = 335  # after LeadingFieldList (310) and DocTitle (320), before DocInfo (340)

    def apply(self) -> None:
        index = self.document.first_child_not_matching_class(nodes.PreBibliographic)
        first = None if index is None else self.document[index]
        lists = self.document.findall(nodes.field_list)
        self.document.fields = _fields(first) if isinstance(first, nodes.field_list) else []
        others = [each for found in lists if found is not first for each in _fields(found)]
        self.document.misplaced = list(unheard(others))


def _fields(found: nodes.field_list) -> list[Field]:
    return [
        Field(name.astext(), body.astext().strip(), name.parent.line or 1)
        for name, body in (each.children for each in found.children if isinstance(each, nodes.field))
    ]
