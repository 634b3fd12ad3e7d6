/**
 * What a map and Python tell each other of the choices. The reader's acts go out, each with a
 * number; answers come back, each with the number of the last act that it knows of.
 */
export class Exchange {
  #n = 0;
  #answer = null;
  #acts = {}; // those that no answer knows of yet, the last one for each choice: {n, to}

  /** Whether the last answer came from a memory that never heard of the acts: tell it again. */
  forgotten = false;

  /**
   * Take an answer, or pass over one that is older than the last.
   * @param {{session: string, turn: number, taken: number, choices: Object}} answer
   *   `session` names the memory that Python has of this reader, `turn` counts its answers,
   *   `taken` is the number of the last act that it has taken over
   * @returns {boolean} whether it was taken
   */
  hear(answer) {
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

  /** Number an act of the reader: one choice or several. */
  act(change) {
    this.#n += 1;
    for (const [name, to] of Object.entries(change)) this.#acts[name] = { n: this.#n, to };
  }

  /** The acts that Python is to hear of, by the choice that they are about. */
  acts() {
    return structuredClone(this.#acts);
  }

  /** What is chosen: as Python has it, but for the acts that it has not taken over yet. */
  choices() {
    const acts = Object.entries(this.#acts).map(([name, { to }]) => [name, to]);
    return { ...this.#answer.choices, ...Object.fromEntries(acts) };
  }
}
