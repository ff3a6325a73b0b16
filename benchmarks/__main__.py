"""Runs all measurements; ends with 1 when a ratio is above its limit."""

import sys

from benchmarks import duplicates, forecast, imports, night

if __name__ == "__main__":
    sys.exit(max(measure() for measure in (imports.main, duplicates.main, forecast.main, night.main)))
