// The differences of two policies as sentences: one edit, one line.
import type { Access, Asked, ClassSet, DecisionChange, DeclarationChange, PolicyDiff, PropertyChange, RoleChange } from "../compiler/analyse/index.ts";
import { askedText } from "./action.ts";
import type { Style } from "./diff-style.ts";

/** Names in a list before the rest are counted. */
const MOST = 6;

export function diffText(found: PolicyDiff, style: Style): string {
  if (found.isEmpty)
    return `${style.strong("nothing changed")}: every decision of ${count(found.groups, "group")} on ${count(found.classes, "class")} is the same ${levelsCompared(found)}\n`;
  const sections: readonly (readonly [string, string])[] = [
    ["decisions", found.decisions.map((change) => decision(change, found, style)).join("")],
    ["what policies require", found.policies.map((change) => policy(change, found, style)).join("")],
    ["what roles say on their own", found.roles.map((change) => role(change, found, style)).join("")],
    ["masks, encryption and what discover shows", found.properties.map((change) => property(change, style)).join("")],
    ["declarations", found.declarations.map((change) => declaration(change, style)).join("")],
  ];
  return `${headline(found, style)}\n${sections.flatMap(([title, text]) => (text === "" ? [] : [style.heading(title), text])).join("")}`;
}

function headline(found: PolicyDiff, style: Style): string {
  const { decisions } = found;
  if (decisions.length === 0) return `${style.strong("no decision of a group changed")}; compared ${levelsCompared(found)}`;
  const by = (effect: string): string => `${decisions.filter((change) => change.effect === effect).length} ${effect}`;
  return `${style.strong(`${count(decisions.length, "change")} of decisions`)}: ${by("wider")}, ${by("narrower")}, ${by("neither")}; compared ${levelsCompared(found)}`;
}

function levelsCompared({ levels }: PolicyDiff): string {
  return levels.length === 5 ? "at all five levels" : `at level ${levels.join(", ")}`;
}

function decision(change: DecisionChange, found: PolicyDiff, style: Style): string {
  const groups = change.groups.length === found.groups && found.groups > 1 ? "all groups" : list(change.groups, "group", style);
  const isOne = change.groups.length === 1;
  const what = `${asked(change.asked, style)} on ${classes(change.classes, style)}${levels(change.levels, found)}`;
  const { before, after } = change;
  if (before.kind === "never")
    return style.item("+", `${groups} ${style.strong(isOne ? "gains" : "gain")} ${what}${after.kind === "when" ? ` ${condition(after, style)}` : ""}`);
  if (after.kind === "never")
    return style.item(
      "-",
      `${groups} ${style.strong(isOne ? "loses" : "lose")} ${what}${before.kind === "when" ? ` (had it ${condition(before, style)})` : ""}`,
    );
  return style.item("~", `${groups}: ${what}, ${style.strong(effect(change))}`) + wasNow(before, after, style, "always");
}

function policy(change: DecisionChange, found: PolicyDiff, style: Style): string {
  const what = `${asked(change.asked, style)} on ${classes(change.classes, style)}${levels(change.levels, found)}`;
  return style.item("~", `${what}, ${style.strong(effect(change))}`) + wasNow(change.before, change.after, style, "nothing is required");
}

function wasNow(before: Access, after: Access, style: Style, always: string): string {
  const words = (access: Access): string => (access.kind === "always" ? always : access.kind === "never" ? "never" : condition(access, style));
  const [was, now] = [words(before), words(after)];
  const same = was === now ? " (as written; a type or a default of what it reads is another)" : "";
  return style.detail("was", was) + style.detail("now", `${now}${same}`);
}

function role(change: RoleChange, found: PolicyDiff, style: Style): string {
  const what = `${style.code(change.role)}: ${asked(change.asked, style)} on ${classes(change.classes, style)}${levels(change.levels, found)}`;
  const isShort = !change.before.includes(" when ") && !change.after.includes(" when ");
  if (isShort) return style.item("~", `${what}: ${change.before}, now ${change.after}`);
  return style.item("~", what) + style.detail("was", style.code(change.before)) + style.detail("now", style.code(change.after));
}

function property({ kind, property: path, classes: set, before, after }: PropertyChange, style: Style): string {
  return style.item("~", `${kind} ${style.code(path)} of ${classes(set, style)}: ${style.code(before)}, now ${style.code(after)}`);
}

function declaration({ kind, name, classes: set, before, after }: DeclarationChange, style: Style): string {
  const what = `${kind} ${style.code(name)}${set === undefined ? "" : ` on ${classes(set, style)}`}`;
  const text = (words: string | undefined): string => (words === undefined || words === "" ? "" : `: ${style.code(words)}`);
  if (before === undefined) return style.item("+", `${what} is new${text(after)}`);
  if (after === undefined) return style.item("-", `${what} is gone`);
  return style.item("~", `${what}: ${before === "" ? "plain" : style.code(before)}, now ${after === "" ? "plain" : style.code(after)}`);
}

function effect(change: DecisionChange): string {
  return change.effect === "neither" ? "some more, some no longer" : change.effect;
}

function condition(access: Access, style: Style): string {
  if (access.kind !== "when") return access.kind;
  return access.text === undefined ? "under a condition that is too long to write" : `when ${style.code(access.text)}`;
}

function asked(all: readonly Asked[], style: Style): string {
  return all.map((one) => style.code(askedText(one))).join(", ");
}

function classes({ parts }: ClassSet, style: Style): string {
  const shown = parts.slice(0, MOST).map(({ name, below }) => `${style.code(name)}${below === 0 ? "" : ` and ${count(below, "class")} below`}`);
  const rest = parts.slice(MOST).reduce((sum, { below }) => sum + 1 + below, 0);
  return [...shown, ...(rest === 0 ? [] : [`${count(rest, "more class")}`])].join(", ");
}

function list(names: readonly string[], what: string, style: Style): string {
  const shown = names.slice(0, MOST).map((name) => style.code(name));
  return [...shown, ...(names.length > MOST ? [count(names.length - MOST, `more ${what}`)] : [])].join(", ");
}

function levels(at: readonly number[], { levels: all }: PolicyDiff): string {
  if (at.length === all.length) return "";
  const isRun = at.length > 2 && at.at(-1) === (at[0] ?? 0) + at.length - 1;
  return isRun ? `, at levels ${at[0]} to ${at.at(-1)}` : `, at level${at.length === 1 ? "" : "s"} ${at.join(" and ")}`;
}

function count(number: number, what: string): string {
  return `${number} ${number === 1 ? what : what.endsWith("class") ? `${what}es` : `${what}s`}`;
}
