/** Read whole numbers that `shown/digits.py` has written as text. */

const DIGITS = new Map(
  Array.from({ length: 92 }, (_, i) => String.fromCharCode(35 + i))
    .filter((character) => !"&<>\\".includes(character))
    .map((character, digit) => [character, digit]),
);
const BASE = DIGITS.size;
const SMALL = BASE - 3; // numbers below it are one character; the last three say how many follow

/**
 * @param {string} text
 * @returns {number[]}
 */
export function readNumbers(text) {
  const numbers = [];
  let at = 0;
  const next = () => DIGITS.get(text[at++]) ?? 0;
  while (at < text.length) {
    let number = next();
    if (number >= SMALL) {
      const end = at + number - SMALL + 1;
      for (number = 0; at < end;) number = number * BASE + next();
    }
    numbers.push(number % 2 ? -(number + 1) / 2 : number / 2);
  }
  return numbers;
}
