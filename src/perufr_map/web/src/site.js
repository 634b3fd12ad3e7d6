/** Put the map into its page, and links to the pages of what it shows beside it. */
const slot = document.getElementById("map");
const here = document.getElementById("here");
const { title } = document;
const payload = { ...perufrStudy, topology: perufrWorld };
const view = perufr.mount(L.map(slot, perufr.mapOptions), payload, {
  era: payload.eras.at(-1).id,
  permalink: true,
  onChange: follow,
});
view.root.removeAttribute("role"); // the page has a main of its own
document.title = title;

/** The same links as in the lists below the map. */
function follow({ era, selected }) {
  const wanted = [
    ["era", era],
    ["counterpart", selected],
  ]
    .filter(([, id]) => id !== null)
    .map(([kind, id]) => document.querySelector(`a[data-${kind}="${CSS.escape(id)}"]`))
    .filter(Boolean);
  here.querySelector("span").replaceChildren(
    ...wanted.flatMap((link) => {
      const copy = link.cloneNode(true);
      for (const name of Object.keys(copy.dataset)) delete copy.dataset[name];
      return [copy, " "];
    }),
  );
  here.hidden = wanted.length === 0;
}

follow(view.state());
addEventListener("hashchange", () => follow(view.state()));
