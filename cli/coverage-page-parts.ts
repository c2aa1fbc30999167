// The style and the script of the coverage page.

export const coverageStyle = `
:root { --paper: #fff; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --tint: #f6f8fa; --good: #1a7f37; --bad: #b3261e; --full: #d7f3dd; --part: #fdf0c7; --zero: #fbdcd9; --focus: #0550ae; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #0f1318; --ink: #e6edf3; --soft: #9da7b3; --line: #30363d; --tint: #171c23; --good: #56d364; --bad: #ff8f87; --full: #12351f; --part: #3d3111; --zero: #45201d; --focus: #79c0ff; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.6rem; } h2 { margin: 2.5rem 0 .25rem; font-size: 1.2rem; }
header p, section > p, small, .note { color: var(--soft); } header p { margin: .25rem 0 1.5rem; }
code, pre { font: .875rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: 1rem; margin: 0; padding: 0; list-style: none; }
.cards li { display: flex; flex-direction: column; gap: .25rem; padding: 1rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--tint); }
.cards strong { font-size: 1.9rem; line-height: 1; } .name { font-weight: 600; }
.bar { display: inline-block; width: 100%; height: .4rem; border-radius: .2rem; background: var(--line); overflow: hidden; }
.bar span { display: block; height: 100%; background: var(--good); }
.scroll { max-height: 32rem; overflow: auto; border: 1px solid var(--line); border-radius: .5rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); text-align: left; }
thead th { position: sticky; top: 0; background: var(--tint); z-index: 1; } th small { display: block; font-weight: 400; }
tbody th { font-weight: 500; } table.grid :is(th, td) { white-space: nowrap; }
td.full { background: var(--full); } td.part { background: var(--part); } td.zero { background: var(--zero); } td.none { color: var(--soft); }
button, input { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: .3rem; padding: .2rem .6rem; }
button { cursor: pointer; } td button { background: transparent; border-color: transparent; min-width: 3.5rem; font-variant-numeric: tabular-nums; } td button:hover { border-color: var(--soft); }
details, .whole { margin: 0; padding: .45rem .75rem; border: 1px solid var(--line); border-bottom: 0; }
details:last-child, .whole:last-child { border-bottom: 1px solid var(--line); }
summary { cursor: pointer; } summary .bar, .whole .bar { width: 8rem; margin: 0 .75rem; vertical-align: middle; } .whole { padding-left: 1.75rem; }
section > p.whole { color: inherit; }
.facts { float: right; color: var(--soft); font-size: .9rem; }
.mark { font-weight: 700; } .mark.yes { color: var(--good); } .mark.no { color: var(--bad); } .mark.impossible { color: var(--soft); }
ul.plain { list-style: none; padding-left: 1.25rem; margin: .5rem 0; }
pre { margin: 0; padding: 1rem; }
@media print { .scroll { max-height: none; overflow: visible; } button, .skip, label { display: none; } }
`;

export const coverageScript = `
"use strict";
const rows = [...document.querySelectorAll("#untested tbody tr")];
const search = document.getElementById("search");
const count = document.getElementById("count");
let only = null;
function show() {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    const fits = words.every((word) => text.includes(word)) && (only === null || (row.dataset.class === only.class && row.dataset.subject === only.subject));
    row.hidden = !fits;
    if (fits) shown++;
  }
  count.textContent = shown + " shown" + (only === null ? "" : ": " + only.subject + " on " + only.class);
}
search.addEventListener("input", show);
document.getElementById("all").addEventListener("click", () => { only = null; search.value = ""; show(); });
for (const button of document.querySelectorAll("td button")) {
  button.addEventListener("click", () => {
    only = { class: button.dataset.class, subject: button.dataset.subject };
    search.value = "";
    show();
    document.getElementById("h-untested").focus();
  });
}
const copy = document.getElementById("copy");
if (copy !== null) {
  copy.addEventListener("click", async () => {
    const tests = document.getElementById("tests");
    const copied = document.getElementById("copied");
    try {
      await navigator.clipboard.writeText(tests.textContent);
      copied.textContent = "copied";
    } catch {
      getSelection().selectAllChildren(tests);
      copied.textContent = "selected: copy it with the keyboard";
    }
  });
}
`;
