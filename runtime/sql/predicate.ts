// A filter as a function of an object, for rows that are in memory.
import type { Condition, Filter, Operand, Property, Test } from "../filter/condition.ts";
import { isPlain } from "../evaluate.ts";
import { FilterError } from "../filter/errors.ts";
import { compared, matches } from "../filter/fold.ts";
import { cleanOf } from "../filter/index.ts";
import { field, illTyped, includesAll, includesAny, isOneOf, isPage, listOf, scalar } from "../values.ts";

/**
 * Whether an object meets a filter, as `can` would say. `classOf` is needed for a filter of several classes.
 * What is no object, and what throws when it is read, meets no test.
 */
export function predicate<O extends object>(filter: Filter<O>, classOf?: (object: O) => string): (object: O) => boolean {
  const ofClass = classOf as ((object: object) => string) | undefined;
  const safe = compiled(filter, ofClass, field);
  const fast = compiled(filter, ofClass, own);
  const clean = cleanOf(filter) ?? (() => false);
  return (object) => {
    try {
      // Made of nothing but own properties: reading them needs no care.
      if (isPlain(object) && clean()) return fast(object);
    } catch {
      // A getter may have thrown, which only its own property is to suffer from.
    }
    return safe(object);
  };
}

type Met = (object: object) => boolean;
type Read = (object: object) => unknown;
/** How a property of the object itself is read. */
type Field = (object: object, name: string) => unknown;

function own(object: object, name: string): unknown {
  return (object as Readonly<Record<string, unknown>>)[name];
}

function compiled(condition: Condition, classOf: ((object: object) => string) | undefined, read: Field): Met {
  switch (condition.kind) {
    case "all":
      return always;
    case "none":
      return never;
    case "and":
      return every(condition.parts.map((part) => compiled(part, classOf, read)));
    case "or":
      return some(condition.parts.map((part) => compiled(part, classOf, read)));
    case "class": {
      if (classOf === undefined) throw new FilterError("NO_CLASS_COLUMN", "a filter of several classes needs to know the class of each object: give classOf");
      const names = new Set(condition.names);
      return (object) => names.has(classOf(object));
    }
    case "test":
      return ofTest(condition, read);
  }
}

/** Few are asked in one function: a call of each costs as much as what it asks. */
function every([a = always, b = always, c, ...more]: readonly Met[]): Met {
  if (c === undefined) return (object) => a(object) && b(object);
  if (more.length === 0) return (object) => a(object) && b(object) && c(object);
  const rest = more.length === 1 ? (more[0] ?? never) : every(more);
  return (object) => a(object) && b(object) && c(object) && rest(object);
}

function some([a = never, b = never, c, ...more]: readonly Met[]): Met {
  if (c === undefined) return (object) => a(object) || b(object);
  if (more.length === 0) return (object) => a(object) || b(object) || c(object);
  const rest = more.length === 1 ? (more[0] ?? never) : some(more);
  return (object) => a(object) || b(object) || c(object) || rest(object);
}

const always: Met = () => true;
const never: Met = () => false;

function ofTest({ is, compare }: Test, field: Field): Met {
  const value = (operand: Operand): Read => valueOf(operand, field);
  switch (compare.operator) {
    case "is null": {
      const read = raw(compare.of, field);
      if (!is) return knownOf(compare.of, field);
      return (object) => {
        if (!isPage(object)) return false;
        const value = read(object);
        return value === undefined || value === null;
      };
    }
    case "is empty":
      return ofOne(is, value(compare.of), (list) => (list as readonly unknown[]).length === 0);
    case "in":
      return ofMembers(is, compare.of, compare.values, field);
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
      if (right.kind === "value") return ofOne(is, value(left), (found) => compared(operator, found, right.value));
      return ofTwo(is, value(left), value(right), (a, b) => compared(operator, a, b));
    }
  }
}

function ofMembers(is: boolean, of: Property, values: readonly unknown[], field: Field): Met {
  const [only, second] = values;
  // Who is one of these texts or booleans needs no further look at its type.
  const simple = is && (of.type === "text" || of.type === "boolean" || (typeof of.type !== "string" && of.type[0] === "union"));
  const read = simple ? raw(of, field) : valueOf(of, field);
  const [name = ""] = of.path;
  if (is && values.length === 1 && simple && field === own && of.path.length === 1)
    return (object) => (object as Readonly<Record<string, unknown>>)[name] === only;
  if (is && values.length === 1) return (object) => read(object) === only;
  if (is && values.length === 2) {
    return (object) => {
      const found = read(object);
      return found === only || found === second;
    };
  }
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

function knownOf(of: Property, field: Field): Met {
  if (typeof of.type !== "string" && of.type[0] === "page") {
    const read = raw(of, field);
    return (object) => isPage(object) && isPage(read(object));
  }
  const read = valueOf(of, field);
  return (object) => read(object) !== illTyped;
}

function raw({ path }: Property, read: Field): Read {
  const [first = "", ...rest] = path;
  if (rest.length === 0) return read === own ? (object) => (object as Readonly<Record<string, unknown>>)[first] : (object) => read(object, first);
  return (object) => rest.reduce(field, read(object, first));
}

/** The value if it is known, else `illTyped`: also for what is absent, of which every comparison is as unknown. */
function valueOf(operand: Operand, field: Field): Read {
  if (operand.kind === "value") return () => operand.value;
  const read = raw(operand, field);
  const { type } = operand;
  switch (typeof type === "string" ? type : type[0]) {
    case "text":
      return (object) => {
        const found = read(object);
        return typeof found === "string" ? found : illTyped;
      };
    case "decimal":
      return (object) => {
        const found = read(object);
        return Number.isFinite(found) ? found : illTyped;
      };
    case "union": {
      const members = type.slice(1) as readonly string[];
      return (object) => {
        const found = read(object);
        return isOneOf(found, members) ? found : illTyped;
      };
    }
    case "list": {
      const element = type[1] ?? "";
      return (object) => listOf(read(object), element) ?? illTyped;
    }
    default:
      return (object) => scalar(read(object), type as string);
  }
}
