"""The app on a small city, for all tests of this room."""

from tests.small_city import (
    brief,
    city,
    edited,
    no_page_fails,
    nothing_proven,
    open_app,
    own_city,
    packages_scanned_once,
    plan,
    plans,
    proven_city,
)

__all__ = [
    "brief",
    "city",
    "edited",
    "no_page_fails",
    "nothing_proven",
    "open_app",
    "own_city",
    "packages_scanned_once",
    "plan",
    "plans",
    "proven_city",
]
