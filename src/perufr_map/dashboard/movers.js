/**
 * The movers as drawers that come empty: Python is told which are open, and sends their events.
 *
 * A drawer that is open stays open, and keeps the focus, when another era brings another list.
 */
export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector(".movers");
  root.open ??= new Set(data.open);
  if (root.list !== data.list) {
    const focused = root.querySelector("details:focus-within")?.dataset.code;
    root.innerHTML = root.list = data.list; // its texts were escaped by the template
    for (const drawer of drawersOf(root)) {
      drawer.open = root.open.has(drawer.dataset.code);
      if (drawer.dataset.code === focused) drawer.firstElementChild.focus();
    }
  }
  for (const drawer of drawersOf(root)) {
    fill(drawer.lastElementChild, data.events[drawer.dataset.code] ?? "");
    drawer.ontoggle = () => {
      const { code } = drawer.dataset;
      if (root.open.has(code) === drawer.open) return; // it was we who opened it
      root.open[drawer.open ? "add" : "delete"](code);
      setStateValue("open", [...root.open]);
    };
  }
  root.onclick = ({ target }) => {
    const button = target.closest("button");
    if (button) setTriggerValue("shown", button.value);
  };
}

const drawersOf = (root) => root.querySelectorAll("details");

function fill(body, html) {
  if ((body.html ?? "") !== html) body.innerHTML = body.html = html;
}
