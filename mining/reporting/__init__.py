"""An analysis as files: JSON, CSV, SVG, BPMN and one self-contained page."""
