import assert from "node:assert/strict";
import test from "node:test";
import { FULL_DETAIL_ZOOM, clampZoom, fitZoom, nameSize, shortLines, thickening } from "./zoom.js";

test("the zoom stays between the smallest and the largest", () => {
  assert.equal(clampZoom(100), 2.5);
  assert.equal(clampZoom(0), 0.04);
  assert.equal(clampZoom(1), 1);
});

test("a drawing that is too tall is fitted by its height, a small one is not blown up", () => {
  assert.equal(fitZoom([-100, 0, 300, 1000], 800, 500), 0.5); // 500 / 1000
  assert.equal(fitZoom([0, 0, 1600, 100], 800, 500), 0.5); // 800 / 1600
  assert.equal(fitZoom([0, 0, 100, 100], 800, 500), 1);
});

test("names never fall under 11 px on the screen, at any zoom", () => {
  for (let zoom = 0.04; zoom <= 2.5; zoom += 0.01) assert.ok(nameSize(zoom) * zoom >= 11, `at ${zoom}`);
});

test("the 12 px figures, shown from the full-detail zoom on, do not either", () => {
  assert.ok(12 * FULL_DETAIL_ZOOM >= 11);
});

test("lines get thicker as the map gets smaller, within reason", () => {
  assert.equal(thickening(1), 1);
  assert.equal(thickening(0.4), 2);
  assert.equal(thickening(0.04), 2.5);
});

// Every character is half as wide as high: at size 10, a box 100 wide has room for 20, one 24 high for 2 lines.
const measure = (text) => text.length / 2;
const lines = (name, width, height) => shortLines(name, width, height, 10, measure);

test("a short name is broken at spaces", () => {
  assert.deepEqual(lines("Copy details into case", 100, 24), ["Copy details into", "case"]);
});

test("a line that just fits is filled to its end", () => {
  assert.deepEqual(lines("Copy details into it now", 85, 24), ["Copy details into", "it now"]);
});

test("what does not fit is cut and says so", () => {
  assert.deepEqual(lines("Request more information from them", 100, 12), ["Request more inform…"]);
});

test("a name without spaces is cut too", () => {
  assert.deepEqual(lines("A_SUBMITTED_COMPLETE_ONLINE", 100, 24), ["A_SUBMITTED_COMPLETE", "_ONLINE"]);
});

test("a box too small for four characters gets none", () => {
  assert.deepEqual(lines("Triage", 19, 24), []);
  assert.deepEqual(lines("Triage", 100, 10), []);
});

test("an empty name has no lines", () => {
  assert.deepEqual(lines("", 100, 24), []);
});
