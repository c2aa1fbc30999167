// What a generated module brings so that its requestors make filters: `aclc/filter`.
import type { Joined } from "../combine.ts";
import { ALLOWED, FIRST_CONDITION, NOT_DECLARED } from "../data.ts";
import { find } from "../decide.ts";
import type { Asker, Cell } from "../decide.ts";
import type { Loaded } from "../load.ts";
import { Requestor } from "../requestor.ts";
import { Builder } from "./build.ts";
import { remember } from "./check.ts";
import type { Condition } from "./condition.ts";
import { FilterError } from "./errors.ts";
import { Conditions } from "./join.ts";
import type { PackedConditions } from "./packed.ts";

/**
 * The condition under which objects of a class, or of several, may be acted on; what the requestor brings, the level and
 * the clock are decided now. What the policy does not know is denied, as everywhere. Throws FilterError, and what a
 * clock throws.
 */
export function filters(requestor: Asker, action: unknown, classes: unknown): Condition {
  const asker = stopped(requestor);
  const made = filterOf(asker, action, classes);
  if (made.kind !== "all" && made.kind !== "none") remember(made, asker, action, classes);
  return made;
}

/** The same requestor at one moment: all that is made of one filter, in SQL and in memory, means that one. */
function stopped({ loaded, level, facts, combined }: Asker): Asker {
  let time: number | undefined;
  const now = (): number => (time ??= facts.now());
  const group = loaded.groups.of(facts["operator.accessGroup"]) ?? 0;
  return new Requestor(loaded, level, Object.freeze({ ...facts, now }), group, combined, new Set());
}

function filterOf(asker: Asker, action: unknown, classes: unknown): Condition {
  const conditions = new Conditions();
  const maker: Maker = { asker, conditions, builder: new Builder(packedOf(asker.loaded), asker.facts, conditions), joined: new Map() };
  if (!Array.isArray(classes)) return ofClass(maker, action, classes);
  const byCondition = new Map<Condition, string[]>();
  for (const name of new Set(classes as readonly unknown[])) {
    const made = ofClass(maker, action, name);
    if (made !== conditions.none) byCondition.set(made, [...(byCondition.get(made) ?? []), String(name)]);
  }
  return conditions.or(...[...byCondition].map(([made, names]) => conditions.and(conditions.class(names), made)));
}

interface Maker {
  readonly asker: Asker;
  readonly conditions: Conditions;
  readonly builder: Builder;
  /** What a set of roles says, by code. */
  readonly joined: Map<number, Condition>;
}

function ofClass(maker: Maker, action: unknown, name: unknown): Condition {
  const cell = find(maker.asker, action, name);
  return typeof cell === "string" ? maker.conditions.none : ofCode(maker, cell.combined, cell.code);
}

function ofCode(maker: Maker, combined: Cell["combined"], code: number): Condition {
  if (code <= NOT_DECLARED) return maker.conditions.constant(code === ALLOWED);
  if (combined === null) return maker.builder.build(code - FIRST_CONDITION, 1);
  const known = maker.joined.get(code);
  if (known !== undefined) return known;
  const joined = combined.joined[code - FIRST_CONDITION];
  const made = joined === undefined ? maker.conditions.none : ofJoined(maker, combined, joined);
  maker.joined.set(code, made);
  return made;
}

/** As runtime/decide.ts asks them: what grants first, or speaks first, decides. */
function ofJoined(maker: Maker, combined: Cell["combined"], { says, any, policy }: Joined): Condition {
  const { conditions } = maker;
  const said = says.reduceRight<Condition>(
    (rest, [grants, speaks]) => conditions.or(ofCode(maker, null, grants), conditions.and(isSilent(maker, speaks), rest)),
    conditions.none,
  );
  return conditions.and(ofCode(maker, null, policy), conditions.or(said, ...any.map((code) => ofCode(maker, combined, code))));
}

function isSilent({ conditions, builder }: Maker, speaks: number): Condition {
  return speaks <= NOT_DECLARED ? conditions.constant(speaks !== ALLOWED) : builder.build(speaks - FIRST_CONDITION, 0);
}

/** Read when a filter is first asked for. */
function packedOf({ data }: Loaded): PackedConditions {
  const known = packed.get(data);
  if (known !== undefined) return known;
  if (typeof data.filters !== "string") throw new FilterError("NO_CONDITIONS", "the policy's module brings no conditions for filters: build it again");
  const made = JSON.parse(data.filters) as PackedConditions;
  packed.set(data, made);
  return made;
}
const packed = new WeakMap<object, PackedConditions>();
