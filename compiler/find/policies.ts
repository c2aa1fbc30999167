// Finds policies and rows of bodies that change nothing, policies that replace others, and rows that cannot be judged.
import type { Condition } from "../condition.ts";
import type { Sink } from "../diagnostics/diagnostic.ts";
import { findingDiagnostics } from "../diagnostics/findings.ts";
import { both, FALSE, TRUE, UNKNOWN, type Node, type Operation } from "../diagram.ts";
import type { ClassModel, PolicyModel } from "../model.ts";
import { references } from "../resolve/atoms.ts";
import type { Span } from "../source.ts";
import { canReach } from "../resolve/feasible.ts";
import { listed, safely, shortened, withoutRows } from "./report.ts";
import type { Without } from "./without.ts";

/** `known` are places that a finding of another kind names: their conditions are judged already. */
export function findInPolicies(without: Without, known: readonly Span[], sink: Sink): void {
  const isKnown = (span: Span): boolean => known.some((other) => other.file === span.file && span.start <= other.start && other.end <= span.end);
  const seen = new Set<Span>();
  for (const cls of [...without.model.classes, without.model.baseclass]) {
    for (const policy of cls.ownPolicies) {
      if (without.isSpent) return;
      findOverride(policy, without, seen, sink);
      if (!isKnown(policy.condition.span)) findIdlePolicy(policy, without, seen, sink);
      findRows(policy.condition, cls, `policy \`${policy.name}\``, "holds", without, seen, sink);
    }
    for (const when of cls.ownWhens.values()) findRows(when.body, cls, `\`${when.name}\``, "truth", without, seen, sink);
  }
}

/** What a policy is for, one key for each thing that it guards. Discover widens, and encryption has no condition. */
function keysOf({ action }: PolicyModel): readonly string[] {
  switch (action.kind) {
    case "action":
      return action.action === "discover" ? [] : [action.action];
    case "privilege":
      return [`privilege ${action.privilege}`];
    case "property-read":
      return action.properties.map(({ path }) => `.${path.join(".")}`);
    case "property-encrypt":
      return [];
  }
}

/** Those in force for a key on a class: going up, each name once. */
function inForce(cls: ClassModel, key: string, left?: (policy: PolicyModel) => boolean): readonly PolicyModel[] {
  const named = new Map<string, PolicyModel>();
  for (const other of cls.searchOrder) {
    for (const policy of other.ownPolicies) {
      if (left?.(policy) !== true && !named.has(policy.name) && keysOf(policy).includes(key)) named.set(policy.name, policy);
    }
  }
  return [...named.values()];
}

function allTrue(policies: readonly PolicyModel[], cls: ClassModel, { resolved }: Without): Node {
  const { diagrams, conditions } = resolved;
  return policies.map((policy) => conditions.holds(policy.condition, cls)).reduceRight((rest, node) => diagrams.apply(both, node, rest), diagrams.leaf(1));
}

/** Judged for the whole declaration: all its actions, on all its classes. */
function findIdlePolicy(policy: PolicyModel, without: Without, seen: Set<Span>, sink: Sink): void {
  const isOf = (other: PolicyModel): boolean => other.span === policy.span;
  if (seen.has(policy.span)) return;
  const models = without.model.classes.concat(without.model.baseclass).flatMap((cls) => cls.ownPolicies.filter(isOf));
  if (models.some((model) => keysOf(model).length === 0)) return;
  let decides = false;
  for (const model of models) {
    for (const id of without.distinctBelow(model.on)) {
      const cls = without.classOf(id);
      for (const key of keysOf(model)) {
        without.budget.left -= 2;
        if (without.isSpent) return;
        const now = inForce(cls, key);
        if (!now.includes(model)) continue;
        decides = true;
        if (!without.same(allTrue(now, cls, without), allTrue(inForce(cls, key, isOf), cls, without))) return;
      }
    }
  }
  seen.add(policy.span);
  const why = decides ? "the others for the same require it already" : "on each class a nearer one of its name stands in its place";
  sink.report(findingDiagnostics.policyChangesNothing, policy.span, { policy: policy.name, cls: policy.on.name, why }, { help: "take it out" });
}

