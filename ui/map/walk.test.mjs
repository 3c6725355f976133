import assert from "node:assert/strict";
import test from "node:test";
import { neighbourhood, nextStop } from "./walk.js";

// start -> a -> b -> end, with a loop at a and a way back from b to a that is the busiest of all.
const map = {
  nodes: [
    { id: "start", y: 0 },
    { id: "a", y: 1 },
    { id: "b", y: 2 },
    { id: "end", y: 3 },
  ],
  edges: [
    { id: "start>a", source: "start", target: "a", weight: 10 },
    { id: "a>a", source: "a", target: "a", weight: 50 },
    { id: "a>b", source: "a", target: "b", weight: 8 },
    { id: "a>end", source: "a", target: "end", weight: 2 },
    { id: "b>a", source: "b", target: "a", weight: 90 },
    { id: "b>end", source: "b", target: "end", weight: 8 },
  ],
};

test("Down follows the busiest line and reaches the end, though the way back is busier", () => {
  const way = ["start"];
  while (way.at(-1) !== "end" && way.length < 9) way.push(nextStop(map, way.at(-1), "ArrowDown"));
  assert.deepEqual(way, ["start", "a", "b", "end"]);
});

test("Up follows the busiest line back to the start", () => {
  assert.equal(nextStop(map, "end", "ArrowUp"), "b");
  assert.equal(nextStop(map, "b", "ArrowUp"), "a");
  assert.equal(nextStop(map, "a", "ArrowUp"), "start");
});

test("where no line leads on, the key leads nowhere", () => {
  assert.equal(nextStop(map, "end", "ArrowDown"), null);
  assert.equal(nextStop(map, "start", "ArrowUp"), null);
});

test("Right and Left visit every box in turn and come round", () => {
  assert.equal(nextStop(map, "a", "ArrowRight"), "b");
  assert.equal(nextStop(map, "end", "ArrowRight"), "start");
  assert.equal(nextStop(map, "start", "ArrowLeft"), "end");
});

test("Home and End go to the first and the last box", () => {
  assert.equal(nextStop(map, "b", "Home"), "start");
  assert.equal(nextStop(map, "a>b", "End"), "end");
});

test("Shift with an arrow key steps onto a line, and the arrows walk along and between lines", () => {
  assert.equal(nextStop(map, "a", "ArrowDown", true), "a>b");
  assert.equal(nextStop(map, "b", "ArrowUp", true), "a>b");
  assert.equal(nextStop(map, "a>b", "ArrowDown"), "b");
  assert.equal(nextStop(map, "a>b", "ArrowUp"), "a");
  assert.equal(nextStop(map, "a>b", "ArrowRight"), "a>end"); // by weight: a>a, a>b, a>end
  assert.equal(nextStop(map, "a>b", "ArrowLeft"), "a>a");
});

test("other keys and unknown stops lead nowhere", () => {
  assert.equal(nextStop(map, "a", "x"), null);
  assert.equal(nextStop(map, "gone", "ArrowDown"), null);
  assert.equal(nextStop({ nodes: [], edges: [] }, null, "Home"), null);
});

test("pointing at a box keeps its lines and their other ends bright; at a line, its two ends", () => {
  assert.deepEqual(neighbourhood(map, "end"), new Set(["end", "a>end", "a", "b>end", "b"]));
  assert.deepEqual(neighbourhood(map, "a>b"), new Set(["a>b", "a", "b"]));
});
