/** What is seen of the map as a grid: a label asks it which land it would cover. */

/** @import { Coast } from "./room.js" */

/**
 * Pixels from the upper left corner of what is seen.
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box
 * @typedef {{left: number, top: number, width: number, height: number, pixels: number}} View what
 *   is seen: pixels from the map's origin at this zoom, and pixels in a unit of the map
 */

/** Side of a cell, in px. */
export const CELL = 2;
const SEA = 0;
/** Land without colour. */
export const PLAIN = 1;
/** Land with colour that has no label of its own. */
export const COLOURED = 2;

export class Ground {
  /** @type {number[][]} */
  #crossings;
  /** @type {Map<number, ReturnType<Ground["measure"]>>} */
  #lands = new Map();
  /** @type {Int32Array|null} */
  #coloured = null;
  /** @type {Int32Array|null} */
  #plain = null;

  /** @param {View} view */
  constructor(view) {
    this.view = view;
    this.columns = Math.ceil(view.width / CELL);
    this.rows = Math.ceil(view.height / CELL);
    /** Whose land each cell is: sea, plain, or a number from `COLOURED` on. */
    this.cells = new Uint16Array(this.columns * this.rows);
    this.#crossings = Array.from({ length: this.rows }, () => []);
  }

  /**
   * Give a polygon, or several, to somebody.
   * @param {Coast[]} coasts rings, holes among them
   * @param {number} owner
   * @returns {number} cells that it covers of what is seen
   */
  paint(coasts, owner) {
    const { left, top, width, height, pixels } = this.view;
    const scale = pixels / CELL;
    let first = this.rows;
    let last = -1;
    for (const { ring, south, north, west, east } of coasts) {
      if (-south * pixels < top || -north * pixels > top + height) continue;
      if (east * pixels < left || west * pixels > left + width) continue;
      let x0 = ring[0][1] * scale - left / CELL;
      let y0 = -ring[0][0] * scale - top / CELL;
      for (let i = 1; i < ring.length; i++) {
        const x1 = ring[i][1] * scale - left / CELL;
        const y1 = -ring[i][0] * scale - top / CELL;
        const from = Math.max(0, Math.ceil(Math.min(y0, y1) - 0.5));
        const to = Math.min(this.rows - 1, Math.ceil(Math.max(y0, y1) - 0.5) - 1);
        for (let row = from; row <= to; row++) {
          this.#crossings[row].push(x0 + ((row + 0.5 - y0) / (y1 - y0)) * (x1 - x0));
        }
        if (from <= to) {
          first = Math.min(first, from);
          last = Math.max(last, to);
        }
        [x0, y0] = [x1, y1];
      }
    }
    let covered = 0;
    for (let row = first; row <= last; row++) {
      const line = this.#crossings[row].sort((a, b) => a - b);
      for (let i = 1; i < line.length; i += 2) {
        const from = Math.max(0, Math.round(line[i - 1]));
        const to = Math.min(this.columns, Math.round(line[i]));
        if (from >= to) continue;
        this.cells.fill(owner, row * this.columns + from, row * this.columns + to);
        covered += to - from;
      }
      line.length = 0;
    }
    return covered;
  }

  /**
   * Give a dot to somebody.
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   * @param {number} owner
   */
  dot(x, y, radius, owner) {
    const [left, right] = this.#span(x - radius, x + radius, this.columns);
    const [top, bottom] = this.#span(y - radius, y + radius, this.rows);
    for (let row = top; row < bottom; row++) {
      if (right > left)
        this.cells.fill(owner, row * this.columns + left, row * this.columns + right);
    }
  }

