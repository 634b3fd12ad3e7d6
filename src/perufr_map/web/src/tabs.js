/** The names of the page's views: on a phone a row that scrolls sideways. */

/** Bring the name of the view that is shown into sight, in the middle of the row. */
export function bringTab() {
  const row = document.querySelector(".st-key-views");
  const tab = row?.querySelector("[aria-checked='true']");
  if (!row || !tab) return;
  const [around, own] = [row.getBoundingClientRect(), tab.getBoundingClientRect()];
  row.scrollLeft += own.left + own.width / 2 - (around.left + around.width / 2);
}
