"""The page for planners at 50,000 cells and 1,200 sites: how fast an hour is drawn, weights."""

from bench.plan_page.run import main

__all__ = ["main"]
