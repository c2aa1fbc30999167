// The matrix as one page that needs nothing else: no network, no evaluated text, and a script that the page names by its hash.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { PageData } from "./pages/data.ts";
import { matrixStyle } from "./pages/matrix-style.ts";

export function matrixPage(data: PageData): string {
  const script = readFileSync(scriptPlace(), "utf8").trim();
  const policy = `default-src 'none'; style-src '${hash(matrixStyle)}'; script-src '${hash(script)}'; base-uri 'none'; form-action 'none'`;
  const levels = ["experimental", "development", "quality assurance", "staging", "production"];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Access matrix: ${escaped(data.title)}</title>
<style>${matrixStyle}</style>
</head>
<body>
<header>
<div class="title"><h1>Access matrix</h1><p>${escaped(data.title)} <span id="counts"></span></p></div>
<div class="tools">
<label>Case type <input id="find-class" type="search" placeholder="name" autocomplete="off" spellcheck="false"></label>
<label>Group <input id="find-group" type="search" placeholder="name" autocomplete="off" spellcheck="false"></label>
<label>Show <select id="show"><option value="">all settings</option></select></label>
<fieldset><legend>Production level</legend>${levels
    .map(
      (name, i) =>
        `<label title="${name}"><input type="radio" name="level" value="${i + 1}"${data.level === i + 1 ? " checked" : ""}><span>${i + 1}</span></label>`,
    )
    .join("")}<span class="name" id="level-name"></span></fieldset>
<div class="buttons"><button type="button" id="fold">Fold all</button><button type="button" id="unfold">Unfold all</button></div>
</div>
<div class="legend" id="legend"><span><i class="f"></i> full</span><span><i class="c"></i> by a condition</span><span><i class="n"></i> none</span><span class="order" id="order"></span></div>
</header>
<main>
<div id="view"></div>
<aside id="panel" aria-label="Explanation" hidden></aside>
</main>
<p id="status" role="status" class="hidden"></p>
<div id="print" aria-hidden="true"></div>
<noscript><p>This page shows its table with a script. <code>aclc matrix --format csv</code> gives the same without one.</p></noscript>
<script type="application/json" id="data">${json(data)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** Built beside the command line; from the sources, the last build's. */
function scriptPlace(): URL {
  const built = new URL("../pages/matrix.js", import.meta.url);
  return existsSync(built) ? built : new URL("../dist/pages/matrix.js", import.meta.url);
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/** Nothing in it ends the element or begins a comment. */
function json(data: PageData): string {
  return JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
