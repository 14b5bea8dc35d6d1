"""What a benchmark gives: measured figures, each with the bound that it must keep."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured figure and the bound that the issue sets."""

    name: str
    measured: float
    bound: float
    unit: str

    @property
    def is_broken(self) -> bool:
        return self.measured > self.bound

    def __str__(self) -> str:
        return f"{self.name}: {self.measured:.3g} {self.unit} (bound {self.bound:g}){' BROKEN' if self.is_broken else ''}"
