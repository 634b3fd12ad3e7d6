/** The legend, with a mark for the counterpart the reader looks at. */
((perufr) => {
  "use strict";
  const { el, svg } = perufr;

  const swatch = (fill) =>
    svg(
      "svg",
      { class: "pfr-swatch", viewBox: "0 0 22 12", "aria-hidden": "true" },
      svg("rect", { width: 22, height: 12, style: `fill:${fill}` }),
    );

  /**
   * @param {Object} model
   * @param {Object} hatches
   */
  function createLegend(model, hatches) {
    const { scale, focus } = model.payload;
    const [low, high] = scale.domain;
    const at = (value) => `${(100 * (value - low)) / (high - low)}%`;
    const edges = [low, ...scale.thresholds, high];
    const sample = hatches.single[hatches.single.length - 2];

    const title = el("p", { class: "pfr-legend-title" });
    const conflict = el("span");
    const cooperation = el("span");
    const numbers = edges.map((edge) => el("span", { style: `left:${at(edge)}` }));
    const whisker = el("i", { class: "pfr-mark-range" });
    const needle = el("i", { class: "pfr-mark-score" });
    const mark = el("div", { class: "pfr-mark", hidden: true }, whisker, needle);
    const notes = { no_data: hatches.silent, single: sample, focus: "var(--pfr-focus)" };
    const labels = Object.keys(notes).map(() => el("span"));
    const node = el(
      "div",
      { class: "pfr-legend" },
      title,
      el("div", { class: "pfr-ends" }, conflict, cooperation),
      el(
        "div",
        { class: "pfr-scale" },
        el(
          "div",
          { class: "pfr-classes", "aria-hidden": "true" },
          edges
            .slice(1)
            .map((edge, i) =>
              el("i", { style: `flex:${edge - edges[i]};background:var(--pfr-c${i})` }),
            ),
        ),
        mark,
      ),
      el("div", { class: "pfr-numbers", "aria-hidden": "true" }, numbers),
      el(
        "ul",
        { class: "pfr-notes" },
        Object.values(notes).map((fill, i) => el("li", {}, swatch(fill), labels[i])),
      ),
    );
    let words = null;
    let era = 0;
    let selected = null;
    let current = null;

    function point(code) {
      const score = code === null ? null : model.scoreOf(code, era);
      mark.hidden = !score;
      const name = words.text(model.nameOf(focus, era));
      title.textContent = score
        ? words.t("legend.score", {
            name: words.text(model.nameOf(code, era)),
            score: words.signed(score.score),
          })
        : words.t("legend.title", { focus: name });
      if (!score) return;
      needle.style.left = at(score.score);
      whisker.hidden = score.low === null;
      if (whisker.hidden) return;
      whisker.style.left = at(score.low);
      whisker.style.width = `${(100 * (score.high - score.low)) / (high - low)}%`;
    }

    return {
      node,
      /** Mark the counterpart under the pointer; null goes back to the selected one. */
      hover(code) {
        if (code !== current) point((current = code) ?? selected);
      },
      update(state, changed) {
        ({ words, eraIndex: era, selected } = state);
        if (changed.language) {
          conflict.textContent = words.t("legend.conflict");
          cooperation.textContent = words.t("legend.cooperation");
          numbers.forEach((number, i) => (number.textContent = words.tick(edges[i])));
          labels[0].textContent = words.t("legend.no_data");
          labels[1].textContent = words.t("legend.single");
          labels[2].textContent = words.text(model.nameOf(focus, era));
        }
        point(selected);
      },
    };
  }

  perufr.createLegend = createLegend;
})((globalThis.perufr ??= {}));
