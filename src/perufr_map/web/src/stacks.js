/** Where statements stand that are stacked outwards from a line: pure layout. */

/**
 * @typedef {Object} Item what is stacked
 * @property {number} value its sign says to which side, its size how far inside
 * @property {number} from its left edge
 * @property {number} to its right edge
 */

const GAP = 2; // px between two in one row

/**
 * The row of each: 0 is next to the line, on either side; the weak stand inside, and none on
 * another.
 * @param {Item[]} items
 * @returns {number[]}
 */
export function stack(items) {
  const order = items.map((_, i) => i);
  order.sort(
    (a, b) =>
      Math.abs(items[a].value) - Math.abs(items[b].value) || items[a].from - items[b].from || a - b,
  );
  /** @type {Map<boolean, Item[][]>} the rows of each side */
  const sides = new Map([
    [true, []],
    [false, []],
  ]);
  /** @type {number[]} */
  const rows = [];
  for (const i of order) {
    const item = items[i];
    const side = /** @type {Item[][]} */ (sides.get(item.value < 0));
    const isFree = (/** @type {Item[]} */ row) =>
      row.every(({ from, to }) => to + GAP <= item.from || item.to + GAP <= from);
    let row = side.findIndex(isFree);
    if (row < 0) row = side.push([]) - 1;
    side[row].push(item);
    rows[i] = row;
  }
  return rows;
}
