/** A page with the map in it, and a Python before it whose answers come when the test says so. */
import relations from "/below/_stcore/bidi-components/perufr-map.map/streamlit.js";

const root = document.querySelector("#place").attachShadow({ mode: "open" });
const style = document.createElement("style"); // which Streamlit puts there
style.textContent = globalThis.css;
root.append(style);
const python = { session: "first", turn: 0, taken: 0, choices: { ...globalThis.choices } };
const held = [];

/** Take over the acts that are new, as `perufr_map.dashboard.state.take` does. */
function take(acts) {
  const before = python.taken;
  for (const [name, { n, to }] of Object.entries(acts)) {
    if (n > before) python.choices[name] = to;
    python.taken = Math.max(python.taken, n);
  }
}

function run() {
  python.turn += 1;
  const answer = structuredClone(python);
  if (host.delay === null) held.push(answer);
  else setTimeout(() => give(answer), host.delay);
}

/** Call the component as Streamlit does at the end of a run. */
function give(answer) {
  const data = { ...globalThis.files, answer, words: { failed: "{what}", again: "Again" } };
  const setStateValue = (name, value) => {
    if (name !== "acts") throw new Error(name);
    host.told.push(structuredClone(value));
    take(value);
    run();
  };
  relations({ data, parentElement: root, setStateValue });
}

const host = {
  python,
  told: [],
  delay: 0, // ms that an answer takes; null: until it is released
  held: () => held.length,
  /** Give the answer at a place among those held, counted from the first to come. */
  release(place) {
    const [answer] = held.splice(place, 1);
    give(answer);
  },
  /** Something else on the page was used: a widget, a link, Back. */
  command(choices) {
    Object.assign(python.choices, choices);
    run();
  },
  /** The server starts anew: all that Python knows is what stands in the address. */
  forget(choices) {
    Object.assign(python, { session: "second", turn: 0, taken: 0, choices });
    run();
  },
};
globalThis.host = host;
run();