  /**
   * Cells between two pixels.
   * @param {number} from
   * @param {number} to
   * @param {number} most
   */
  #span(from, to, most) {
    return [Math.max(0, Math.floor(from / CELL)), Math.min(most, Math.ceil(to / CELL))];
  }

  /** Count what is painted; nothing is painted any more. */
  seal() {
    this.#coloured = this.#sums((owner) => owner >= COLOURED);
    this.#plain = this.#sums((owner) => owner === PLAIN);
  }

  /**
   * For each corner of a cell, how many cells up and left of it are of a kind.
   * @param {(owner: number) => boolean} isKind
   */
  #sums(isKind) {
    const { columns, rows, cells } = this;
    const sums = new Int32Array((columns + 1) * (rows + 1));
    for (let row = 0; row < rows; row++) {
      let line = 0;
      for (let column = 0; column < columns; column++) {
        if (isKind(cells[row * columns + column])) line += 1;
        const at = (row + 1) * (columns + 1) + column + 1;
        sums[at] = sums[at - columns - 1] + line;
      }
    }
    return sums;
  }

  /**
   * @param {Int32Array|null} sums
   * @param {Box} box
   */
  #count(sums, box) {
    if (!sums) return 0;
    const [left, right] = this.#span(box.left, box.right, this.columns);
    const [top, bottom] = this.#span(box.top, box.bottom, this.rows);
    if (right <= left || bottom <= top) return 0;
    const line = this.columns + 1;
    return (
      sums[bottom * line + right] -
      sums[top * line + right] -
      sums[bottom * line + left] +
      sums[top * line + left]
    );
  }

  /**
   * Whether a box covers land with colour.
   * @param {Box} box
   */
  isColoured(box) {
    return this.#count(this.#coloured, box) > 0;
  }

  /**
   * Shares of a box over land without colour, over somebody's own, and over all others'.
   * @param {Box} box
   * @param {number} [owner]
   */
  sharesOf(box, owner) {
    const [left, right] = this.#span(box.left, box.right, this.columns);
    const [top, bottom] = this.#span(box.top, box.bottom, this.rows);
    const all = Math.max(1, (right - left) * (bottom - top));
    let own = 0;
    if (owner !== undefined) {
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) {
          if (this.cells[row * this.columns + column] === owner) own += 1;
        }
      }
    }
    const coloured = this.#count(this.#coloured, box);
    return {
      plain: this.#count(this.#plain, box) / all,
      own: own / all,
      others: (coloured - own) / all,
    };
  }

  /**
   * Whose land a pixel is.
   * @param {number} x
   * @param {number} y
   */
  at(x, y) {
    const [column, row] = [Math.floor(x / CELL), Math.floor(y / CELL)];
    const inside = column >= 0 && row >= 0 && column < this.columns && row < this.rows;
    return inside ? this.cells[row * this.columns + column] : SEA;
  }

  /**
   * The limits of somebody's land in what is seen, and its point farthest from any edge; null
   * where nothing of it is seen.
   * @param {number} owner
   */
  landOf(owner) {
    const known = this.#lands.get(owner);
    if (known !== undefined) return known;
    const land = this.measure(owner);
    this.#lands.set(owner, land);
    return land;
  }

  /** @param {number} owner */
  measure(owner) {
    const { columns, rows, cells } = this;
    let [left, top, right, bottom] = [columns, rows, -1, -1];
    for (let row = 0, i = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, i++) {
        if (cells[i] !== owner) continue;
        left = Math.min(left, column);
        right = Math.max(right, column);
        top = Math.min(top, row);
        bottom = row;
      }
    }
    if (right < 0) return null;
    const [x, y] = this.#deepest(owner, left, top, right, bottom);
    return {
      left: left * CELL,
      top: top * CELL,
      right: (right + 1) * CELL,
      bottom: (bottom + 1) * CELL,
      deepest: { x: (x + 0.5) * CELL, y: (y + 0.5) * CELL },
    };
  }

  /**
   * The cell farthest from any that is not the owner's: distances of 5 to a side and 7 across.
   * @param {number} owner
   * @param {number} left
   * @param {number} top
   * @param {number} right
   * @param {number} bottom
   * @returns {[number, number]}
   */
  #deepest(owner, left, top, right, bottom) {
    const line = right - left + 3;
    const depth = new Int32Array(line * (bottom - top + 3));
    /** @type {[number, number]} */
    let best = [left, top];
    let most = -1;
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        if (this.cells[y * this.columns + x] !== owner) continue;
        const i = (y - top + 1) * line + x - left + 1;
        depth[i] = Math.min(
          depth[i - 1] + 5,
          depth[i - line] + 5,
          depth[i - line - 1] + 7,
          depth[i - line + 1] + 7,
        );
      }
    }
    for (let y = bottom; y >= top; y--) {
      for (let x = right; x >= left; x--) {
        const i = (y - top + 1) * line + x - left + 1;
        if (!depth[i]) continue;
        depth[i] = Math.min(
          depth[i],
          depth[i + 1] + 5,
          depth[i + line] + 5,
          depth[i + line + 1] + 7,
          depth[i + line - 1] + 7,
        );
        if (depth[i] > most) {
          most = depth[i];
          best = [x, y];
        }
      }
    }
    return best;
  }

  /**
   * The first column of somebody's land at a height, in px; null where there is none.
   * @param {number} owner
   * @param {number} y
   */
  westOf(owner, y) {
    const row = Math.floor(y / CELL);
    if (row < 0 || row >= this.rows) return null;
    const at = this.cells.subarray(row * this.columns, (row + 1) * this.columns).indexOf(owner);
    return at < 0 ? null : at * CELL;
  }
}
