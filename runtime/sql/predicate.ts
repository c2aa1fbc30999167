// A filter as a function of an object, for rows that are in memory.
import type { Condition, Filter, Operand, Property, Test } from "../filter/condition.ts";
import { FilterError } from "../filter/errors.ts";
import { compared, matches } from "../filter/fold.ts";
import { field, illTyped, includesAll, includesAny, isOneOf, isPage, listOf, scalar } from "../values.ts";

/**
 * Whether an object meets a filter, as `can` would say. `classOf` is needed for a filter of several classes.
 * What is no object, and what throws when it is read, meets no test.
 */
export function predicate<O extends object>(filter: Filter<O>, classOf?: (object: O) => string): (object: O) => boolean {
  const met = compiled(filter, classOf as ((object: object) => string) | undefined);
  return (object) => met(object);
}

type Met = (object: object) => boolean;
type Read = (object: object) => unknown;

function compiled(condition: Condition, classOf: ((object: object) => string) | undefined): Met {
  switch (condition.kind) {
    case "all":
      return () => true;
    case "none":
      return () => false;
    case "and":
      return every(condition.parts.map((part) => compiled(part, classOf)));
    case "or":
      return some(condition.parts.map((part) => compiled(part, classOf)));
    case "class": {
      if (classOf === undefined) throw new FilterError("NO_CLASS_COLUMN", "a filter of several classes needs to know the class of each object: give classOf");
      const names = new Set(condition.names);
      return (object) => names.has(classOf(object));
    }
    case "test":
      return ofTest(condition);
  }
}

function every(parts: readonly Met[]): Met {
  const [a, b] = parts;
  if (a !== undefined && b !== undefined && parts.length === 2) return (object) => a(object) && b(object);
  return (object) => parts.every((part) => part(object));
}

function some(parts: readonly Met[]): Met {
  const [a, b] = parts;
  if (a !== undefined && b !== undefined && parts.length === 2) return (object) => a(object) || b(object);
  return (object) => parts.some((part) => part(object));
}

function ofTest({ is, compare }: Test): Met {
  switch (compare.operator) {
    case "is null": {
      const read = raw(compare.of);
      if (!is) return knownOf(compare.of);
      return (object) => {
        if (!isPage(object)) return false;
        const value = read(object);
        return value === undefined || value === null;
      };
    }
    case "is empty":
      return ofOne(is, value(compare.of), (list) => (list as readonly unknown[]).length === 0);
    case "in":
      return ofMembers(is, value(compare.of), compare.values);
    case "includes":
      return ofTwo(is, value(compare.list), value(compare.other), (list, other) => (list as readonly unknown[]).includes(other));
    case "includes all of":
      return ofTwo(is, value(compare.list), value(compare.other), (list, other) => includesAll(list as readonly unknown[], other as readonly unknown[]));
    case "includes any of":
      return ofTwo(is, value(compare.list), value(compare.other), (list, other) => includesAny(list as readonly unknown[], other as readonly unknown[]));
    case "starts with":
    case "ends with":
    case "contains": {
      const { operator, left, right } = compare;
      return ofTwo(is, value(left), value(right), (text, part) => matches(operator, text as string, part as string));
    }
    default: {
      const { operator, left, right } = compare;
      return ofTwo(is, value(left), value(right), (a, b) => compared(operator, a, b));
    }
  }
}

function ofMembers(is: boolean, read: Read, values: readonly unknown[]): Met {
  const [only] = values;
  if (is && values.length === 1) return (object) => read(object) === only;
  const set = new Set<unknown>(values);
  return ofOne(is, read, (found) => set.has(found));
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
  const read = value(of);
  return (object) => read(object) !== illTyped;
}

function raw({ path }: Property): Read {
  const [first = "", ...rest] = path;
  if (rest.length === 0) return (object) => field(object, first);
  return (object) => rest.reduce(field, field(object, first));
}

/** The value if it is known, else `illTyped`: also for what is absent, of which every comparison is as unknown. */
function value(operand: Operand): Read {
  if (operand.kind === "value") return () => operand.value;
  const read = raw(operand);
  const { type } = operand;
  if (typeof type === "string") return (object) => scalar(read(object), type);
  const [kind, ...names] = type;
  if (kind === "union") {
    return (object) => {
      const found = read(object);
      return isOneOf(found, names) ? found : illTyped;
    };
  }
  const [element = ""] = names;
  return (object) => listOf(read(object), element) ?? illTyped;
}
