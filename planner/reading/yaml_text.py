"""Writing YAML: text that the strict reader reads back as the same values."""

from collections.abc import Mapping
from decimal import Decimal

import yaml

from planner.reading.scalars import needs_quotes


def write_yaml_text(data: Mapping[str, object]) -> str:
    """YAML that `read_yaml` reads back as the same tree, keys in the given order."""
    return yaml.dump(
        data,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=99,
    )


class _Dumper(yaml.SafeDumper):
    """Writes exact numbers plainly and quotes every word that would be read as something else."""

    def ignore_aliases(self, data: object) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _write_text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    quoted = "'" if needs_quotes(value) else None
    style = quoted if value.isprintable() else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _write_decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    written = f"{value:f}"
    tag = "float" if "." in written else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{tag}", written)


_Dumper.add_representer(str, _write_text)
_Dumper.add_multi_representer(str, _write_text)
_Dumper.add_representer(Decimal, _write_decimal)
