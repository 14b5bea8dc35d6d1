"""Queries of a page's tree, compiled once: libxml2 goes through a large tree several times as fast as Python does."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from lxml import etree
from lxml.etree import _Element


def elements(path: str) -> Callable[[_Element], list[_Element]]:
    """A query by an XPath that finds elements, in the order of the page."""
    return cast(Callable[[_Element], list[_Element]], etree.XPath(path))


def strings(path: str) -> Callable[[_Element], list[str]]:
    """A query by an XPath that finds the values of attributes, or texts."""
    return cast(Callable[[_Element], list[str]], etree.XPath(path, smart_strings=False))
