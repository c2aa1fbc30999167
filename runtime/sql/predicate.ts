// A filter as a function of an object, for rows that are in memory.
import { checkOf, needed } from "../filter/check.ts";
import type { ClassOf, Met } from "../filter/check.ts";
import type { Condition, Filter, Operand, Property, Test } from "../filter/condition.ts";
import { compared, matches } from "../filter/fold.ts";
import { field, illTyped, includesAll, includesAny, isOneOf, isPage, listOf, scalar } from "../values.ts";

/**
 * Whether an object meets a filter, as `can` would say. `classOf` is needed for a filter of several classes.
 * What is no object, and what throws when it is read, meets no test.
 *
 * A filter as a requestor made it asks the policy's own checks; one that was sent, and what was joined by hand, is walked.
 */
export function predicate<O extends object>(filter: Filter<O>, classOf?: (object: O) => string): (object: O) => boolean {
  return compiled(filter, classOf as ClassOf | undefined);
}

type Read = (object: object) => unknown;

function compiled(condition: Condition, classOf: ClassOf | undefined): Met {
  const check = checkOf(condition, classOf);
  if (check !== undefined) return check;
  switch (condition.kind) {
    case "all":
      return always;
    case "none":
      return never;
    case "and":
    case "or": {
      const parts = condition.parts.map((part) => compiled(part, classOf));
      return condition.kind === "and" ? (object) => parts.every((met) => met(object)) : (object) => parts.some((met) => met(object));
    }
    case "class": {
      const kindOf = needed(classOf);
      const names = new Set(condition.names);
      return (object) => names.has(kindOf(object));
    }
    case "test":
      return ofTest(condition);
  }
}

const always: Met = () => true;
const never: Met = () => false;

function ofTest({ is, compare }: Test): Met {
  switch (compare.operator) {
    case "is null": {
      const read = raw(compare.of);
      if (!is) return knownOf(compare.of);
      return (object) => isPage(object) && isNull(read(object));
    }
    case "is empty":
      return ofOne(is, valueOf(compare.of), (list) => (list as readonly unknown[]).length === 0);
    case "in": {
      const values = new Set<unknown>(compare.values);
      return ofOne(is, valueOf(compare.of), (found) => values.has(found));
    }
    case "includes":
      return ofTwo(is, valueOf(compare.list), valueOf(compare.other), (list, other) => (list as readonly unknown[]).includes(other));
    case "includes all of":
      return ofTwo(is, valueOf(compare.list), valueOf(compare.other), (list, other) => includesAll(list as readonly unknown[], other as readonly unknown[]));
    case "includes any of":
      return ofTwo(is, valueOf(compare.list), valueOf(compare.other), (list, other) => includesAny(list as readonly unknown[], other as readonly unknown[]));
    case "starts with":
    case "ends with":
    case "contains": {
      const { operator, left, right } = compare;
      return ofTwo(is, valueOf(left), valueOf(right), (text, part) => matches(operator, text as string, part as string));
    }
    default: {
      const { operator, left, right } = compare;
      return ofTwo(is, valueOf(left), valueOf(right), (a, b) => compared(operator, a, b));
    }
  }
}

function ofOne(is: boolean, read: Read, judge: (value: unknown) => boolean): Met {
  return (object) => {
    const found = read(object);
    return found !== illTyped && judge(found) === is;
  };
}

function ofTwo(is: boolean, left: Read, right: Read, judge: (left: unknown, right: unknown) => boolean): Met {
  return (object) => {
    const [a, b] = [left(object), right(object)];
    return a !== illTyped && b !== illTyped && judge(a, b) === is;
  };
}

function knownOf(of: Property): Met {
  if (typeof of.type !== "string" && of.type[0] === "page") {
    const read = raw(of);
    return (object) => isPage(object) && isPage(read(object));
  }
  const read = valueOf(of);
  return (object) => read(object) !== illTyped;
}

function isNull(value: unknown): boolean {
  return value === undefined || value === null;
}

function raw({ path }: Property): Read {
  const [first = "", ...rest] = path;
  if (rest.length === 0) return (object) => field(object, first);
  return (object) => rest.reduce(field, field(object, first));
}

/** The value if it is known, else `illTyped`: also for what is absent, of which every comparison is as unknown. */
function valueOf(operand: Operand): Read {
  if (operand.kind === "value") return () => operand.value;
  const read = raw(operand);
  const { type } = operand;
  if (typeof type === "string") return (object) => scalar(read(object), type);
  const [kind, ...names] = type;
  if (kind === "list") return (object) => listOf(read(object), names[0] ?? "") ?? illTyped;
  return (object) => {
    const found = read(object);
    return isOneOf(found, names) ? found : illTyped;
  };
}
