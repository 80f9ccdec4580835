"""A table of PostgreSQL by its address, with PostGIS or without: read only, in the reading process.

    postgresql://reader@gis.example/city?table=heritage.buildings

Passwords stand in the address, in PGPASSWORD or in libpq's own file; none is written anywhere.
"""

import re
from typing import Any, Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from planner.intake.foreign.sheet import (
    COLUMN_LIMIT,
    LONGEST_CELL,
    ROW_LIMIT,
    SECONDS,
    Book,
    Sheet,
    refuse,
)

SCHEMES: Final = ("postgresql", "postgres", "postgis")
_ADDRESS: Final = re.compile(rf"(?:{'|'.join(SCHEMES)})://", re.IGNORECASE)
_WAIT: Final = 10
"""Seconds for a server to answer."""
_GEOMETRIES: Final = ("geometry", "geography")
_LISTED: Final = """
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
    AND c.relname NOT IN ('spatial_ref_sys', 'geometry_columns', 'geography_columns')
    AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1, 2 LIMIT 200
"""


def is_address(words: str) -> bool:
    """Whether what was given for a file is the address of a database."""
    return _ADDRESS.match(words) is not None


def shown_address(address: str) -> str:
    """The address as it may be shown and kept: no user, no password, no options but the table."""
    parts = urlsplit(address)
    port = f":{parts.port}" if parts.port else ""
    table = _asked(address)
    return f"postgresql://{parts.hostname or ''}{port}{parts.path}" + (f" {table}" if table else "")


def _asked(address: str) -> str:
    """The table that the address names."""
    return dict(parse_qsl(urlsplit(address).query)).get("table", "")


def _for_libpq(address: str) -> str:
    """The address without what is ours."""
    parts = urlsplit(address)
    kept = [(k, v) for k, v in parse_qsl(parts.query) if k != "table"]
    query = urlencode(kept, quote_via=quote)
    return urlunsplit(("postgresql", parts.netloc, parts.path, query, ""))


def read_database(address: str) -> Book:
    """The rows of the table. Raises InputError: no driver, no answer, no such table, too large."""
    try:
        import psycopg
    except ImportError:
        refuse("intake_gis_missing")
    try:
        with psycopg.connect(_for_libpq(address), connect_timeout=_WAIT) as base:
            base.execute("SET TRANSACTION READ ONLY")
            base.execute(f"SET LOCAL statement_timeout = '{SECONDS}s'")
            return Book(kind="layers", sheets=[_table(base, _asked(address))])
    except psycopg.Error as error:
        refuse("intake_database", said=_said(error, address))


def _said(error: BaseException, address: str) -> str:
    """What the server answers, in one line; a password never is part of it."""
    said = " ".join(str(error).split())[:200]
    password = urlsplit(address).password
    return said.replace(password, "…").replace(unquote(password), "…") if password else said


def _table(base: Any, asked: str) -> Sheet:
    from psycopg import sql

    from planner.intake.foreign.geopackage import add_wkb  # PROJ, for layers alone
    from planner.intake.foreign.outlines import Outlines, layer_rows

    schema, name = _found(base, asked)
    columns = _columns(base, schema, name)
    if len(columns) > COLUMN_LIMIT:
        refuse("intake_too_wide", limit=COLUMN_LIMIT, column=len(columns), row=1)
    shape = next((column for column, kind in columns if kind in _GEOMETRIES), None)
    names = [column for column, kind in columns if kind not in _GEOMETRIES and kind != "bytea"]
    asked_for: list[Any] = [sql.SQL("{}::text").format(sql.Identifier(n)) for n in names]
    if shape is not None:
        within = "ST_AsBinary(ST_Force2D(ST_Transform({}::geometry, 4326)))"
        asked_for.append(sql.SQL(within).format(sql.Identifier(shape)))
    query = sql.SQL("SELECT {} FROM {} LIMIT {}").format(
        sql.SQL(", ").join(asked_for), sql.Identifier(schema, name), sql.Literal(ROW_LIMIT + 1)
    )
    rows = base.execute(query).fetchall()
    if len(rows) > ROW_LIMIT:
        refuse("intake_too_many_rows", limit=ROW_LIMIT, row=len(rows))
    cells = [[_text(value) for value in row[: len(names)]] for row in rows]
    if shape is None:
        return Sheet(name=f"{schema}.{name}", rows=[names, *cells])
    outlines = Outlines()
    for number, row in enumerate(rows):
        if row[-1] is not None:
            add_wkb(outlines, number, bytes(row[-1]))
    return Sheet(name=f"{schema}.{name}", rows=layer_rows(names, cells, outlines, None))


def _found(base: Any, asked: str) -> tuple[str, str]:
    """Schema and name of the table that is asked for, or of the only one that may be read."""
    known = [(str(schema), str(name)) for schema, name in base.execute(_LISTED).fetchall()]
    meant = [pair for pair in known if asked in ("", pair[1], ".".join(pair))]
    if len(meant) == 1:
        return meant[0]
    listed = ", ".join(".".join(pair) for pair in meant or known)
    refuse("intake_database_table", known=listed[:300] or "—")


def _columns(base: Any, schema: str, name: str) -> list[tuple[str, str]]:
    """Names and kinds of the columns, in order."""
    found = base.execute(
        "SELECT a.attname, t.typname FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid "
        "JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = %s AND c.relname = %s AND a.attnum > 0 AND NOT a.attisdropped "
        "ORDER BY a.attnum",
        (schema, name),
    ).fetchall()
    return [(str(column), str(kind)) for column, kind in found]


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()[:LONGEST_CELL]
