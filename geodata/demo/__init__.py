"""示例市, a made-up city to try everything on: seeded, and in the open sea."""

from geodata.demo.city import DemoCity, demo_city, load_demo
from geodata.demo.drawn.backdrop import Backdrop, demo_backdrop
from geodata.demo.drawn.network import demo_network, demo_raw_streets, write_demo_streets
from geodata.demo.unions import CITY_ID

__all__ = [
    "CITY_ID",
    "Backdrop",
    "DemoCity",
    "demo_backdrop",
    "demo_city",
    "demo_network",
    "demo_raw_streets",
    "load_demo",
    "write_demo_streets",
]
