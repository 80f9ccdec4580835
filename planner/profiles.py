"""For whom an export is: the office itself, a partner under an agreement, or everybody."""

from typing import Final, Literal, get_args

Profile = Literal["internal", "partner", "public"]
PROFILES: Final[tuple[Profile, ...]] = get_args(Profile)
PUBLIC: Final[Profile] = "public"
"""What an export is for where nobody says."""
