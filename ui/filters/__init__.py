"""Filters on the screen: said in plain English, shown as a bar, added by a form or from the map."""
