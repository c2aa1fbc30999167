// Decides: from a class and an action to a cell, from a cell to an answer and its reason.
import { policyCode } from "./combine.ts";
import type { Combined, Joined } from "./combine.ts";
import { ALLOWED, DENIED, FIRST_CONDITION, NOT_DECLARED } from "./data.ts";
import type { Known } from "./data.ts";
import type { DenialReason } from "./errors.ts";
import { evaluate, isUnknown, meets } from "./evaluate.ts";
import type { Loaded } from "./load.ts";
import { rowAt } from "./tables.ts";
import { field } from "./values.ts";

export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly reason: DenialReason };

/** What of a requestor decides. */
export interface Asker extends Known {
  readonly loaded: Loaded;
  readonly level: number;
  readonly base: number;
  readonly block: number;
  readonly combined: Combined | null;
}

/** Never throws: what cannot be evaluated is denied. */
export function allows(asker: Asker, cls: number | undefined, column: number | undefined, object: unknown): boolean {
  return isMet(asker, asker.combined, codeAt(asker, cls, column), object);
}

/** Whether `code`, of a set or of the module (null), is met. Never throws: what cannot be evaluated is not. */
export function isMet(asker: Asker, combined: Combined | null, code: number, object: unknown): boolean {
  if (code <= NOT_DECLARED) return code === ALLOWED;
  if (combined === null) return meets(asker.loaded.conditions, code, object, asker);
  try {
    return met(asker, combined, code, object);
  } catch {
    return false;
  }
}

/** The same for a class and a column of the policy. Short, so that it is compiled into its callers. */
export function answer(asker: Asker, cls: number, column: number, object: unknown): boolean {
  if (asker.combined !== null) return allows(asker, cls, column, object);
  const { cells, columns, conditions } = asker.loaded;
  const code = cells[rowOfClass(asker, cls) * columns + column] ?? DENIED;
  // Whether it is 0 or 1 is no branch, since nobody could foresee it.
  return code > NOT_DECLARED ? meets(conditions, code, object, asker) : code === ALLOWED;
}

function rowOfClass({ loaded, base, block }: Asker, cls: number): number {
  return loaded.dense ? base + cls : block + rowAt(loaded.table, base, cls);
}

/** Whether a property, or a field of a page, may be seen. Never throws. */
export function sees(asker: Asker, cls: number | undefined, property: string, object: unknown): boolean {
  const code = viewCode(asker.loaded, cls, property) ?? DENIED;
  return code <= NOT_DECLARED ? code === ALLOWED : meets(asker.loaded.conditions, code, object, asker);
}

function viewCode({ views, data }: Loaded, cls: number | undefined, property: string): number | undefined {
  return cls === undefined ? undefined : views[data.viewOf[cls] ?? 0]?.get(property);
}

/** -1 if it is none. */
export function columnOfSetting(setting: unknown): number {
  switch (setting) {
    case "open":
      return 0;
    case "modify":
      return 1;
    case "delete":
      return 2;
    case "run-reports":
      return 3;
    case "execute-activities":
      return 4;
    case "open-rules":
      return 5;
    case "modify-rules":
      return 6;
    case "delete-rules":
      return 7;
    case "execute-rules":
      return 8;
    case "discover":
      return 9;
    default:
      return -1;
  }
}

export function decisionOf(reason: DenialReason | undefined): Decision {
  return reason === undefined ? allowed : (denials[reason] ??= Object.freeze({ allowed: false, reason }));
}

/** Undefined if it is allowed. */
export function reasonOf(asker: Asker, action: unknown, cls: unknown, object: unknown): DenialReason | undefined {
  const found = find(asker, action, cls);
  if (typeof found === "string") return found;
  const { code, combined, policy } = found;
  try {
    if (met(asker, combined, code, object)) return undefined;
    if (!could(asker, combined, code)) return "NOT_GRANTED";
    if (isUnknown(object)) return "NO_OBJECT";
    return met(asker, null, policy(), object) ? "CONDITION_NOT_MET" : "POLICY_NOT_MET";
  } catch {
    return "ERROR";
  }
}

