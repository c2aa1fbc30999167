// What questions about a whole policy can be asked: who can do something, and what changes between two versions.
export { analyse, type Analysis, type Asked } from "./analysis.ts";
export type { ClassSet } from "./class-set.ts";
export { diff, type PolicyDiff } from "./diff.ts";
export type { DecisionChange } from "./diff-cells.ts";
export type { DeclarationChange } from "./diff-declarations.ts";
export type { RoleChange } from "./diff-parts.ts";
export type { PropertyChange } from "./diff-properties.ts";
export { EVERYTHING, FIRST_MATRIX_CONDITION, matrix, NOBODY, UNKNOWN_HERE, type Matrix } from "./matrix.ts";
export { who, type Access, type Who } from "./who.ts";
