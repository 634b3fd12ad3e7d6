/** Numbers rounded as scoring/rounding.py rounds them. */

const DECIMALS = 1e4; // scores and their differences have four decimals
const NOISE = 6; // decimals beyond those, in which sums of the same terms may differ

/**
 * A number with four decimals; half of the last one goes to the even neighbour.
 * @param {number} value
 */
export function roundScore(value) {
  const scaled = Number((value * DECIMALS).toFixed(NOISE));
  const near = Math.round(scaled);
  const even = near - scaled === 0.5 && near % 2 ? near - 1 : near;
  return even / DECIMALS || 0;
}