/** Whether some object could be allowed. */
export function isPossible(asker: Asker, action: unknown, cls: unknown): boolean {
  const found = find(asker, action, cls);
  try {
    return typeof found !== "string" && could(asker, found.combined, found.code);
  } catch {
    return false;
  }
}

/** A cell's code, the set whose codes it is of (null: the module's), and the module's code of the policies alone. */
export interface Cell {
  readonly code: number;
  readonly combined: Combined | null;
  readonly policy: () => number;
}

export function find(asker: Asker, action: unknown, name: unknown): Cell | DenialReason {
  const { classes, privileges, rules } = asker.loaded;
  if (typeof name !== "string") return "BAD_REQUEST";
  const cls = classes.of(name);
  if (typeof action === "string") return cellAt(asker, cls, columnOfSetting(action), "UNKNOWN_SETTING");
  const privilege = field(action, "privilege");
  if (typeof privilege === "string") return cellAt(asker, cls, privileges.of(privilege), "UNKNOWN_PRIVILEGE");
  const rule = field(action, "rule");
  if (typeof rule === "string") return cellAt(asker, cls, rules.of(rule), "UNKNOWN_RULE");
  const property = field(action, "property");
  if (typeof property !== "string") return "BAD_REQUEST";
  if (cls === undefined) return "UNKNOWN_CLASS";
  const code = viewCode(asker.loaded, cls, property);
  return code === undefined ? "UNKNOWN_PROPERTY" : { code, combined: null, policy: () => code };
}

function cellAt(asker: Asker, cls: number | undefined, column: number | undefined, unknown: DenialReason): Cell | DenialReason {
  if (column === undefined || column < 0) return unknown;
  if (cls === undefined) return "UNKNOWN_CLASS";
  const code = codeAt(asker, cls, column);
  return code === NOT_DECLARED ? unknown : { code, combined: asker.combined, policy: () => policyCode(asker.loaded.tables, cls, column, asker.level) };
}

/** An id that is none is denied. */
function codeAt(asker: Asker, cls: number | undefined, column: number | undefined): number {
  const { loaded, combined } = asker;
  const { cells, columns, data } = loaded;
  if (column === undefined || cls === undefined || !Number.isInteger(cls) || cls < 0 || cls >= data.classes.length) return DENIED;
  if (combined !== null) return combined.cells[(combined.starts[cls] ?? 0) + column] ?? DENIED;
  return cells[rowOfClass(asker, cls) * columns + column] ?? DENIED;
}

/** The same, but throws if it cannot be evaluated. */
function met(asker: Asker, combined: Combined | null, code: number, object: unknown): boolean {
  if (code <= NOT_DECLARED) return code === ALLOWED;
  if (combined === null) return evaluate(asker.loaded.conditions, code, object, asker);
  const { says, any, policy } = joinedAt(combined, code);
  if (!met(asker, null, policy, object)) return false;
  for (const [grants, speaks] of says) {
    if (met(asker, null, grants, object)) return true;
    if (met(asker, null, speaks, object)) return false;
  }
  return any.some((other) => met(asker, combined, other, object));
}

/** Whether some object could meet `code`; hopes for too much where codes of a set are joined. */
function could(asker: Asker, combined: Combined | null, code: number): boolean {
  if (code <= NOT_DECLARED) return code === ALLOWED;
  if (combined === null) return met(asker, null, asker.loaded.data.could[code - FIRST_CONDITION] ?? DENIED, undefined);
  const { says, any, policy } = joinedAt(combined, code);
  return could(asker, null, policy) && (says.some(([grants]) => could(asker, null, grants)) || any.some((other) => could(asker, combined, other)));
}

function joinedAt({ joined }: Combined, code: number): Joined {
  return joined[code - FIRST_CONDITION] ?? { says: [], any: [], policy: DENIED };
}

const allowed: Decision = Object.freeze({ allowed: true });
const denials: Partial<Record<DenialReason, Decision>> = {};
