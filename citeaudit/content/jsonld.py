"""What a page's JSON-LD says of its publisher and of free access (pure). Vocabulary: https://schema.org/publisher, https://schema.org/isAccessibleForFree."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

NAME_LENGTH = 100
"""Names are untrusted text: longer ones are cut (design: evidence.md, 6)."""

_NODES = 2_000
"""More nodes than any real page has; a page made to be endless ends here."""

Node = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The publisher's name, its url or @id, its types in lower case; whether access is free, None where nothing says so."""

    publisher: str = ""
    publisher_url: str = ""
    types: tuple[str, ...] = ()
    free: bool | None = None


def read_jsonld(scripts: Sequence[str]) -> Said:
    """Reads the JSON-LD scripts of a page; broken ones are ignored. The first publisher that has a name counts."""
    nodes = [node for script in scripts for node in _nodes(_parsed(script))]
    free = [said for node in nodes if (said := _truth(node.get("isAccessibleForFree"))) is not None]
    publisher = next(_publishers(nodes), {})
    return Said(
        publisher=clean_name(publisher.get("name")),
        publisher_url=_address(publisher),
        types=_types(publisher),
        free=all(free) if free else None,
    )


def _publishers(nodes: Sequence[Node]) -> Iterator[Node]:
    """The publisher nodes that have a name, ids within the page resolved."""
    # A node with nothing but its @id is a reference, not the thing; of two definitions the first counts.
    by_id = {node["@id"]: node for node in reversed(nodes) if isinstance(node.get("@id"), str) and len(node) > 1}
    for node in nodes:
        for named in _listed(node.get("publisher")):
            publisher = named if isinstance(named, dict) else {"name": named}
            id_ = publisher.get("@id")
            found = by_id.get(id_, publisher) if isinstance(id_, str) else publisher
            if clean_name(found.get("name")):
                yield found


def clean_name(name: object) -> str:
    """A name without entities and runs of space, at most 100 characters; empty for what is no text."""
    return " ".join(_writable(html.unescape(name)).split())[:NAME_LENGTH].strip() if isinstance(name, str) else ""


def _writable(words: str) -> str:
    r"""Words that UTF-8 can write: JSON may hold half a pair (`\ud83d`)."""
    return words.encode("utf-8", "replace").decode()


def _parsed(script: str) -> object:
    try:
        return json.loads(script.strip(), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(top: object) -> Iterator[Node]:
    """Every object in a JSON value, the outer ones first."""
    todo: list[object] = [top]
    for _ in range(_NODES):
        if not todo:
            return
        value = todo.pop(0)
        if isinstance(value, dict):
            yield value
            todo += value.values()
        elif isinstance(value, list):
            todo += value


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _types(node: Node) -> tuple[str, ...]:
    return tuple(_writable(kind.rpartition("/")[2].lower()[:NAME_LENGTH]) for kind in _listed(node.get("@type")) if isinstance(kind, str))


def _address(node: Node) -> str:
    return next((_writable(value) for value in (*_listed(node.get("url")), node.get("@id")) if isinstance(value, str)), "")


def _truth(value: object) -> bool | None:
    """True or false, also as a word, as many pages print it."""
    if isinstance(value, bool):
        return value
    word = value.rpartition("/")[2].lower() if isinstance(value, str) else ""
    return {"true": True, "false": False}.get(word)
