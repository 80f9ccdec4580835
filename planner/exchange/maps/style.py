"""How layers look when a GIS opens them: QGIS's own description of symbols.

Works are coloured by their group in the list, projects are crosses; districts are outlines.
"""

from typing import Final
from xml.sax.saxutils import quoteattr

from planner.plan.columns import GROUPS
from planner.text import text

_COLOURS: Final = {
    "planned": "51,153,136,255",
    "clearing": "155,76,90,255",
    "next": "221,102,17,255",
    "deferred": "167,179,187,255",
    "unplannable": "119,119,119,255",
    "settled": "221,221,221,255",
}
_EDGE: Final = "255,255,255,255"


def works_style() -> str:
    """Points by group, the words of the language spoken beside each colour."""
    groups = [text(f"export.group.{group}") for group in GROUPS]
    categories = "".join(
        f'<category symbol="{k}" value={quoteattr(words)} label={quoteattr(words)} render="true"/>'
        for k, words in enumerate(groups)
    )
    symbols = "".join(
        _symbol("marker", str(k), _layer("SimpleMarker", _marker(_COLOURS[group])))
        for k, group in enumerate(GROUPS)
    )
    return _qml(
        '<renderer-v2 type="categorizedSymbol" attr="group" symbollevels="0" enableorderby="0">'
        f"<categories>{categories}</categories><symbols>{symbols}</symbols></renderer-v2>"
    )


def districts_style() -> str:
    """Outlines without a filling."""
    options = {
        "style": "no",
        "color": "255,255,255,0",
        "outline_color": "90,102,112,255",
        "outline_style": "solid",
        "outline_width": "0.4",
        "outline_width_unit": "MM",
    }
    symbol = _symbol("fill", "0", _layer("SimpleFill", options))
    return _qml(
        '<renderer-v2 type="singleSymbol" symbollevels="0" enableorderby="0">'
        f"<symbols>{symbol}</symbols></renderer-v2>"
    )


def _marker(colour: str) -> dict[str, str]:
    return {
        "name": "circle",
        "color": colour,
        "outline_color": _EDGE,
        "outline_style": "solid",
        "outline_width": "0.2",
        "outline_width_unit": "MM",
        "size": "3",
        "size_unit": "MM",
    }


def _symbol(kind: str, name: str, layer: str) -> str:
    return f'<symbol type="{kind}" name="{name}" alpha="1" clip_to_extent="1" force_rhr="0">{layer}</symbol>'


def _layer(kind: str, options: dict[str, str]) -> str:
    held = "".join(
        f'<Option type="QString" name="{name}" value="{value}"/>' for name, value in options.items()
    )
    return f'<layer class="{kind}" enabled="1" locked="0" pass="0"><Option type="Map">{held}</Option></layer>'


def _qml(renderer: str) -> str:
    return f'<qgis version="3.28" styleCategories="Symbology">{renderer}</qgis>'
