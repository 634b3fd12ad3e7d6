/** @import { Change, Choices } from "./types.d.ts" */

/**
 * @typedef {Object} Answer
 * @property {string} session names the memory that Python has of this reader
 * @property {number} turn counts its answers
 * @property {number} taken number of the last act that it has taken over
 * @property {Choices} choices
 */

/** @typedef {{n: number, to: string|null}} Act what a choice became by act n */

const PAUSE = 20; // ms from an act until Python is told of it
const WALK = 200; // ms within which another act is part of a walk

/**
 * What a map and Python tell each other of the choices. The reader's acts go out, each with a
 * number; answers come back, each with the number of the last act that it knows of.
 */
export class Exchange {
  #n = 0;
  #acted = -Infinity;
  /** @type {Answer|null} */
  #answer = null;

  /**
   * Those that no answer has taken over, the last one for each choice.
   * @type {Record<string, Act>}
   */
  #acts = {};

  /** Whether the last answer is of a new session, which does not know the acts: send them again. */
  forgotten = false;

  /**
   * Take an answer, or pass over one that is older than the last.
   * @param {Answer} answer
   * @returns {boolean} whether it was taken
   */
  receive(answer) {
    const known = this.#answer;
    const anew = known !== null && answer.session !== known.session;
    if (known && !anew && answer.turn < known.turn) return false;
    this.#answer = answer;
    this.#n = Math.max(this.#n, answer.taken);
    const waiting = Object.entries(this.#acts);
    if (anew) for (const [, act] of waiting) act.n = ++this.#n;
    else this.#acts = Object.fromEntries(waiting.filter(([, { n }]) => n > answer.taken));
    this.forgotten = anew && waiting.length > 0;
    return true;
  }

  /**
   * Number an act of the reader: one choice or several.
   * @param {Change} change
   */
  act(change) {
    this.#n += 1;
    for (const [name, to] of Object.entries(change)) this.#acts[name] = { n: this.#n, to };
  }

  /**
   * How many ms to wait before Python is told of an act: where act follows on act, as in a walk
   * through the eras, until it pauses. What Python's answer changes in the page costs frames.
   * @param {number} [now] ms
   */
  pause(now = performance.now()) {
    const walks = now - this.#acted < WALK;
    this.#acted = now;
    return walks ? WALK : PAUSE;
  }

  /** The acts to send to Python, by the choice that each is about. */
  acts() {
    return structuredClone(this.#acts);
  }

  /**
   * The choices: Python's, changed by the acts that it has not yet taken over.
   * @returns {Change}
   */
  choices() {
    const acts = Object.entries(this.#acts).map(([name, { to }]) => [name, to]);
    return { ...this.#answer?.choices, ...Object.fromEntries(acts) };
  }
}
