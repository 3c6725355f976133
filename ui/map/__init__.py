"""The process map: a Streamlit component that can be pointed at, walked by keyboard, zoomed and read out."""

from ui.map.component import Selection, process_map
from ui.map.view import OVERLAYS, MapView, map_view

__all__ = ["OVERLAYS", "MapView", "Selection", "map_view", "process_map"]