/** What the policy that it replaces required, and it does not. */
function findOverride(policy: PolicyModel, without: Without, seen: Set<Span>, sink: Sink): void {
  const { conditions, diagrams } = without.resolved;
  const lost = keysOf(policy).flatMap((key) => {
    const above = policy.on.searchOrder
      .filter((cls) => cls !== policy.on)
      .flatMap((cls) => cls.ownPolicies.filter((other) => other.name === policy.name && keysOf(other).includes(key)))[0];
    if (above === undefined || policy.on === without.model.baseclass) return [];
    const node = diagrams.apply(given, conditions.holds(policy.condition, policy.on), conditions.holds(above.condition, policy.on));
    return canReach(node, 1, conditions.atoms.atoms) ? [{ key, above }] : [];
  });
  const [first] = lost;
  if (first === undefined || seen.has(policy.condition.span)) return;
  seen.add(policy.condition.span);
  const keys = listed(lost.map(({ key }) => key));
  const isProperty = first.key.startsWith(".");
  sink.report(
    findingDiagnostics.policyOverrides,
    policy.span,
    {
      policy: policy.name,
      cls: policy.on.name,
      above: first.above.on.name,
      lost: isProperty
        ? `${keys} can be seen where that one hides it`
        : `for ${keys} it is no longer required that \`${shortened(first.above.condition.span)}\``,
    },
    { labels: [{ span: first.above.span, message: "the one that it replaces" }], help: "give it another name if both must be met" },
  );
}

/** True below and not above. */
const given: Operation = { combine: (here, above) => (here === 1 && above === 0 ? 1 : 0) };

function findRows(body: Condition, on: ClassModel, where: string, view: "holds" | "truth", without: Without, seen: Set<Span>, sink: Sink): void {
  if (body.kind !== "rows" || seen.has(body.span)) return;
  seen.add(body.span);
  findShut(body, on, without, sink);
  const { conditions } = without.resolved;
  const look = (condition: Condition, cls: ClassModel): Node => (view === "holds" ? conditions.holds(condition, cls) : conditions.truthFor(condition, cls));
  let rest = body;
  // From the last: so of two rows of which either may go, the lower one is named.
  for (const row of body.rows.toReversed()) {
    const less = { ...rest, rows: rest.rows.filter((other) => other !== row) };
    const alone = { ...body, rows: body.rows.filter((other) => other !== row) };
    const environments = new Set<unknown>();
    const classes = [on, ...without.distinctBelow(on).map((id) => without.classOf(id))].filter((cls) => {
      const environment = conditions.environment(cls);
      return !environments.has(environment) && environments.add(environment);
    });
    without.budget.left -= classes.length * 5;
    if (without.isSpent) return;
    if (!classes.every((cls) => [less, alone].every((one) => without.same(look(body, cls), look(one, cls))))) continue;
    rest = less;
    const fix = safely(withoutRows("take the row out", [row.span]));
    sink.report(findingDiagnostics.rowChangesNothing, row.span, { where }, { help: "the rows above it decide already, or what follows says the same", fix });
  }
}

const isPassed = (truth: number): number => (truth === FALSE ? 1 : 0);
const isUnknown = (truth: number): number => (truth === UNKNOWN ? 1 : 0);

