// Writes the access control policies of a random policy; none overrides a final one.
import { at, writeBody } from "./expressions.ts";
import type { Picks, PolicyPlan } from "./plan.ts";
import { one, scopeOf } from "./pieces.ts";
import type { Piece, World } from "./pieces.ts";
import { masks, policyNames, written } from "./pools.ts";
import type { Field } from "./pools.ts";

interface Known {
  readonly name: string;
  readonly on: string;
  readonly action: string;
  readonly final: boolean;
}

export function writePolicies(plan: PolicyPlan, world: World): readonly Piece[] {
  const known: Known[] = [];
  return plan.policies.flatMap(({ picks, actions, body }) => {
    const name = at(policyNames, picks[0]);
    const on = at(world.targets, picks[1]);
    const final = (picks[2] ?? 0) % 6 === 5;
    const free = (action: string): boolean =>
      known.every(
        (other) =>
          other.name !== name ||
          other.action !== action ||
          (other.on !== on && !(other.final && world.order(on).includes(other.on)) && !(final && world.order(other.on).includes(on))),
      );
    const wanted = actionsOf(picks, actions, on, world).filter(({ action }) => free(action));
    const distinctOnes = wanted.filter((one, i) => wanted.findIndex((other) => other.action === one.action) === i);
    if (distinctOnes.length === 0) return [];
    // What `showing` lists ends with the actions.
    distinctOnes.sort((a, b) => Number(a.text.includes(" showing ")) - Number(b.text.includes(" showing ")));
    known.push(...distinctOnes.map(({ action }) => ({ name, on, action, final })));
    // A final policy's access whens may not be redefined below; it uses none.
    const scope = final ? { ...scopeOf(world, on), whens: [] } : scopeOf(world, on);
    const text = distinctOnes[0]?.action === "property-encrypt" ? "" : ` ${writeBody(body, scope)}`;
    return [one(`${final ? "final " : ""}policy ${name} on ${written(on)} for ${distinctOnes.map((a) => a.text).join(", ")}${text}`)];
  });
}

interface Action {
  readonly action: string;
  readonly text: string;
}

function actionsOf(picks: Picks, actions: readonly Picks[], on: string, world: World): readonly Action[] {
  const fields = world.fields(on);
  const kind = (picks[3] ?? 0) % 8;
  if (kind === 6 && fields.length > 0) {
    const paths = new Map(actions.map((plan) => maskedPath(fields, plan)));
    return [{ action: "property-read", text: `property-read of ${[...paths].map((parts) => parts.join("")).join(", ")}` }];
  }
  if (kind === 7 && fields.length > 0) {
    return [{ action: "property-encrypt", text: `property-encrypt of ${path(fields, actions[0] ?? [])}` }];
  }
  return actions.map((plan) => action(plan, fields, world.privileges(on)));
}

function action(plan: Picks, fields: readonly Field[], privileges: readonly string[]): Action {
  const name = at(["read", "update", "read", "delete", "discover", "run-reports", "read", "privilege", "execute-rules", "discover", "open-rules"], plan[0]);
  if (name === "privilege") {
    if (privileges.length === 0) return { action: "read", text: "read" };
    const privilege = at(privileges, plan[1]);
    return { action: `privilege ${privilege}`, text: `privilege ${written(privilege)}` };
  }
  const showing = name === "discover" && fields.length > 0 && (plan[2] ?? 0) % 3 === 0 ? ` showing ${path(fields, plan)}` : "";
  return { action: name, text: `${name}${showing}` };
}

function path(fields: readonly Field[], plan: Picks): string {
  return maskedPath(fields, plan)[0];
}

/** A property, or sometimes a field of a page; and how it is masked, if it is not left to the language. */
function maskedPath(fields: readonly Field[], plan: Picks): readonly [path: string, mask: string] {
  const field = at(fields, plan[1]);
  if (field.type.kind === "page" && (plan[2] ?? 0) % 2 === 1) {
    const [inner, mask] = maskedPath(field.type.fields, plan.slice(1));
    return [`.${field.name}${inner}`, mask];
  }
  const known = field.type.kind === "scalar" ? masks[field.type.name] : [];
  return [`.${field.name}`, known.length === 0 ? "" : at(["", ...known], plan[0])];
}
