// A real request: what is compared is read from an object, an operator and a context.
import type { Atom, Operand, ReferenceOperand } from "../condition.ts";
import type { Attribute, Model, RoleModel } from "../model.ts";
import { compare } from "./compare.ts";
import type { World } from "./conditions.ts";
import type { OperandValue, Subject } from "./trace.ts";
import { isDate, isPage, valueAt } from "./values.ts";

export interface Request {
  /** What is no object (absent, null, a text, a number, a list) is an object of which nothing is known. */
  readonly object?: unknown;
  readonly operator?: unknown;
  readonly context?: unknown;
  /** Milliseconds since 1970; by default the system's clock. */
  readonly now?: number | undefined;
}

/** Reads each operand once, own properties only; what throws is ill-typed. */
export function concreteWorld(model: Model, subject: Subject, request: Request): World {
  const now = request.now ?? Date.now();
  const roles = subject.kind === "group" ? subject.group.roles : subject.roles;
  const held = new Set(roles.flatMap((role: RoleModel) => role.holds.map((r) => r.name)));
  const read = new Map<string, OperandValue>();

  const valueOf = (operand: Operand): OperandValue => {
    switch (operand.kind) {
      case "literal":
        return { kind: "value", value: operand.value, defaulted: false };
      case "list":
        return { kind: "value", value: operand.values, defaulted: false };
      case "clock":
        return operand.which === "now" ? instant(now + operand.offset) : day(now, operand.offset);
      case "reference": {
        const key = `${operand.root}.${operand.path.join(".")}`;
        const value = read.get(key) ?? reference(model, subject, request, operand);
        read.set(key, value);
        return value;
      }
    }
  };
  return {
    truth: (atom) => compare(atom, valueOf, (role) => held.has(role)),
    operands: (atom) => operandsOf(atom).map((operand) => ({ operand, value: valueOf(operand) })),
  };
}

function reference(model: Model, subject: Subject, request: Request, operand: ReferenceOperand): OperandValue {
  const { path, type } = operand;
  if (operand.root === "object") return isPage(request.object) ? valueAt(request.object, path, type) : { kind: "no object" };
  if (operand.root === "operator" && path.length === 1) {
    if (path[0] === "accessGroup") return subject.kind === "group" ? text(subject.group.name) : { kind: "absent" };
    if (path[0] === "roles") return text((subject.kind === "group" ? subject.group.roles : subject.roles).map((r) => r.name));
  }
  return attribute(model[operand.root], request[operand.root], operand);
}

/** An attribute; its default stands for an absent one. */
function attribute(declared: readonly Attribute[], brought: unknown, operand: ReferenceOperand): OperandValue {
  const value =
    brought === undefined
      ? { kind: "absent" as const }
      : isPage(brought)
        ? valueAt(brought, operand.path, operand.type)
        : { kind: "ill-typed" as const, why: `the ${operand.root} is no object` };
  if (value.kind !== "absent") return value;
  const name = operand.path.join(".");
  const standIn = declared.find((a) => a.path.join(".") === name)?.default;
  if (standIn === undefined) return value;
  return { kind: "value", value: standIn.kind === "list" ? standIn.values : standIn.value, defaulted: true };
}

function text(value: string | readonly string[]): OperandValue {
  return { kind: "value", value, defaulted: false };
}

function instant(milliseconds: number): OperandValue {
  if (!Number.isFinite(milliseconds)) return { kind: "ill-typed", why: "the clock shows no time" };
  return { kind: "value", value: milliseconds, defaulted: false };
}

/** The UTC day at `now`, moved by days. */
function day(now: number, offset: number): OperandValue {
  const date = new Date(now);
  date.setUTCDate(date.getUTCDate() + offset);
  const shown = Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 10);
  return isDate(shown) ? text(shown) : { kind: "ill-typed", why: "the clock shows no day" };
}

function operandsOf(atom: Atom): readonly Operand[] {
  switch (atom.kind) {
    case "compare":
    case "match":
      return [atom.left, atom.right];
    case "includes":
      return [atom.list, atom.other];
    case "is null":
    case "is empty":
    case "truth":
      return [atom.operand];
    case "holds":
      return [];
  }
}
