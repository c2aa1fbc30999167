// How a cell is drawn: ten signs, or one with its word.
import { signOf, words, type Model, type Sign } from "./matrix-model.ts";

/** Cells that say the same look the same, so one is drawn and copied. */
export function drawnCell(model: Model, group: number, cls: number): HTMLElement {
  const codes = model.codes(group, cls);
  const spoken = model.spoken(group, cls);
  const cell = made("div", "cell");
  set(cell, { role: "gridcell", "aria-label": spoken, title: spoken.replaceAll("; ", "\n") });
  if (model.shown === undefined) {
    cell.style.background = strip(codes.slice(0, 10).map(signOf));
    return cell;
  }
  const sign = signOf(codes[model.shown]);
  cell.classList.add(sign);
  cell.append(made("i", `${sign} big`), sign === "u" ? "" : words[sign]);
  return cell;
}

export function made(tag: string, className: string): HTMLElement {
  const element = document.createElement(tag);
  if (className !== "") element.className = className;
  return element;
}

export function set(element: Element, attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

/** Settings before which a little room is left: reports, rules, discover. */
const gaps: ReadonlySet<number> = new Set([3, 5, 9]);

const paints: Readonly<Record<Sign, string>> = {
  f: "linear-gradient(var(--full), var(--full))",
  c: "linear-gradient(to top, var(--some) 50%, var(--some-back) 50%)",
  n: "linear-gradient(var(--none), var(--none))",
  u: "linear-gradient(var(--none), var(--none))",
};

/** Ten signs as one background: ten elements in each cell would make scrolling slow. */
function strip(signs: readonly Sign[]): string {
  let left = 10;
  const layers = signs.map((sign, i) => {
    if (gaps.has(i)) left += 5;
    const [height, top] = sign === "n" || sign === "u" ? [3, 14] : [13, 9];
    const layer = `${paints[sign]} ${left}px ${top}px / 9px ${height}px no-repeat`;
    left += 12;
    return layer;
  });
  return layers.join(", ");
}
