// The table: only the rows and columns in view are in the document; keys move as in a tree grid.
import { drawnCell, made, set } from "./cell.ts";
import type { Model } from "./matrix-model.ts";
import { range, steps, type Range } from "./range.ts";

const ROW = 32;
const HEAD = 54;
const COLUMN = 148;

interface Row {
  readonly element: HTMLElement;
  /** By column from 0: those in view. */
  readonly cells: Map<number, HTMLElement>;
}

export class Grid {
  private readonly model: Model;
  private readonly open: (group: number, cls: number) => void;
  private readonly box = made("div", "grid");
  private readonly sizer = made("div", "sizer");
  private readonly head = made("div", "head");
  private readonly corner = made("div", "corner");
  private readonly rows = new Map<number, Row>();
  private readonly templates = new Map<string, HTMLElement>();
  /** Where the keyboard is: a row of what is shown, and 0 for the class or 1 and more for groups. */
  private row = 0;
  private column = 0;
  private columns: Range = { from: 0, to: -1 };
  private selected: { readonly group: number; readonly cls: number } | undefined;
  private waiting = false;

  constructor(view: HTMLElement, model: Model, open: (group: number, cls: number) => void) {
    this.model = model;
    this.open = open;
    set(this.box, { role: "treegrid", "aria-label": "Decisions by case type and group" });
    set(this.head, { role: "row", "aria-rowindex": "1" });
    set(this.corner, { role: "columnheader", "aria-colindex": "1" });
    this.corner.textContent = "Case type";
    set(this.sizer, { role: "rowgroup" });
    this.sizer.append(this.head);
    this.box.append(this.sizer);
    view.append(this.box);
    this.box.addEventListener("scroll", () => this.later());
    this.box.addEventListener("click", (event) => this.clicked(event));
    this.box.addEventListener("keydown", (event) => this.pressed(event));
    new ResizeObserver(() => this.later()).observe(this.box);
  }

  /** Everything anew: other rows, other columns, or other cells. */
  refresh(): void {
    const { classes, groups } = this.model;
    this.row = Math.max(0, Math.min(this.row, classes.length - 1));
    this.column = Math.max(0, Math.min(this.column, groups.length));
    set(this.box, { "aria-rowcount": String(classes.length + 1), "aria-colcount": String(groups.length + 1) });
    const hadFocus = this.box.contains(document.activeElement);
    this.clear();
    this.layout();
    if (hadFocus) this.focus();
  }

  /** What is in view. */
  layout(): void {
    const { classes, groups } = this.model;
    const names = this.namesWidth();
    this.sizer.style.height = `${HEAD + classes.length * ROW}px`;
    this.sizer.style.width = `${names + groups.length * COLUMN}px`;
    const columns = range(this.box.scrollLeft, this.box.clientWidth - names, COLUMN, groups.length);
    if (columns.from !== this.columns.from || columns.to !== this.columns.to) {
      this.columns = columns;
      this.head.replaceChildren(this.corner, ...steps(columns).map((at) => this.header(at, names)));
      for (const [at, row] of this.rows) this.fill(at, row, names);
    }
    const rows = range(this.box.scrollTop, this.box.clientHeight - HEAD, ROW, classes.length);
    for (const [at, { element }] of this.rows) {
      if ((at >= rows.from && at <= rows.to) || at === this.row) continue;
      element.remove();
      this.rows.delete(at);
    }
    for (const at of [...steps(rows), this.row]) {
      if (this.rows.has(at) || at >= classes.length) continue;
      const row = this.rowAt(at, names);
      this.rows.set(at, row);
      this.sizer.append(row.element);
    }
  }

  /** The cells of a row that are in view, and the one where the keyboard is. */
  private fill(at: number, { element, cells }: Row, names: number): void {
    const { from, to } = this.columns;
    const kept = at === this.row ? this.column - 1 : -1;
    for (const [column, cell] of cells) {
      if ((column >= from && column <= to) || column === kept) continue;
      cell.remove();
      cells.delete(column);
    }
    const cls = this.model.classes[at] ?? 0;
    for (const column of [...steps(this.columns), ...(kept >= 0 ? [kept] : [])]) {
      if (cells.has(column) || column >= this.model.groups.length) continue;
      const cell = this.cellAt(at, cls, column, names);
      cells.set(column, cell);
      element.append(cell);
    }
  }

