/** Records that a file holds by columns, as `shown/columns.py` writes them. */
import { readNumbers } from "./digits.js";

/**
 * @template Row
 * @typedef {import("./payload.d.ts").Columns<Row>} Columns
 */

/**
 * @typedef {{values?: unknown[], rows?: unknown, steps?: unknown}} Column other fields in columns
 */

/**
 * The values of a column, null where a record lacks the field.
 * @param {object} column
 * @returns {unknown[]}
 */
function readColumn(column) {
  const { values = [], rows, steps } = /** @type {Column} */ (column);
  if (typeof rows === "string") {
    return readNumbers(rows).map((place) => (place ? values[place - 1] : null));
  }
  if (typeof steps === "string") {
    let here = 0;
    return readNumbers(steps).map((step) => {
      here += step > 0 ? step - 1 : step;
      return step === 0 ? null : here;
    });
  }
  return readRecords(/** @type {object[]} */ (column));
}

/**
 * Records, whether they are given as such or by columns; what is null in a column is left out.
 * @template {object} Row
 * @param {Row[]|Columns<Row>} given
 * @returns {Row[]}
 */
export function readRecords(given) {
  if (Array.isArray(given)) return given;
  const columns = Object.entries(given).map(([name, column]) => ({
    name,
    values: readColumn(column),
  }));
  return (columns[0]?.values ?? []).map(
    (_, i) =>
      /** @type {Row} */ (
        Object.fromEntries(
          columns.flatMap(({ name, values }) => (values[i] === null ? [] : [[name, values[i]]])),
        )
      ),
  );
}

/**
 * Values by code; in a file each stands once, by columns, beside the codes that have it.
 * @template {object} Row
 * @param {Record<string, Row>|Columns<Row & {codes: string}>} given
 * @returns {Record<string, Row>}
 */
export function readShared(given) {
  if (!Array.isArray(given.codes)) return /** @type {Record<string, Row>} */ (given);
  const shared = /** @type {Columns<Row & {codes: string}>} */ (given);
  return Object.fromEntries(
    readRecords(shared).flatMap(({ codes, ...value }) =>
      codes.split(" ").map((code) => [code, /** @type {Row} */ (/** @type {unknown} */ (value))]),
    ),
  );
}
