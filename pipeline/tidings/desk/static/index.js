// The list of articles, and everything that was worked on, saved as one coding.

import { csvText } from "./csv.js";
import { codingFiles, codingOf, restored } from "./merge.js";
import { rowsOf, scheme } from "./scheme.js";
import { coderName, download, keptWork, keyOfWork } from "./store.js";
import { zipped } from "./zip.js";

const articles = JSON.parse(document.getElementById("articles").textContent);
const codings = [];
for (const { file, count, differences, data } of articles.filter((article) => article.data)) {
  const base = rowsOf(data.tables);
  const kept = keptWork(keyOfWork(base.articles[0].text_sha256, data.digest));
  const state = kept ? restored(base, kept) : null;
  if (state) codings.push(codingOf(state, coderName(), data.full, scheme.mostWords));
  const row = document.getElementById(file);
  const decided = state ? Object.keys(state.decided).length : 0;
  const looked = state ? state.notes.filter((note) => note.did && note.did !== "dropped").length : 0;
  row.textContent = state ? `${looked} of ${count} rows looked at${differences ? `, ${decided} of ${differences} differences decided` : ""}` : "not begun";
}
const button = document.getElementById("save-all");
button.disabled = codings.length === 0;
button.addEventListener("click", () => download(zipped(codingFiles(codings, csvText)), `${coderName() || "coding"}.zip`));
if (!articles[0].data) button.hidden = true; // too many: each is saved by itself
else document.getElementById("begun").textContent = `${codings.length} of ${articles.length} articles begun in this browser.`;
document.body.dataset.ready = "yes";
