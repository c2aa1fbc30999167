// The table for paper: all rows and columns that are shown, with signs that need no colour.
import { signOf, type Model } from "./matrix-model.ts";

/** Beyond this a browser would take minutes; what is left out is said. */
const MOST_CELLS = 30_000;
const signs = { f: "●", c: "◐", n: "○", u: "·" } as const;

export function printTable(model: Model): HTMLElement {
  const { data, groups } = model;
  const classes = model.classes.slice(0, Math.max(1, Math.floor(MOST_CELLS / Math.max(1, groups.length))));
  const box = document.createElement("div");
  const about = document.createElement("p");
  const what = model.shown === undefined ? data.actions.slice(0, 10).join(", ") : (data.actions[model.shown] ?? "");
  const cut = classes.length < model.classes.length ? ` The first ${classes.length} of ${model.classes.length} case types.` : "";
  about.textContent = `Level ${model.level}. ${what}: ● full, ◐ by a condition, ○ none, · not declared.${cut}`;
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  head.append(header("Case type"), ...groups.map((group) => header(data.groups[group]?.name ?? "")));
  const body = table.createTBody();
  for (const cls of classes) {
    const row = body.insertRow();
    row.append(header("\u2003".repeat(model.depth[cls] ?? 0) + (data.classes[cls]?.name ?? "")));
    for (const group of groups) {
      const codes = model.codes(group, cls);
      row.insertCell().textContent = (model.shown === undefined ? codes.slice(0, 10) : [codes[model.shown]]).map((code) => signs[signOf(code)]).join("");
    }
  }
  box.append(about, table);
  return box;
}

function header(text: string): HTMLElement {
  const cell = document.createElement("th");
  cell.textContent = text;
  return cell;
}
