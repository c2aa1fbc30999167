// The script of the matrix page: its controls, and what follows from them.
import type { PageData } from "./data.ts";
import { Grid } from "./grid.ts";
import { Model } from "./matrix-model.ts";
import { Panel } from "./panel.ts";
import { printTable } from "./print.ts";

const data = JSON.parse(element("data").textContent ?? "") as PageData;
const model = new Model(data);
const panel = new Panel(element("panel"), model, () => grid.focus());
const grid = new Grid(element("view"), model, (group, cls) => {
  panel.show(group, cls);
  grid.layout();
});
const levelNames = ["experimental", "development", "quality assurance", "staging", "production"];

start();

function start(): void {
  const show = element("show") as HTMLSelectElement;
  for (const [index, name] of data.actions.entries()) show.append(new Option(name, String(index)));
  show.addEventListener("change", () => change(() => (model.shown = show.value === "" ? undefined : Number(show.value))));
  for (const input of document.querySelectorAll<HTMLInputElement>("input[name=level]")) {
    // A browser may remember another choice.
    input.checked = Number(input.value) === data.level;
    input.addEventListener("change", () => change(() => (model.level = Number(input.value))));
  }
  search("find-class", (text) => model.findClasses(text));
  search("find-group", (text) => model.findGroups(text));
  element("fold").addEventListener("click", () => change(() => model.foldAll(true)));
  element("unfold").addEventListener("click", () => change(() => model.foldAll(false)));
  element("order").textContent = `in each cell: ${data.actions.slice(0, 10).join(", ")}`;
  addEventListener("beforeprint", () => element("print").replaceChildren(printTable(model)));
  addEventListener("afterprint", () => element("print").replaceChildren());
  change(() => undefined);
}

function change(what: () => unknown): void {
  what();
  const { classes, groups } = model;
  element("level-name").textContent = levelNames[model.level - 1] ?? "";
  element("counts").textContent = `· ${counted(data.classes.length, "case type")} · ${counted(data.groups.length, "group")}`;
  element("status").textContent = `${counted(classes.length, "case type")} and ${counted(groups.length, "group")} shown, level ${model.level}`;
  element("order").hidden = model.shown !== undefined;
  grid.refresh();
  panel.refresh();
}

function search(id: string, find: (text: string) => void): void {
  const input = element(id) as HTMLInputElement;
  input.value = "";
  input.addEventListener("input", () => change(() => find(input.value)));
}

function counted(number: number, what: string): string {
  return `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found;
}
