"""How good the data is: what is unknown, coarse, contradictory, double or stale."""

from geodata.quality.check import check_sites
from geodata.quality.report import CHECKS, Check, Finding, QualityReport

__all__ = ["CHECKS", "Check", "Finding", "QualityReport", "check_sites"]
