// How much of the map can be read at a zoom: pure functions, tested by zoom.test.mjs.
//
// The drawing is scaled as a whole, so text shrinks with it. Below FULL_DETAIL_ZOOM the small figures
// would fall under 11 px on the screen: they are hidden and the names are drawn larger instead.

export const FULL_DETAIL_ZOOM = 0.92;
const SMALLEST_ZOOM = 0.04;
const LARGEST_ZOOM = 2.5;
const NAME_SIZE = 14;
const SMALLEST_NAME_ON_SCREEN = 11.5;
const LINE_HEIGHT = 1.2;
const FEWEST_CHARACTERS = 4;

export function clampZoom(zoom) {
  return Math.min(LARGEST_ZOOM, Math.max(SMALLEST_ZOOM, zoom));
}

/** The zoom at which the whole drawing is seen, never larger than full size. */
export function fitZoom([left, top, right, bottom], width, height) {
  return clampZoom(Math.min(1, width / (right - left), height / (bottom - top)));
}

/** The size of names in the drawing's own px, so that they stay readable on the screen. */
export function nameSize(zoom) {
  return zoom >= FULL_DETAIL_ZOOM ? NAME_SIZE : Math.max(NAME_SIZE, SMALLEST_NAME_ON_SCREEN / zoom);
}

/** How much thicker lines are drawn when the map is small, so that thin ones do not vanish. */
export function thickening(zoom) {
  return Math.min(2.5, Math.max(1, 0.8 / zoom));
}

/**
 * A name broken into the lines that fit a box at a larger size; none if not even four characters fit.
 * What does not fit is cut and ends in an ellipsis: every character helps to tell two names apart.
 * `measure` gives the width of a text at size 1.
 */
export function shortLines(name, width, height, size, measure) {
  const mostLines = Math.floor(height / (size * LINE_HEIGHT));
  const fits = (text) => measure(text) * size <= width;
  if (mostLines < 1 || !fits(name.slice(0, FEWEST_CHARACTERS))) return [];
  const lines = [];
  let rest = name.trim();
  while (rest && lines.length < mostLines - 1) {
    const line = firstLine(rest, fits);
    lines.push(line);
    rest = rest.slice(line.length).trim();
  }
  if (rest) lines.push(fits(rest) ? rest : longestFitting(rest, (text) => fits(text.trimEnd() + "…")).trimEnd() + "…");
  return lines;
}

/** As much of a text as fits, cut at a space where there is one. */
function firstLine(text, fits) {
  const line = longestFitting(text, fits);
  if (line === text || text[line.length] === " ") return line;
  const space = line.lastIndexOf(" ");
  return space > 0 ? line.slice(0, space) : line;
}

/** The longest beginning of a text that fits; at least one character, or nothing would ever be drawn. */
function longestFitting(text, fits) {
  let length = text.length;
  while (length > 1 && !fits(text.slice(0, length))) length -= 1;
  return text.slice(0, length);
}
