/** A walk over the map by keyboard: from named state to named state. */

/** @typedef {{code: string, x: number, y: number, score: number}} Stop y is to the north */
/** @typedef {[number, number]} Way */

const ASIDE = 1.01; // what a way to the side costs, of one straight on: few cost the same

/** @type {Record<string, Way>} */
export const WAYS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/**
 * The nearest stop in a direction: within 45° of it, or where there is none, anywhere on that side.
 * @param {Stop[]} stops
 * @param {Stop} from
 * @param {Way} way
 * @returns {Stop|null}
 */
export function nearestTo(stops, from, [right, up]) {
  const ahead = stops.flatMap((stop) => {
    const [x, y] = [stop.x - from.x, stop.y - from.y];
    const along = x * right + y * up;
    const aside = Math.abs(x * up - y * right);
    return stop.code !== from.code && along > 0 ? [{ stop, along, aside }] : [];
  });
  const straight = ahead.filter(({ along, aside }) => aside <= along);
  const [nearest] = (straight.length ? straight : ahead).sort(
    (a, b) =>
      a.along + ASIDE * a.aside - b.along - ASIDE * b.aside || (a.stop.code < b.stop.code ? -1 : 1),
  );
  return nearest?.stop ?? null;
}

/**
 * The next stop by score, from the highest down; the last one leads to the first.
 * @param {Stop[]} stops
 * @param {Stop} from
 * @param {1|-1} step 1 to a lower score
 */
export function nextByScore(stops, from, step) {
  const order = [...stops].sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1));
  const at = order.findIndex(({ code }) => code === from.code);
  return order[(at + step + order.length) % order.length];
}
