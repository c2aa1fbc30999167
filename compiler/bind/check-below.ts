// Two `and below` blocks of a role may reach one class only if one of their classes is below the other: then that one counts.
import type { Name } from "../ast.ts";
import { inherits } from "./classes.ts";
import type { Environment } from "./environment.ts";
import { nameDiagnostics } from "../diagnostics/names.ts";
import type { ClassModel, RoleModel } from "../model.ts";

/** The classes of `own` have blocks of their own; `below`: the classes that `and below` blocks name, with their names as written. */
export function checkBelow(
  role: RoleModel,
  what: "access" | "deny",
  own: Iterable<ClassModel>,
  below: ReadonlyMap<ClassModel, Name>,
  environment: Environment,
): void {
  if (below.size < 2) return;
  const reported = new Set<string>();
  const looked = new Set<ClassModel>(own);
  for (const target of below.keys()) {
    if (target.index < 0) continue;
    for (const one of environment.classes.below(target)) {
      if (looked.has(one)) continue;
      looked.add(one);
      const conflict = findConflict(one, below);
      if (conflict === undefined) continue;
      const [first, second] = [...conflict].sort((a, b) => (below.get(a)?.span.start ?? 0) - (below.get(b)?.span.start ?? 0));
      if (first === undefined || second === undefined) continue;
      const key = `${first.index} ${second.index}`;
      if (reported.has(key)) continue;
      reported.add(key);
      report(role, what, one, first, second, below, environment);
    }
  }
}

/** The nearest target, and one that it is not below. */
function findConflict(one: ClassModel, below: ReadonlyMap<ClassModel, Name>): readonly [ClassModel, ClassModel] | undefined {
  const targets = one.searchOrder.filter((above) => below.has(above));
  const [nearest, ...others] = targets;
  if (nearest === undefined || nearest === one) return undefined;
  const other = others.find((above) => !inherits(nearest, above));
  return other && [nearest, other];
}

function report(
  role: RoleModel,
  what: "access" | "deny",
  on: ClassModel,
  first: ClassModel,
  second: ClassModel,
  below: ReadonlyMap<ClassModel, Name>,
  environment: Environment,
): void {
  const span = below.get(first)?.span;
  environment.context.sink.report(
    nameDiagnostics.conflictingBelow,
    below.get(second)?.span,
    { role: role.name, on: on.name, first: first.name, second: second.name, what },
    { labels: span ? [{ span, message: "the other is here" }] : [], help: `write a block for \`${on.name}\` itself, or for what is below it` },
  );
}