  /** To where the keyboard was. */
  focus(): void {
    this.go(this.row, this.column);
  }

  private later(): void {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.layout();
    });
  }

  private clear(): void {
    for (const { element } of this.rows.values()) element.remove();
    this.rows.clear();
    this.columns = { from: 0, to: -1 };
  }

  private namesWidth(): number {
    return innerWidth <= 900 ? 190 : 320;
  }

  private header(at: number, names: number): HTMLElement {
    const group = this.model.data.groups[this.model.groups[at] ?? 0];
    const cell = made("div", "");
    set(cell, { role: "columnheader", "aria-colindex": String(at + 2), title: [group?.name, group?.doc].filter(Boolean).join("\n") });
    place(cell, names + at * COLUMN);
    // A line may end behind the application's name and before a capital.
    for (const part of (group?.name ?? "").split(/(?<=[:\-_. ])|(?<=[a-z])(?=[A-Z])/)) cell.append(part, document.createElement("wbr"));
    return cell;
  }

  private rowAt(at: number, names: number): Row {
    const { model } = this;
    const cls = model.classes[at] ?? 0;
    const row = made("div", "row");
    set(row, { role: "row", "aria-rowindex": String(at + 2), "aria-level": String((model.depth[cls] ?? 0) + 1) });
    if (model.isParent(cls)) set(row, { "aria-expanded": String(!model.isFolded(cls)) });
    row.style.top = `${HEAD + at * ROW}px`;
    row.dataset["at"] = String(at);
    row.append(this.nameOf(at, cls));
    const result: Row = { element: row, cells: new Map() };
    this.fill(at, result, names);
    return result;
  }

  private nameOf(at: number, cls: number): HTMLElement {
    const { model } = this;
    const { name = "", parent = -1, doc } = model.data.classes[cls] ?? {};
    const cell = made("div", `rh${model.isParent(cls) ? " has" : ""}${name.endsWith("-") ? " abstract" : ""}${model.isOnTheWay(cls) ? " aside" : ""}`);
    set(cell, {
      role: "rowheader",
      "aria-colindex": "1",
      tabindex: this.tabIndex(at, 0),
      "aria-label": name,
      title: doc === undefined ? name : `${name}\n${doc}`,
    });
    const mark = made("b", "");
    mark.textContent = model.isParent(cls) ? (model.isFolded(cls) ? "▸" : "▾") : "";
    set(mark, { "aria-hidden": "true" });
    cell.style.paddingLeft = `${8 + 16 * (model.depth[cls] ?? 0)}px`;
    // What a name repeats of the one above it gives way first.
    const above = model.data.classes[parent]?.name ?? "";
    const rest = above !== "" && name.startsWith(above) ? name.slice(above.length) : name;
    const [before, text] = [made("span", "before"), made("span", "")];
    before.textContent = name.slice(0, name.length - rest.length);
    text.textContent = rest;
    cell.append(mark, before, text);
    cell.dataset["column"] = "0";
    return cell;
  }

  private cellAt(at: number, cls: number, column: number, names: number): HTMLElement {
    const { model } = this;
    const group = model.groups[column] ?? 0;
    const key = `${model.rowNumber(group, cls)} ${model.level} ${model.shown ?? ""}`;
    let template = this.templates.get(key);
    if (template === undefined) this.templates.set(key, (template = drawnCell(this.model, group, cls)));
    const cell = template.cloneNode(true) as HTMLElement;
    set(cell, { "aria-colindex": String(column + 2), tabindex: this.tabIndex(at, column + 1) });
    place(cell, names + column * COLUMN);
    if (this.selected?.group === group && this.selected.cls === cls) cell.classList.add("open");
    cell.dataset["column"] = String(column + 1);
    return cell;
  }

  private tabIndex(row: number, column: number): string {
    return row === this.row && column === this.column ? "0" : "-1";
  }

  private elementAt(row: number, column: number): HTMLElement | undefined {
    const found = this.rows.get(row);
    return column === 0 ? (found?.element.querySelector<HTMLElement>(".rh") ?? undefined) : found?.cells.get(column - 1);
  }

  private go(row: number, column: number): void {
    const { classes, groups } = this.model;
    this.elementAt(this.row, this.column)?.setAttribute("tabindex", "-1");
    this.row = Math.max(0, Math.min(row, classes.length - 1));
    this.column = Math.max(0, Math.min(column, groups.length));
    this.reveal();
    this.layout();
    const cell = this.elementAt(this.row, this.column);
    cell?.setAttribute("tabindex", "0");
    cell?.focus({ preventScroll: true });
  }

  /** Scrolls so far that the cell is not under the names or the heads. */
  private reveal(): void {
    const top = this.row * ROW;
    const height = this.box.clientHeight - HEAD;
    if (top < this.box.scrollTop) this.box.scrollTop = top;
    else if (top + ROW > this.box.scrollTop + height) this.box.scrollTop = top + ROW - height;
    if (this.column === 0) return;
    const left = (this.column - 1) * COLUMN;
    const width = this.box.clientWidth - this.namesWidth();
    if (left < this.box.scrollLeft) this.box.scrollLeft = left;
    else if (left + COLUMN > this.box.scrollLeft + width) this.box.scrollLeft = left + COLUMN - width;
  }

  private clicked(event: Event): void {
    const cell = (event.target as HTMLElement).closest<HTMLElement>("[data-column]");
    const row = cell?.closest<HTMLElement>(".row");
    if (!cell || !row) return;
    this.go(Number(row.dataset["at"]), Number(cell.dataset["column"]));
    this.act();
  }

  /** Folds or unfolds a class, explains a cell. */
  private act(): void {
    const cls = this.model.classes[this.row];
    if (cls === undefined) return;
    if (this.column === 0) return this.fold(cls, !this.model.isFolded(cls));
    const group = this.model.groups[this.column - 1] ?? 0;
    for (const old of this.box.querySelectorAll(".cell.open")) old.classList.remove("open");
    this.selected = { group, cls };
    this.elementAt(this.row, this.column)?.classList.add("open");
    this.open(group, cls);
    this.reveal();
  }

  private fold(cls: number, folded: boolean): void {
    if (!this.model.isParent(cls)) return;
    this.model.fold(cls, folded);
    this.row = Math.max(0, this.model.classes.indexOf(cls));
    this.refresh();
    this.focus();
  }

  private pressed(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor((this.box.clientHeight - HEAD) / ROW) - 1);
    const whole = event.ctrlKey || event.metaKey;
    const last = this.model.classes.length - 1;
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => this.go(whole ? last : this.row + 1, this.column),
      ArrowUp: () => this.go(whole ? 0 : this.row - 1, this.column),
      ArrowRight: () => this.sideways(1),
      ArrowLeft: () => this.sideways(-1),
      Home: () => this.go(whole ? 0 : this.row, 0),
      End: () => this.go(whole ? last : this.row, this.model.groups.length),
      PageDown: () => this.go(this.row + page, this.column),
      PageUp: () => this.go(this.row - page, this.column),
      Enter: () => this.act(),
      " ": () => this.act(),
    };
    const move = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined;
    if (move === undefined || event.altKey) return;
    event.preventDefault();
    move();
  }

  /** On a class: unfolds, folds, or goes to the class above; else to the next cell. */
  private sideways(by: 1 | -1): void {
    const cls = this.model.classes[this.row] ?? 0;
    if (this.column > 0 || (by === 1 && !this.model.isFolded(cls))) return this.go(this.row, this.column + by);
    if (by === 1) return this.fold(cls, false);
    if (this.model.isParent(cls) && !this.model.isFolded(cls)) return this.fold(cls, true);
    const above = this.model.classes.indexOf(this.model.data.classes[cls]?.parent ?? -1);
    if (above !== -1) this.go(above, 0);
  }
}

function place(cell: HTMLElement, left: number): void {
  cell.style.left = `${left}px`;
  cell.style.width = `${COLUMN}px`;
}
