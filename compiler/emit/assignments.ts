// External assignments as plain data, for `aclc/external` to carry out.
import type { InterfaceDeclarationStructure, OptionalKind } from "ts-morph";
import type { ExternalAssignmentShape } from "../tables.ts";
import { literal, memberName } from "./escape.ts";
import { docs } from "./types.ts";

export function assignmentsInterface(assignments: readonly ExternalAssignmentShape[]): OptionalKind<InterfaceDeclarationStructure> {
  const properties = assignments.map(({ name, documentation }) => ({
    name: memberName(name),
    type: "ExternalAssignmentData",
    isReadonly: true,
    ...docs(documentation),
  }));
  return { name: "ExternalAssignments", isExported: true, properties };
}

export function assignmentsLiteral(assignments: readonly ExternalAssignmentShape[]): string {
  return `{\n${assignments.map((assignment) => `${memberName(assignment.name)}: ${assignmentLiteral(assignment)},`).join("\n")}\n}`;
}

function assignmentLiteral(assignment: ExternalAssignmentShape): string {
  const names = ["name", "class", "group", "performs", "expiresAfter", "remindEvery", "open"] as const;
  return `{\n${names.map((name) => `${name}: ${assignment[name] === undefined ? "undefined" : literal(assignment[name])},`).join("\n")}\n}`;
}
