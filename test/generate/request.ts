// Reads a plan as a request: an object, an operator, a context, with values that are right, wrong, missing or hostile.
import { contextFields, nearMisses, operatorFields, strangers, values } from "./pools.ts";
import type { Field, Type } from "./pools.ts";
import type { Picks } from "./plan.ts";
import { at } from "./expressions.ts";

export interface RandomRequest {
  readonly object: unknown;
  readonly operator: object;
  readonly context: object;
}

/** Every property that a class may have is there, whether the class has it or not. */
export function request(plan: Picks, properties: readonly Field[]): RandomRequest {
  const take = taker(plan);
  const object = take() % 25 === 24 ? at([undefined, null, "text", 7, [], [{}]], take()) : build(properties, take);
  const operator = build([{ name: "id", type: { kind: "scalar", name: "text" } }, ...operatorFields], take);
  // What the language builds in cannot be brought.
  if (take() % 4 === 0) Object.assign(operator, { accessGroup: "HR:Users", roles: ["HR:Manager"] });
  return { object, operator, context: build(contextFields, take) };
}

function build(fields: readonly Field[], take: () => number): object {
  const result = {};
  for (const field of fields) place(result, field, take);
  return result;
}

/** Mostly a good value; else absent, null, of another type, inherited, or one that throws when it is read. */
function place(object: object, { name, type }: Field, take: () => number): void {
  const how = take() % 24;
  if (how <= 15) define(object, name, good(type, take));
  else if (how <= 17) return;
  else if (how === 18) define(object, name, undefined);
  else if (how === 19) define(object, name, null);
  else if (how === 20) define(object, name, at(nearMisses[type.kind === "scalar" ? type.name : type.kind], take()));
  else if (how === 21) define(object, name, at(strangers, take()));
  else if (how === 22) Object.setPrototypeOf(object, { ...Object.getPrototypeOf(object), [name]: good(type, take) });
  else Object.defineProperty(object, name, { configurable: true, enumerable: true, get: thrower });
}

function define(object: object, name: string, value: unknown): void {
  Object.defineProperty(object, name, { configurable: true, enumerable: true, writable: true, value });
}

function thrower(): never {
  throw new Error("this property is not for reading");
}

function good(type: Type, take: () => number): unknown {
  switch (type.kind) {
    case "scalar":
      return at(values[type.name], take());
    case "union":
      return at(type.members, take());
    case "page":
      return build(type.fields, take);
    case "list":
      return Array.from({ length: take() % 4 }, () => at(values[type.element], take() % 3));
  }
}

/** The plan's numbers one after the other, over and over, never the same twice running. */
function taker(plan: Picks): () => number {
  let next = 0;
  return () => {
    const round = Math.floor(next / plan.length);
    const value = at(plan, next);
    next += 1;
    return round === 0 ? value : value * (2 * round + 1) + 7 * round;
  };
}
