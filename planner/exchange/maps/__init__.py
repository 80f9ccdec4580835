"""A plan as layers of a map: what is written is the priority list, and where it lies."""

from planner.exchange.maps.geojson import to_geojson
from planner.exchange.maps.geopackage import to_geopackage

__all__ = ["to_geojson", "to_geopackage"]
