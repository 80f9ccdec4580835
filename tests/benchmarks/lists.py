"""How long a list takes to come in, in processor time, the process that reads it counted.

    python -m tests.benchmarks.lists [--rows 8000 ...]

A drawn list in Ukrainian of eleven columns (Windows-1251, semicolons, decimal commas, blanks in
thousands), as `vidnova import` takes it into an empty folder: tables and papers are written. As XLSX too.
"""

import argparse
import csv
import random
import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import xlsxwriter

from tests.benchmarks.tables import machine

_HEADINGS: Final = (
    "№ з/п", "Адреса", "Район", "Призначення", "Загальна площа, кв.м", "Ступінь пошкодження",
    "Поверхів", "Широта", "Довгота", "Дата обстеження", "Форма власності",
)  # fmt: skip
_STREETS: Final = ("Сумська", "Наукова", "Клочківська", "Метробудівників", "Полтавський Шлях")
_DISTRICTS: Final = ("Київський", "Салтівський", "Шевченківський", "Слобідський")
_DAMAGE: Final = ("знищено", "значні пошкодження", "середні пошкодження", "незначні пошкодження")
_USES: Final = ("житловий будинок", "школа", "лікарня", "магазин", "дитячий садок")
AIMS: Final = (("csv", 8_000, 3.0), ("csv", 250_000, 60.0), ("xlsx", 50_000, 30.0))
"""Kind of file, rows, seconds at most."""


def _rows(count: int) -> Iterator[list[str]]:
    draw = random.Random(5)
    for number in range(1, count + 1):
        area = f"{draw.uniform(100, 9000):,.1f}".replace(",", " ").replace(".", ",")
        day = date(2022, 3, 1) + timedelta(days=draw.randint(0, 1300))
        yield [
            str(number), f"вул. {draw.choice(_STREETS)}, буд. {draw.randint(1, 300)}-{number}",
            f"{draw.choice(_DISTRICTS)} район", draw.choice(_USES), area, draw.choice(_DAMAGE),
            str(draw.choice((1, 2, 5, 9, 12))), f"{draw.uniform(49.9, 50.1):.6f}".replace(".", ","),
            f"{draw.uniform(36.1, 36.4):.6f}".replace(".", ","), f"{day:%d.%m.%Y}",
            draw.choice(("комунальна", "приватна", "державна")),
        ]  # fmt: skip


def write_list(path: Path, rows: int) -> None:
    """A drawn list as the ending of its name says."""
    if path.suffix == ".csv":
        with path.open("w", newline="", encoding="cp1251") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(_HEADINGS)
            writer.writerows(_rows(rows))
        return
    book = xlsxwriter.Workbook(path, {"strings_to_numbers": True})
    sheet = book.add_worksheet()
    for number, cells in enumerate([list(_HEADINGS), *_rows(rows)]):
        for place, cell in enumerate(cells):
            sheet.write(number, place, cell)
    book.close()


def seconds(path: Path, into: Path) -> float:
    """Processor time of `vidnova import` of a file."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "planner.cli", "import", str(path), "--into", str(into)]
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    """A line for each kind and size: how long it took, and how long it may."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="*")
    asked = parser.parse_args().rows
    print(*machine(), sep="\n")
    for kind, rows, aim in AIMS:
        if asked and rows not in asked:
            continue
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"list.{kind}"
            write_list(path, rows)
            took = seconds(path, Path(folder) / "city")
        print(f"{kind:5} {rows:8,} rows {took:7.1f} s  (aim {aim:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
