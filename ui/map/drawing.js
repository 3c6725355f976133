// Drawing boxes and lines as SVG elements. Names and figures come from people's data: they are only ever
// written as text (textContent) or as attributes, never as markup.

import { FULL_DETAIL_ZOOM, nameSize, shortLines } from "./zoom.js";

const SVG = "http://www.w3.org/2000/svg";
const RING_GAP = 4;
const FULL_LINE_HEIGHT = 17;
const TEXT_MARGIN = 3;

export function svgElement(name, attributes = {}, parent = null) {
  const element = document.createElementNS(SVG, name);
  setAttributes(element, attributes);
  parent?.appendChild(element);
  return element;
}

export function htmlElement(name, attributes = {}, parent = null) {
  const element = document.createElement(name);
  setAttributes(element, attributes);
  parent?.appendChild(element);
  return element;
}

export function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

/**
 * Makes the children of a layer agree with a list: new items are created, known ones updated, others removed.
 * Known elements are kept, so that focus and transitions survive a new view.
 */
export function reconcile(layer, elements, items, create, update) {
  const wanted = new Set(items.map((item) => item.id));
  for (const [id, element] of elements) {
    if (!wanted.has(id)) {
      element.remove();
      elements.delete(id);
    }
  }
  for (const item of items) {
    if (!elements.has(item.id)) elements.set(item.id, layer.appendChild(create(item)));
    update(elements.get(item.id), item);
  }
}

export function createNode(node) {
  const group = svgElement("g", { class: "stop node", role: "button", tabindex: "-1", "data-id": node.id });
  const shape = node.kind === "activity" ? "rect" : "ellipse";
  svgElement(shape, { class: "ring" }, group);
  svgElement(shape, { class: "box" }, group);
  svgElement("text", { class: "name" }, group);
  svgElement("text", { class: "figure" }, group);
  return group;
}

export function updateNode(group, node) {
  const [ring, box] = group.children;
  group.style.transform = `translate(${node.x}px, ${node.y}px)`;
  group.dataset.tone = node.tone;
  // The visible words come first, so that people who speak to their computer can name what they see.
  group.setAttribute("aria-label", `${node.title}. ${node.figure ? node.figure + ". " : ""}${node.about}`);
  setAttributes(box, shapeOf(node, 0));
  setAttributes(ring, shapeOf(node, RING_GAP));
}

function shapeOf(node, gap) {
  const halfWidth = node.width / 2 + gap;
  const halfHeight = node.height / 2 + gap;
  if (node.kind !== "activity") return { rx: halfWidth, ry: halfHeight };
  return { x: -halfWidth, y: -halfHeight, width: 2 * halfWidth, height: 2 * halfHeight, rx: 6 + gap };
}

/** Writes the name and the figure into a box: all of it at full size, the larger short name when zoomed out. */
export function writeNode(group, node, zoom) {
  const [, , name, figure] = group.children;
  const isFull = zoom >= FULL_DETAIL_ZOOM;
  const size = nameSize(zoom);
  const lineHeight = isFull ? FULL_LINE_HEIGHT : size * 1.2;
  const room = node.width - 2 * TEXT_MARGIN;
  const lines = isFull ? node.lines : shortLines(node.title, room, node.height, size, measurer(name));
  const hasFigure = isFull && node.figure !== "";
  const height = (lines.length + (hasFigure ? 1 : 0)) * lineHeight;
  writeLines(name, lines, lineHeight, -height / 2 + lineHeight * 0.75);
  name.style.fontSize = `${size}px`;
  figure.textContent = hasFigure ? node.figure : "";
  figure.setAttribute("y", height / 2 - lineHeight * 0.25);
}

/** A function that measures text in the face of an element, as if it were of size 1. */
function measurer(element) {
  const pen = htmlElement("canvas").getContext("2d");
  pen.font = `600 100px ${getComputedStyle(element).fontFamily}`;
  return (text) => pen.measureText(text).width / 100;
}

function writeLines(text, lines, lineHeight, firstBaseline) {
  text.replaceChildren();
  lines.forEach((words, number) => {
    const line = svgElement("tspan", { x: 0, y: firstBaseline + number * lineHeight }, text);
    line.textContent = words;
  });
}

export function createEdge(edge) {
  const group = svgElement("g", { class: "stop edge", role: "button", tabindex: "-1", "data-id": edge.id });
  for (const part of ["hit", "line", "arrow"]) svgElement("path", { class: part }, group);
  return group;
}

export function updateEdge(group, edge) {
  const [hit, line, arrow] = group.children;
  group.dataset.tone = edge.tone;
  group.style.setProperty("--width", `${edge.width}px`);
  group.setAttribute("aria-label", edge.about);
  hit.setAttribute("d", edge.path);
  line.setAttribute("d", edge.path);
  arrow.setAttribute("d", edge.arrow);
}

export function createFigure(edge) {
  return svgElement("text", { class: "line-figure", "aria-hidden": "true", "data-id": edge.id });
}

export function updateFigure(text, edge) {
  const isShown = edge.figureAt !== null;
  text.textContent = isShown ? edge.figure : "";
  if (!isShown) return;
  setAttributes(text, { x: edge.figureAt[0], y: edge.figureAt[1] + 4, "text-anchor": edge.figureAnchor });
}
