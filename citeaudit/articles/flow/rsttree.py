"""A reST text to docutils' tree: nothing is read or run that it names, and what only Sphinx knows keeps its words.

The syntax is docutils' (https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html); Sphinx adds directives and roles of its own
(https://www.sphinx-doc.org/en/master/usage/restructuredtext/), extensions of it any number of them.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser, states
from docutils.transforms import references
from docutils.utils import new_document

DEFINITION = "definition"
"""The attribute of a reference that goes by the name of a target: that name, which docutils' transforms take away."""

# Directives that docutils must read itself: they define substitutions.
_OWN = frozenset(("replace", "unicode"))
# Directives without words of the article (https://docutils.sourceforge.io/docs/ref/rst/directives.html, and Sphinx's toctree and index).
_SILENT = frozenset(
    (
        *("contents", "default-role", "highlight", "image", "include", "index", "literalinclude", "meta", "raw", "role", "sectnum", "sectionauthor"),
        *("target-notes", "title", "toctree"),
    )
)
_CODE = frozenset(("code", "code-block", "doctest", "math", "parsed-literal", "prompt", "sourcecode", "testcode", "csv-table"))
# Directives whose argument is no words but a name or a file.
_NAMED = frozenset(("class", "container", "cssclass", "date", "figure", "only", "rst-class"))
_OPTION = re.compile(r":[^:\s][^:]{0,60}:(?:\s|$)")
_TARGET = re.compile(r"(?P<words>.*\S)\s*<[^<>]*>", re.S)

LONGEST, MOST_SIGNS = 20_000, 600
"""Characters of a paragraph, and signs of markup in it. Docutils takes time with their product: what has more is read as words without markup."""


def parse(text: str) -> nodes.document:
    """The tree of a text, its footnotes numbered and its references resolved as docutils does it.

    Raises:
        RecursionError: it is nested too deep.
    """
    settings = get_default_settings(Parser)
    for name, value in _SETTINGS.items():
        setattr(settings, name, value)
    document = new_document("article", settings)
    parser = Parser(inliner=_Inliner())
    parser.state_classes = list(_STATES)
    parser.parse(text, document)
    for reference in document.findall(nodes.reference):
        if "refname" in reference:
            reference[DEFINITION] = reference["refname"]
    document.transformer.add_transforms(_TRANSFORMS)
    document.transformer.apply_transforms()
    return document


_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "report_level": 5,
    "halt_level": 6,
    "warning_stream": False,
    "line_length_limit": 1 << 30,
    "syntax_highlight": "none",
    "_disable_config": True,
}

# Without the transform that turns what is not defined into error messages: its markers are told of.
_TRANSFORMS = [
    references.Substitutions,
    references.PropagateTargets,
    references.AnonymousHyperlinks,
    references.IndirectHyperlinks,
    references.Footnotes,
    references.ExternalTargets,
    references.InternalTargets,
]


class _Inliner(states.Inliner):
    """Docutils' inline markup, with every role as words."""

    def parse(self, text: str, lineno: int, memo: Any, parent: Any) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        if len(text) > LONGEST or sum(map(text.count, "*`|_")) > MOST_SIGNS:
            return [nodes.Text(text)], []
        return super().parse(text, lineno, memo, parent)

    def interpreted(self, rawsource: str, text: str, role: str, lineno: int) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """`` :role:`words <target>` `` are its words."""
        words = nodes.unescape(text)
        titled = _TARGET.fullmatch(words)
        return [nodes.inline(rawsource, titled["words"] if titled else words.lstrip("~!"))], []


# Docutils' own method reads the parts of its patterns from the class itself.
for _name, _value in vars(states.Inliner).items():
    if isinstance(_value, str) and not _name.startswith("__"):
        setattr(_Inliner, _name, _value)


class _Lenient:
    """A state of docutils' parser that reads the content of every directive, known or not, as the text that it is."""

    nested_sm_cache: ClassVar[list[Any]] = []

    def __init__(self, state_machine: Any, debug: bool = False) -> None:
        super().__init__(state_machine, debug)  # type: ignore[call-arg]
        self.nested_sm_kwargs = {"state_classes": _STATES, "initial_state": "Body"}

    def explicit_construct(self, match: re.Match[str]) -> Any:
        """A directive is what none of the other constructs is."""
        *others, (_, directive) = self.explicit.constructs  # type: ignore[attr-defined]
        found = directive.match(match.string)
        if found and not any(pattern.match(match.string) for _, pattern in others):
            return self.directive(found)
        return super().explicit_construct(match)  # type: ignore[misc]

    def directive(self, match: re.Match[str], **presets: Any) -> Any:
        """The nodes of a directive, and whether a blank line follows."""
        name = match[1].lower()
        if name in _OWN:
            return super().directive(match, **presets)  # type: ignore[misc]
        lines, _, offset, blank_finish = self.state_machine.get_first_known_indented(match.end(), strip_top=0)  # type: ignore[attr-defined]
        words_end = next((n for n, line in enumerate(lines) if (n and not line.strip()) or _OPTION.match(line)), len(lines))
        content = next((n for n in range(words_end, len(lines)) if not lines[n].strip()), len(lines))
        node = nodes.container()
        if name in _CODE:
            code = "\n".join(lines[content:])
            node += nodes.literal_block(code, code)
        elif name not in _SILENT:
            if name not in _NAMED and any(line.strip() for line in lines[:words_end]):
                self.nested_parse(lines[:words_end], offset, node)  # type: ignore[attr-defined]
            self.nested_parse(lines[content:], offset + content, node)  # type: ignore[attr-defined]
        return [node], blank_finish


_STATES = tuple(type(state.__name__, (_Lenient, state), {}) for state in states.state_classes)
"""Docutils' states by their own names, under which the parser looks for them."""
