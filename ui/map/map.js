// The process map component: boxes and lines that can be pointed at, walked by keyboard, zoomed and panned.
//
// Streamlit calls the default export at the first drawing and again whenever Python sends new data.
// Panning is ordinary scrolling of the viewport, so touch, wheel, scroll bars and focus work as everywhere.

import { Camera } from "./camera.js";
import {
  createEdge, createFigure, createNode, htmlElement, reconcile, svgElement,
  updateEdge, updateFigure, updateNode, writeNode,
} from "./drawing.js";
import { Drag, Tip } from "./pointing.js";
import { neighbourhood, nextStop } from "./walk.js";
import { FULL_DETAIL_ZOOM, thickening } from "./zoom.js";

const ZOOM_STEP = 1.25;
const HELP =
  "Arrow keys follow the lines. Shift with an arrow key steps onto a line. Enter selects, Escape clears. " +
  "Drag or scroll to move, Ctrl and scroll to zoom.";

const maps = new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".process-map");
  const began = performance.now();
  if (!maps.has(root)) maps.set(root, new ProcessMap(root));
  const map = maps.get(root);
  map.report = (id) => setStateValue("selected", id);
  map.update(data);
  root.dataset.renderMs = (performance.now() - began).toFixed(1);
}

class ProcessMap {
  constructor(root) {
    this.root = root;
    this.view = { nodes: [], edges: [], bounds: [0, 0, 1, 1] };
    this.isPlaced = false;
    this.selectedId = null;
    this.givenSelection = undefined;
    this.stopId = null;
    this.nodes = new Map();
    this.edges = new Map();
    this.figures = new Map();
    this.build();
    this.listen();
  }

  // --- What is on the page -------------------------------------------------------------------------

  build() {
    this.toolbar = htmlElement("div", { class: "toolbar", role: "group", "aria-label": "Map view" }, this.root);
    this.addButton("+", "Zoom in", () => this.camera.zoomBy(ZOOM_STEP));
    this.addButton("−", "Zoom out", () => this.camera.zoomBy(1 / ZOOM_STEP));
    this.addButton("Whole map", "Whole map", () => this.camera.showAll());
    this.addButton("Readable size", "Readable size", () => this.showStart());
    this.viewport = htmlElement("div", { class: "viewport" }, this.root);
    // "application" lets the arrow keys through to the map in screen readers; the page offers the same
    // figures as a table for those who prefer to read.
    // The drawing itself takes no focus: Chromium would otherwise stop at it before the first box.
    const roles = { role: "application", "aria-describedby": "map-help", tabindex: "-1" };
    this.svg = svgElement("svg", roles, this.viewport);
    this.camera = new Camera(this.viewport, this.svg, (zoom) => this.onZoom(zoom));
    this.edgeLayer = svgElement("g", {}, this.svg);
    this.figureLayer = svgElement("g", {}, this.svg);
    this.nodeLayer = svgElement("g", {}, this.svg);
    this.tip = new Tip(this.root);
    this.drag = new Drag(this.viewport);
    this.legend = htmlElement("div", { class: "legend" }, this.root);
    htmlElement("p", { class: "help", id: "map-help" }, this.root).textContent = HELP;
    this.spoken = htmlElement("div", { class: "spoken", role: "status" }, this.root);
  }

  addButton(words, label, action) {
    const button = htmlElement("button", { type: "button", "aria-label": label, title: label }, this.toolbar);
    button.textContent = words;
    button.addEventListener("click", () => {
      action();
      this.say(`Zoom ${Math.round(this.camera.zoom * 100)}%.`);
    });
  }

  update({ view, selected, height }) {
    this.tellChange(view.description);
    this.view = view;
    this.root.dataset.overlay = view.overlay;
    this.root.style.setProperty("--map-height", `${height}px`);
    this.svg.setAttribute("aria-label", view.description);
    reconcile(this.edgeLayer, this.edges, view.edges, createEdge, updateEdge);
    reconcile(this.figureLayer, this.figures, view.edges, createFigure, updateFigure);
    reconcile(this.nodeLayer, this.nodes, view.nodes, createNode, updateNode);
    this.takeSelection(selected);
    this.moveStop(this.elementOf(this.stopId) ? this.stopId : view.nodes[0]?.id);
    this.drawLegend();
    this.camera.frame(view.bounds);
    this.placeOnce();
  }

  /** People who do not see the map hear what a filter or a slider made of it. */
  tellChange(description) {
    const before = this.view.description;
    if (before !== undefined && before !== description) this.say(description);
  }

  drawLegend() {
    this.legend.replaceChildren();
    const scale = htmlElement("span", { class: "scale" }, this.legend);
    for (const [tone, words] of this.view.legend.swatches) {
      const pair = htmlElement("span", { class: "pair" }, scale);
      if (tone) htmlElement("i", { class: "swatch", "data-tone": tone }, pair);
      if (words) htmlElement("span", { class: "swatch-words" }, pair).textContent = words;
    }
    htmlElement("span", {}, this.legend).textContent = this.view.legend.note;
  }

  elementOf(id) {
    return this.nodes.get(id) ?? this.edges.get(id);
  }

  itemOf(id) {
    return this.view.nodes.find((node) => node.id === id) ?? this.view.edges.find((edge) => edge.id === id);
  }

  // --- Zooming and moving --------------------------------------------------------------------------

