"""What people's words mean: positions, facilities, services and kinds."""

from locator.reading.choices import (
    read_access,
    read_datum,
    read_kind,
    read_operation,
    read_tier,
    read_welcome,
)
from locator.reading.codes import Codes, names_offer, read_amenities, read_services, says_none
from locator.reading.given import GivenPosition
from locator.reading.positions import read_pair, read_position

__all__ = [
    "Codes",
    "GivenPosition",
    "names_offer",
    "read_access",
    "read_amenities",
    "read_datum",
    "read_kind",
    "read_operation",
    "read_pair",
    "read_position",
    "read_services",
    "read_tier",
    "read_welcome",
    "says_none",
]
