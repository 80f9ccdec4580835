"""What a donor and a finance office get: a workbook of packages, figures, assumptions and gaps."""