/** The first row that is unknown where something is absent, although rows below could be true. One for each body. */
function findShut(body: Extract<Condition, { kind: "rows" }>, on: ClassModel, without: Without, sink: Sink): void {
  const { diagrams, conditions } = without.resolved;
  let passed = diagrams.leaf(1);
  for (const [i, row] of body.rows.entries()) {
    const when = conditions.truthFor(row.when, on);
    const below = conditions.truthFor({ ...body, rows: body.rows.slice(i + 1) }, on);
    const shut = withoutIllTyped(diagrams.apply(both, passed, diagrams.map(when, isUnknown)), without);
    const { atoms } = conditions.atoms;
    if (canReach(shut, 1, atoms) && canReach(below, TRUE, atoms)) {
      const absent = absentIn(row.when, on, without).filter((name) => isCause(shut, name, without));
      if (absent.length === 0) return;
      sink.report(
        findingDiagnostics.rowShutsBelow,
        row.when.span,
        { what: listed(absent).replace(" and ", " or ") },
        { help: `if something is meant to hold then, write a row before it: \`when ${absent[0] ?? ""} is null then …\`` },
      );
      return;
    }
    passed = diagrams.apply(both, passed, diagrams.map(when, isPassed));
  }
}

/** What is never absent: attributes with defaults, and what the group gives. */
function isPresent(reference: { readonly root: string; readonly path: readonly string[] }, { model }: Without): boolean {
  if (reference.root === "object") return false;
  const name = reference.path.join(".");
  if (reference.root === "operator" && (name === "accessGroup" || name === "roles")) return true;
  return (reference.root === "operator" ? model.operator : model.context).some((a) => a.default !== undefined && a.path.join(".") === name);
}

/** `is null` is unknown of an ill-typed value alone, which no row can guard against. */
function withoutIllTyped(node: Node, without: Without): Node {
  const { diagrams, conditions } = without.resolved;
  const never = diagrams.leaf(0);
  const done = new Map<Node, Node>();
  const walk = (at: Node): Node => {
    if (at.kind !== "atom") return at;
    const known = done.get(at);
    if (known !== undefined) return known;
    const atom = conditions.atoms.atoms[at.atom];
    const [no, yes, unknown] = [walk(at.children[FALSE]), walk(at.children[TRUE]), walk(at.children[UNKNOWN])];
    const cut = atom !== undefined && (atom.kind === "is null" || references(atom).every((reference) => isPresent(reference, without)));
    const made = diagrams.atom(at.atom, no, yes, cut ? never : unknown);
    done.set(at, made);
    return made;
  };
  return walk(node);
}

/** Whether the row is unknown where this one is absent and everything else is there. */
function isCause(shut: Node, name: string, without: Without): boolean {
  const { diagrams, conditions } = without.resolved;
  const { atoms } = conditions.atoms;
  const reads = (number: number): boolean => {
    const atom = atoms[number];
    return atom !== undefined && references(atom).some((reference) => nameOf(reference) === name);
  };
  const absent = diagrams.restrict(shut, (number) => (reads(number) ? (atoms[number]?.kind === "is null" ? TRUE : UNKNOWN) : undefined));
  const done = new Map<Node, Node>();
  const present = (at: Node): Node => {
    if (at.kind !== "atom") return at;
    const made = done.get(at) ?? diagrams.atom(at.atom, present(at.children[FALSE]), present(at.children[TRUE]), diagrams.leaf(0));
    done.set(at, made);
    return made;
  };
  return canReach(present(absent), 1, atoms);
}

function nameOf({ root, path }: { readonly root: string; readonly path: readonly string[] }): string {
  return `${root === "object" ? "" : root}.${path.join(".")}`;
}

/** The properties and attributes that a condition asks by itself and that may be absent. */
function absentIn(condition: Condition, on: ClassModel, without: Without): readonly string[] {
  const found = new Set<string>();
  const walk = (one: Condition): void => {
    if (one.kind === "atom" && one.atom.kind !== "is null")
      for (const reference of references(one.atom)) if (!isPresent(reference, without)) found.add(nameOf(reference));
    if (one.kind === "when") {
      const named = without.resolved.conditions.environment(on).whens.get(one.name);
      if (named !== undefined) walk(named.body);
    }
    if (one.kind === "rows") one.rows.forEach((row) => walk(row.when));
    if (one.kind === "not") walk(one.operand);
    if (one.kind === "and" || one.kind === "or") one.operands.forEach(walk);
  };
  walk(condition);
  return [...found];
}
