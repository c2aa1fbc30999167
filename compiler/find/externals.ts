// Reports external assignments that perform what their guests can never be granted (docs/language.md, External assignments).
import { references } from "../resolve/atoms.ts";
import type { Atom, ReferenceOperand } from "../condition.ts";
import type { Sink } from "../diagnostics/diagnostic.ts";
import { tableDiagnostics } from "../diagnostics/tables.ts";
import { FALSE, TRUE, UNKNOWN, type Truth } from "../diagram.ts";
import { canReach } from "../resolve/feasible.ts";
import type { ExternalAssignmentModel, GroupModel, Model } from "../model.ts";
import type { Resolved } from "../resolve/resolve.ts";

/** Whether some instance, at some level, could allow each thing; policies included. */
export function findExternals(model: Model, resolved: Resolved, sink: Sink): void {
  for (const assignment of model.externalAssignments) {
    for (const thing of assignment.performs) {
      if (couldPerform(model, resolved, assignment, thing)) continue;
      sink.report(
        tableDiagnostics.assignmentNeverGranted,
        thing.span,
        { what: thing.kind, name: thing.name, group: assignment.group.name, cls: assignment.on.name },
        {
          labels: [{ span: assignment.group.span, message: "the guests are members of this group" }],
          help: `grant it to a role of \`${assignment.group.name}\`; guests have no attributes but \`operator.accessGroup\` and \`operator.roles\`, and no context`,
        },
      );
    }
  }
}

function couldPerform(
  model: Model,
  { columns, diagrams, groups, order, conditions }: Resolved,
  { on, group }: ExternalAssignmentModel,
  { kind, name }: ExternalAssignmentModel["performs"][number],
): boolean {
  const column = kind === "rule" ? columns.firstRule + model.rules.indexOf(name) : columns.firstPrivilege + model.privileges.indexOf(name);
  const row = groups.rows[groups.rowOf[group.index]?.[order.idOf.get(on) ?? 0] ?? 0];
  const cell = row?.[column];
  if (cell === undefined) return false;
  const { atoms } = conditions.atoms;
  const defaults = new Set(model.operator.concat(model.context).flatMap((a) => (a.default === undefined ? [] : [a.path.join(".")])));
  const left = diagrams.restrict(cell, (number) => {
    const atom = atoms[number];
    // An attribute with a default is not absent; what it comes to stays open.
    const open = atom === undefined || references(atom).some((r) => r.root !== "object" && defaults.has(r.path.join(".")));
    return open ? undefined : guestTruth(atom, group);
  });
  return canReach(left, 1, atoms);
}

/** What an atom comes to for every guest of a group; undefined where the object or the clock decides. */
function guestTruth(atom: Atom, group: GroupModel): Truth | undefined {
  switch (atom.kind) {
    case "holds":
      return truth(group.roles.some((role) => role.holds.some((held) => held.name === atom.role)));
    case "is null":
      if (atom.operand.root === "object") return undefined;
      return truth(!isKnown(atom.operand));
    case "truth":
      return atom.operand.root === "object" ? undefined : UNKNOWN;
    case "is empty":
      return ofReferences([atom.operand], () => truth(group.roles.length === 0));
    case "compare":
      return ofReferences([atom.left, atom.right], () => compareGroup(atom, group));
    case "match":
      return ofReferences([atom.left, atom.right], () => undefined);
    case "includes":
      return ofReferences([atom.list, atom.other], () => includesRole(atom, group));
  }
}

/** Unknown as soon as an operand is an attribute that guests lack. */
function ofReferences(operands: readonly { readonly kind: string }[], known: () => Truth | undefined): Truth | undefined {
  const references = operands.filter((operand): operand is ReferenceOperand => operand.kind === "reference");
  if (references.some((reference) => reference.root !== "object" && !isKnown(reference))) return UNKNOWN;
  return references.length > 0 && references.every((reference) => reference.root !== "object") ? known() : undefined;
}

function isKnown({ root, path }: ReferenceOperand): boolean {
  return root === "operator" && (path[0] === "accessGroup" || path[0] === "roles");
}

function compareGroup(atom: Extract<Atom, { kind: "compare" }>, group: GroupModel): Truth | undefined {
  const literal = [atom.left, atom.right].find((operand) => operand.kind === "literal");
  return literal?.kind === "literal" && atom.operator === "=" ? truth(literal.value === group.name) : undefined;
}

function includesRole({ list, other }: Extract<Atom, { kind: "includes" }>, group: GroupModel): Truth | undefined {
  if (list.kind === "reference" && list.path[0] === "roles" && other.kind === "literal") {
    return truth(group.roles.some((role) => role.name === other.value));
  }
  if (list.kind === "list" && other.kind === "reference" && other.path[0] === "accessGroup") return truth(list.values.includes(group.name));
  return undefined;
}

function truth(value: boolean): Truth {
  return value ? TRUE : FALSE;
}
