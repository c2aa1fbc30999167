// The explanation of a cell: every action with its answer, and behind it the walk along the search order.
import type { Place } from "./data.ts";
import { signOf, words, type Model } from "./matrix-model.ts";
import type { WalkStep } from "./walk.ts";

export class Panel {
  private readonly box: HTMLElement;
  private readonly model: Model;
  private readonly back: () => void;
  private shown: { readonly group: number; readonly cls: number } | undefined;

  constructor(box: HTMLElement, model: Model, back: () => void) {
    this.box = box;
    this.model = model;
    this.back = back;
    box.tabIndex = -1;
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  show(group: number, cls: number): void {
    this.shown = { group, cls };
    this.refresh();
    this.box.scrollTop = 0;
    this.box.focus();
  }

  /** At the level and with the action that are chosen now. */
  refresh(): void {
    if (this.shown === undefined) return;
    const { group, cls } = this.shown;
    const { data } = this.model;
    const opened = this.model.shown ?? this.model.codes(group, cls).findIndex((code) => code !== 0 && code !== 2);
    this.box.hidden = false;
    const firstRule = 10 + data.privileges;
    this.box.replaceChildren(
      this.title(group, cls),
      ...this.section("Settings", 0, 10, Math.max(0, opened)),
      ...this.section("Privileges", 10, firstRule, opened),
      ...this.section("Rules", firstRule, data.actions.length, opened),
    );
  }

  private close(): void {
    this.shown = undefined;
    this.box.hidden = true;
    this.box.replaceChildren();
    this.back();
  }

  private title(group: number, cls: number): HTMLElement {
    const { data, walk, level } = this.model;
    const header = document.createElement("header");
    const about = document.createElement("div");
    const heading = text("h2", `${data.groups[group]?.name ?? ""} on ${data.classes[cls]?.name ?? ""}`);
    const order = walk
      .searchOrder(cls)
      .map((id) => walk.className(id))
      .join(" → ");
    const places = text("p", "");
    places.append(this.link(data.groups[group]?.place), " · ", this.link(data.classes[cls]?.place));
    about.append(heading, text("p", `at level ${level}; searched: ${order}`), places);
    const close = text("button", "Close");
    close.setAttribute("type", "button");
    close.addEventListener("click", () => this.close());
    header.append(about, close);
    return header;
  }

  /** Actions that the class knows. */
  private section(title: string, from: number, to: number, opened: number): readonly HTMLElement[] {
    const { group, cls } = this.shown ?? { group: 0, cls: 0 };
    const codes = this.model.codes(group, cls);
    const actions = Array.from({ length: to - from }, (_, i) => from + i).filter((action) => codes[action] !== 2);
    return actions.length === 0 ? [] : [text("h3", title), ...actions.map((action) => this.action(group, cls, action, codes[action] ?? 0, action === opened))];
  }

  private action(group: number, cls: number, action: number, code: number, isOpen: boolean): HTMLElement {
    const { model } = this;
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    const sign = signOf(code);
    const mark = text("i", "");
    mark.className = sign;
    const word = text("span", words[sign]);
    word.className = `word ${sign}`;
    summary.append(mark, text("span", model.data.actions[action] ?? ""), word);
    const condition = model.condition(code);
    if (condition !== undefined) {
      const when = text("span", "when ");
      when.className = "when";
      when.append(text("code", condition));
      summary.append(when);
    }
    details.append(summary);
    const fill = (): void => {
      if (details.open && details.children.length === 1) details.append(...this.walk(group, cls, action));
    };
    details.addEventListener("toggle", fill);
    details.open = isOpen;
    fill();
    return details;
  }

  private walk(group: number, cls: number, action: number): readonly HTMLElement[] {
    const steps = this.model.walk.explain(group, cls, action, this.model.level);
    const list = this.list(steps);
    list.className = "walk";
    const names = this.names(cls, steps.flatMap(codesOf));
    return names.length === 0 ? [list] : [list, text("p", "where"), this.whens(names)];
  }

  private list(steps: readonly WalkStep[]): HTMLElement {
    const list = document.createElement("ul");
    for (const step of steps) {
      const item = document.createElement("li");
      if (step.decides) item.className = "decides";
      const line = text("span", step.text);
      line.className = "text";
      item.append(line);
      if (step.code !== undefined && step.code !== "") item.append(" ", text("code", step.code));
      if (step.place !== undefined) item.append(" ", this.link(step.place));
      if (step.children.length > 0) item.append(this.list(step.children));
      list.append(item);
    }
    return list;
  }

  private whens(found: Model["data"]["whens"]): HTMLElement {
    const list = document.createElement("ul");
    list.className = "walk";
    for (const when of found) {
      const item = document.createElement("li");
      item.append(`${when.name} on ${this.model.walk.className(when.on)} is `, text("code", when.text), " ", this.link(when.place));
      list.append(item);
    }
    return list;
  }

  /** The access whens that these texts may name, as the class has them, and those that these name in turn. */
  private names(cls: number, texts: readonly string[]): Model["data"]["whens"] {
    const order = this.model.walk.searchOrder(cls);
    const nearest = new Map<string, Model["data"]["whens"][number]>();
    for (const on of order) for (const when of this.model.data.whens) if (when.on === on && !nearest.has(when.name)) nearest.set(when.name, when);
    const found = new Set<Model["data"]["whens"][number]>();
    const visit = (source: string): void => {
      for (const [word] of source.replace(/"(?:[^"\\]|\\.)*"/g, '""').matchAll(/(?<![\w.-])[A-Za-z][\w-]*/g)) {
        const when = nearest.get(word);
        if (when === undefined || found.has(when)) continue;
        found.add(when);
        visit(when.text);
      }
    };
    texts.forEach(visit);
    return [...found];
  }

  private link(place: Place | undefined): HTMLElement {
    const [file = 0, line = 1] = place ?? [];
    const [path = "", href = ""] = this.model.data.files[file] ?? [];
    const link = text("a", `${path}:${line}`);
    link.setAttribute("href", `${href}#L${line}`);
    return link;
  }
}

function codesOf(step: WalkStep): readonly string[] {
  return [...(step.code === undefined ? [] : [step.code]), ...step.children.flatMap(codesOf)];
}

function text(tag: string, content: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = content;
  return element;
}
