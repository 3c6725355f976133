// Walking the map by keyboard: pure functions, tested by walk.test.mjs.
//
// On a box:  Down/Up follow the busiest line forwards/backwards, Right/Left go to the next/previous box,
//            Shift+Down/Shift+Up step onto the busiest line out of/into the box.
// On a line: Down/Up go to the box at its end/beginning, Right/Left to the other lines of the same box.
// Anywhere:  Home and End go to the first and the last box.

/** The id of the box or line that a key leads to, or null where it leads nowhere. */
export function nextStop(map, id, key, withShift = false) {
  if (key === "Home") return map.nodes[0]?.id ?? null;
  if (key === "End") return map.nodes.at(-1)?.id ?? null;
  const edge = map.edges.find((candidate) => candidate.id === id);
  if (edge) return fromEdge(map, edge, key);
  const node = map.nodes.find((candidate) => candidate.id === id);
  return node ? fromNode(map, node, key, withShift) : null;
}

function fromNode(map, node, key, withShift) {
  if (key === "ArrowRight") return neighbour(map.nodes, node, +1);
  if (key === "ArrowLeft") return neighbour(map.nodes, node, -1);
  if (key === "ArrowDown") {
    const line = busiestOut(map, node);
    return (withShift ? line?.id : line?.target) ?? null;
  }
  if (key === "ArrowUp") {
    const line = busiestIn(map, node);
    return (withShift ? line?.id : line?.source) ?? null;
  }
  return null;
}

function fromEdge(map, edge, key) {
  if (key === "ArrowDown") return edge.target;
  if (key === "ArrowUp") return edge.source;
  const siblings = map.edges.filter((other) => other.source === edge.source).sort(byWeight);
  if (key === "ArrowRight") return neighbour(siblings, edge, +1);
  if (key === "ArrowLeft") return neighbour(siblings, edge, -1);
  return null;
}

/** The busiest line out of a box; one that leads down the map comes first, so that Down reaches the end. */
function busiestOut(map, node) {
  const lines = map.edges.filter((edge) => edge.source === node.id && edge.target !== node.id).sort(byWeight);
  return lines.find((edge) => heightOf(map, edge.target) > node.y) ?? lines[0];
}

function busiestIn(map, node) {
  const lines = map.edges.filter((edge) => edge.target === node.id && edge.source !== node.id).sort(byWeight);
  return lines.find((edge) => heightOf(map, edge.source) < node.y) ?? lines[0];
}

function heightOf(map, id) {
  return map.nodes.find((node) => node.id === id)?.y ?? 0;
}

function byWeight(one, other) {
  return other.weight - one.weight || (one.id < other.id ? -1 : 1);
}

/** The id of the next or previous stop of a list; the last one leads to the first. */
function neighbour(stops, stop, step) {
  const place = stops.findIndex((other) => other.id === stop.id);
  return stops[(place + step + stops.length) % stops.length].id;
}

/** The ids that stay bright while a box or a line is pointed at: itself and what it touches. */
export function neighbourhood(map, id) {
  const near = new Set([id]);
  for (const edge of map.edges) {
    if (edge.id === id || edge.source === id || edge.target === id) {
      near.add(edge.id).add(edge.source).add(edge.target);
    }
  }
  return near;
}
