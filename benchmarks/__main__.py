"""Runs all measurements; ends with 1 when a ratio is above its limit."""

import sys

from benchmarks import board, duplicates, forecast, imports, night, reports, target

MEASURES = (imports.main, duplicates.main, forecast.main, target.main, board.main, night.main, reports.main)

if __name__ == "__main__":
    sys.exit(max(measure() for measure in MEASURES))
