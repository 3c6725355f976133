// What the pointer does: a tip beside what it is on, and dragging the map with a mouse.

import { htmlElement } from "./drawing.js";

const TIP_DELAY = 250;
const TIP_GAP = 8;
const DRAG_THRESHOLD = 4;

/** The tip of a box or a line. It stays while the pointer is on it, so that it can be read and copied. */
export class Tip {
  constructor(root) {
    this.root = root;
    this.element = htmlElement("div", { class: "tip", hidden: "" }, root);
    this.name = htmlElement("strong", {}, this.element);
    this.text = htmlElement("span", {}, this.element);
    this.element.addEventListener("pointerenter", () => clearTimeout(this.timer));
    this.element.addEventListener("pointerleave", () => this.hideSoon());
  }

  /** Shows what is known about a box or a line, beside the rectangle it takes on the screen or below it. */
  show(item, beside) {
    clearTimeout(this.timer);
    this.name.textContent = item.title ?? "";
    this.text.textContent = item.about;
    this.element.hidden = false;
    const root = this.root.getBoundingClientRect();
    const room = root.width - this.element.offsetWidth;
    const right = beside.right - root.left + TIP_GAP;
    const fits = right <= room;
    this.element.style.left = `${fits ? right : Math.max(0, Math.min(beside.left - root.left, room))}px`;
    this.element.style.top = `${(fits ? beside.top : beside.bottom + TIP_GAP) - root.top}px`;
  }

  hide() {
    clearTimeout(this.timer);
    this.element.hidden = true;
  }

  hideSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.hide(), TIP_DELAY);
  }
}

/** Dragging with a mouse scrolls the frame. A finger needs no help: the browser scrolls by itself. */
export class Drag {
  constructor(frame) {
    this.frame = frame;
    this.from = null;
    this.hasMoved = false; // stays true until the next press, so that a drag is not taken for a click
    frame.addEventListener("pointerdown", (event) => this.begin(event));
    frame.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"]) frame.addEventListener(end, () => this.finish());
  }

  begin(event) {
    this.hasMoved = false;
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    const { scrollLeft, scrollTop } = this.frame;
    this.from = { x: event.clientX, y: event.clientY, scrollLeft, scrollTop };
  }

  move(event) {
    if (!this.from) return;
    const [dx, dy] = [event.clientX - this.from.x, event.clientY - this.from.y];
    if (!this.hasMoved && Math.hypot(dx, dy) < DRAG_THRESHOLD) return;
    if (!this.hasMoved) this.frame.setPointerCapture(event.pointerId);
    this.hasMoved = true;
    this.frame.classList.add("dragging");
    this.frame.scrollLeft = this.from.scrollLeft - dx;
    this.frame.scrollTop = this.from.scrollTop - dy;
  }

  finish() {
    this.from = null;
    this.frame.classList.remove("dragging");
  }
}
