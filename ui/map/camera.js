// How large the drawing is shown and which part of it is seen. Moving about is ordinary scrolling.

import { setAttributes } from "./drawing.js";
import { clampZoom, fitZoom } from "./zoom.js";

const WHEEL_STEP = 1.12;

export class Camera {
  constructor(viewport, svg, onZoom) {
    this.viewport = viewport;
    this.svg = svg;
    this.onZoom = onZoom;
    this.bounds = [0, 0, 1, 1];
    this.zoom = 1;
    viewport.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
  }

  /** Takes the bounds of a new drawing; zoom and place stay. */
  frame(bounds) {
    this.bounds = bounds;
    this.setZoom(this.zoom);
  }

  setZoom(zoom) {
    this.zoom = clampZoom(zoom);
    const [left, top, right, bottom] = this.bounds;
    const [width, height] = [right - left, bottom - top];
    setAttributes(this.svg, {
      viewBox: `${left} ${top} ${width} ${height}`,
      width: width * this.zoom,
      height: height * this.zoom,
    });
    this.onZoom(this.zoom);
  }

  /** Zooms so that the point of the drawing under (x, y) stays there; by default the middle of the viewport. */
  zoomBy(factor, x = null, y = null) {
    const frame = this.viewport.getBoundingClientRect();
    const pointer = { x: x ?? frame.left + frame.width / 2, y: y ?? frame.top + frame.height / 2 };
    const before = this.svg.getBoundingClientRect();
    const share = {
      x: (pointer.x - before.left) / before.width,
      y: (pointer.y - before.top) / before.height,
    };
    this.setZoom(this.zoom * factor);
    const after = this.svg.getBoundingClientRect();
    this.viewport.scrollLeft += after.left + share.x * after.width - pointer.x;
    this.viewport.scrollTop += after.top + share.y * after.height - pointer.y;
  }

  showAll() {
    this.setZoom(fitZoom(this.bounds, this.viewport.clientWidth, this.viewport.clientHeight));
    this.viewport.scrollTo(0, 0);
  }

  /** Shows the top of the drawing with this x of the drawing in the middle. */
  scrollToTop(x) {
    this.viewport.scrollTop = 0;
    this.viewport.scrollLeft = (x - this.bounds[0]) * this.zoom - this.viewport.clientWidth / 2;
  }

  onWheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.zoomBy(event.deltaY < 0 ? WHEEL_STEP : 1 / WHEEL_STEP, event.clientX, event.clientY);
  }
}