  /** Shows the start at full size the first time the map has a size; a map in a closed tab has none yet. */
  placeOnce() {
    if (this.isPlaced || this.viewport.clientWidth === 0) return;
    this.isPlaced = true;
    this.showStart();
  }

  showStart() {
    this.camera.setZoom(1);
    if (this.view.nodes.length) this.camera.scrollToTop(this.view.nodes[0].x);
  }

  /** Writes the names anew at every zoom, so that they stay readable. */
  onZoom(zoom) {
    this.root.dataset.detail = zoom >= FULL_DETAIL_ZOOM ? "full" : "names";
    this.root.style.setProperty("--thickening", thickening(zoom));
    for (const node of this.view.nodes) writeNode(this.nodes.get(node.id), node, zoom);
  }

  // --- Selecting and walking -----------------------------------------------------------------------

  /** Follows Python only when Python changed its mind, so that a late answer does not undo a click. */
  takeSelection(selected) {
    if (selected !== this.givenSelection) this.selectedId = selected;
    this.givenSelection = selected;
    if (!this.itemOf(this.selectedId)) this.selectedId = null;
    this.markSelection();
  }

  select(id) {
    this.selectedId = id;
    this.markSelection();
    this.say(id === null ? "Selection cleared." : `Selected: ${this.nameOf(id)}.`);
    this.report(id);
  }

  nameOf(id) {
    const item = this.itemOf(id);
    return item.title ?? `line from ${item.sourceName ?? "Start"} to ${item.targetName ?? "End"}`;
  }

  markSelection() {
    for (const [id, element] of [...this.nodes, ...this.edges]) {
      element.classList.toggle("selected", id === this.selectedId);
      element.setAttribute("aria-pressed", String(id === this.selectedId));
    }
  }

  /** Only one stop of the map is reached by Tab; the arrow keys move it. */
  moveStop(id) {
    this.elementOf(this.stopId)?.setAttribute("tabindex", "-1");
    this.stopId = id ?? null;
    this.elementOf(this.stopId)?.setAttribute("tabindex", "0");
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const actions = {
      Enter: () => this.select(this.stopId),
      " ": () => this.select(this.stopId),
      Escape: () => this.onEscape(),
      "+": () => this.camera.zoomBy(ZOOM_STEP),
      "=": () => this.camera.zoomBy(ZOOM_STEP),
      "-": () => this.camera.zoomBy(1 / ZOOM_STEP),
    };
    const next = nextStop(this.view, this.stopId, event.key, event.shiftKey);
    if (!actions[event.key] && next === null) return;
    event.preventDefault();
    if (actions[event.key]) actions[event.key]();
    else this.elementOf(next)?.focus();
  }

  onEscape() {
    this.tip.hide();
    if (this.selectedId !== null) this.select(null);
  }

  say(words) {
    this.spoken.textContent = words;
  }

  // --- Pointing ------------------------------------------------------------------------------------

  highlight(id) {
    const near = id === null ? null : neighbourhood(this.view, id);
    this.root.classList.toggle("pointing", near !== null);
    for (const [key, element] of [...this.nodes, ...this.edges, ...this.figures]) {
      element.classList.toggle("near", near?.has(key) ?? false);
    }
  }

  /** A box has its tip beside it; a line may be long, so its tip is beside the pointer. */
  placeOfTip(id, { clientX, clientY }) {
    const node = this.nodes.get(id);
    return node ? node.getBoundingClientRect() : new DOMRect(clientX, clientY, 8, 16);
  }

  /** People who walk the map by keyboard get the tips too, without pressing anything. */
  showTipOfFocus() {
    const focused = this.svg.querySelector(".stop:focus-visible");
    if (focused) this.tip.show(this.itemOf(focused.dataset.id), focused.getBoundingClientRect());
    return focused !== null;
  }

  /** Stepping onto a box may scroll to it, and its tip goes along; otherwise what a tip was about moves away. */
  onScroll() {
    if (!this.showTipOfFocus()) this.tip.hide();
  }

  // --- Listening -----------------------------------------------------------------------------------

  listen() {
    this.listenToStops();
    this.svg.addEventListener("keydown", (event) => this.onKey(event));
    this.viewport.addEventListener("scroll", () => this.onScroll());
    new ResizeObserver(() => this.placeOnce()).observe(this.viewport);
  }

  listenToStops() {
    const stopOf = (event) => event.target.closest?.(".stop")?.dataset.id ?? null;
    this.svg.addEventListener("click", (event) => {
      if (this.drag.hasMoved) return;
      const id = stopOf(event);
      if (id !== null || this.selectedId !== null) this.select(id);
      if (id !== null) this.moveStop(id);
    });
    this.svg.addEventListener("pointerover", (event) => {
      const id = stopOf(event);
      this.highlight(id);
      if (id === null) this.tip.hideSoon();
      else this.tip.show(this.itemOf(id), this.placeOfTip(id, event));
    });
    this.svg.addEventListener("pointerleave", () => {
      this.highlight(null);
      this.tip.hideSoon();
    });
    this.svg.addEventListener("focusin", (event) => {
      const id = stopOf(event);
      if (id === null) return;
      this.moveStop(id);
      this.showTipOfFocus();
    });
    this.svg.addEventListener("focusout", () => this.tip.hide());
  }
}
