/** Records that a file holds by columns, as `shown/compact.py` turns them. */

/**
 * @template Row
 * @typedef {import("./payload.d.ts").Columns<Row>} Columns
 */

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
    values: readRecords(/** @type {object[]} */ (column)),
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
