// Coverage as one HTML page that needs nothing else: no network, no server, readable without scripts.
import type { ConditionCoverage, Coverage, Line, Ratio, Shown } from "../compiler/policy-test/index.ts";
import { percent } from "./coverage-text.ts";
import { coverageScript, coverageStyle } from "./coverage-page-parts.ts";

/** More would make a table that nobody reads and browsers choke on. */
const MOST_CLASSES = 400;
const MOST_SUBJECTS = 60;

/** `title`: what was tested. */
export function coveragePage(coverage: Coverage, title: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>Coverage: ${escaped(title)}</title>
<style>${coverageStyle}</style>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header>
<h1>Coverage of policy tests</h1>
<p>${escaped(title)}</p>
</header>
<main id="main">
${figures(coverage)}
${grid(coverage)}
${untested(coverage)}
${conditions(coverage.conditionList)}
${entries(coverage)}
${suggestion(coverage.suggestion)}
</main>
<script>${coverageScript}</script>
</body>
</html>
`;
}

function figures(coverage: Coverage): string {
  const cards: readonly (readonly [string, Ratio, string])[] = [
    ["Cells asked", coverage.cells, "of those in which somebody could be granted something"],
    ["Entries that decided", coverage.entries, "settings of roles, and policies"],
    ["Outcomes of conditions", coverage.conditions, "each seen granted, and seen denied"],
    ["Comparisons shown to matter", coverage.comparisons, "one alone turned a denial into a grant"],
  ];
  const notes = [
    ...(coverage.impossible > 0 ? [`${coverage.impossible} outcomes and comparisons that no test can show are not counted.`] : []),
    ...(coverage.complete ? [] : ["The policy is so large that not everything was looked at; what was not counts as missing."]),
  ];
  return `<ul class="cards">${cards
    .map(
      ([name, ratio, what]) =>
        `<li><strong>${percent(ratio)} %</strong><span class="name">${name}</span>${bar(ratio)}<small>${ratio.done} of ${ratio.all} ${what}</small></li>`,
    )
    .join("")}</ul>${notes.map((note) => `<p class="note">${note}</p>`).join("")}`;
}

/** Classes down, groups across; a cell's button shows what is missing there. */
function grid({ classes, subjects }: Coverage): string {
  const shown = classes.slice(0, MOST_CLASSES);
  const across = subjects.slice(0, MOST_SUBJECTS);
  const cut = [
    ...(classes.length > shown.length ? [`${classes.length - shown.length} more classes`] : []),
    ...(subjects.length > across.length ? [`${subjects.length - across.length} more groups`] : []),
  ];
  const head = across.map(({ name, cells }) => `<th scope="col">${escaped(name)}<small>${percent(cells)} %</small></th>`).join("");
  const rows = shown.map(({ name, cells, bySubject }) => {
    const columns = across.map((subject, i) => gridCell(name, subject.name, bySubject[i] ?? { done: 0, all: 0 }));
    return `<tr><th scope="row">${escaped(name)}</th><td>${percent(cells)} %</td>${columns.join("")}</tr>`;
  });
  return `<section aria-labelledby="h-cells"><h2 id="h-cells">Cells</h2>
<p>Of what a ${subjects[0]?.kind === "role" ? "role" : "group"} could be granted on a class, how much some test asks about. Choose a figure to see what is missing.</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="h-cells"><table class="grid"><thead><tr><th scope="col">Class</th><th scope="col">All</th>${head}</tr></thead><tbody>${rows.join("")}</tbody></table></div>
${cut.length > 0 ? `<p class="note">Not shown: ${cut.join(", ")}.</p>` : ""}</section>`;
}

function gridCell(cls: string, subject: string, ratio: Ratio): string {
  if (ratio.all === 0) return `<td class="none"><span aria-hidden="true">–</span><span class="hidden">nothing to ask</span></td>`;
  const kind = ratio.done === ratio.all ? "full" : ratio.done > 0 ? "part" : "zero";
  const label = `${ratio.done}/${ratio.all} asked: ${subject} on ${cls}`;
  return `<td class="${kind}"><button type="button" data-class="${escaped(cls)}" data-subject="${escaped(subject)}" aria-label="${escaped(label)}">${ratio.done}/${ratio.all}</button></td>`;
}

function untested({ untested: all, cells }: Coverage): string {
  const rows = all.map(
    (each) =>
      `<tr data-class="${escaped(each.class)}" data-subject="${escaped(each.subject)}"><td>${escaped(each.subject)}</td><td><code>${escaped(each.question)}</code></td><td>${each.conditional ? "by condition" : "always"}</td></tr>`,
  );
  const open = cells.all - cells.done;
  const cut = open > all.length ? `<p class="note">These are the ${all.length} most important of ${open}.</p>` : "";
  return `<section aria-labelledby="h-untested"><h2 id="h-untested" tabindex="-1">Untested cells</h2>
<p><label>Search <input type="search" id="search" autocomplete="off"></label> <button type="button" id="all">Show all</button> <span id="count" role="status">${all.length} shown</span></p>${cut}
<div class="scroll" tabindex="0" role="region" aria-labelledby="h-untested"><table id="untested"><thead><tr><th scope="col">Who</th><th scope="col">What nobody asked</th><th scope="col">Granted</th></tr></thead><tbody>${rows.join("")}</tbody></table></div></section>`;
}

function conditions(all: readonly ConditionCoverage[]): string {
  if (all.length === 0) return "";
  const items = all.map((each) => {
    const counted = each.comparisons.filter(({ shown }) => shown !== "impossible");
    const done = counted.filter(({ shown }) => shown === "yes").length;
    const more = each.cells > 1 ? ` <small>and ${each.cells - 1} more</small>` : "";
    const rows = each.comparisons.map(({ text, shown }) => `<li>${mark(shown)} <code>${escaped(text)}</code></li>`);
    return `<details><summary><code>${escaped(each.example)}</code>${more}<span class="facts">${mark(each.granted)} granted ${mark(each.denied)} denied · ${done} of ${counted.length} comparisons</span></summary><ul class="plain">${rows.join("")}</ul></details>`;
  });
  return `<section aria-labelledby="h-conditions"><h2 id="h-conditions">Conditions</h2>
<p>What decides a cell, seen both ways; and which of its comparisons was seen to decide alone, once for a grant and once for a denial.</p>${items.join("")}</section>`;
}

function entries({ roles, policies }: Coverage): string {
  const items = [
    ...roles.map(({ name, entries: ratio, missing }) => ({ name: `role ${name}`, ratio, missing })),
    { name: "policies", ratio: policies.entries, missing: policies.missing },
  ];
  return `<section aria-labelledby="h-entries"><h2 id="h-entries">Roles and policies</h2>
<p>The written settings and policies that decided an answer of some test.</p>${items.map(entry).join("")}</section>`;
}

function entry({ name, ratio, missing }: { readonly name: string; readonly ratio: Ratio; readonly missing: readonly Line[] }): string {
  const summary = `<code>${escaped(name)}</code>${bar(ratio)}<span class="facts">${ratio.done} of ${ratio.all}</span>`;
  if (missing.length === 0) return `<p class="whole">${summary}</p>`;
  const lines = missing.map(({ text, file, line }) => `<li><code>${escaped(text)}</code> <small>${escaped(file)}:${line}</small></li>`);
  return `<details><summary>${summary}</summary><ul>${lines.join("")}</ul></details>`;
}

function suggestion(text: string): string {
  if (text === "") return "";
  return `<section aria-labelledby="h-tests"><h2 id="h-tests">Tests to start from</h2>
<p>They ask what is missing above. What they expect is what the policy decides <em>now</em>: look at each before you keep it.</p>
<p><button type="button" id="copy">Copy</button> <span id="copied" role="status"></span></p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="h-tests"><pre id="tests">${escaped(text)}</pre></div></section>`;
}

/** Sign and word, so that nobody has to tell colours apart. */
function mark(shown: Shown): string {
  const [sign, words] = { yes: ["✓", "seen"], no: ["✗", "not seen"], impossible: ["–", "cannot be seen in a test"] }[shown] as [string, string];
  return `<span class="mark ${shown}" role="img" aria-label="${words}" title="${words}">${sign}</span>`;
}

function bar(ratio: Ratio): string {
  return `<span class="bar" aria-hidden="true"><span style="width:${percent(ratio)}%"></span></span>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
