// What `aclc/explain` offers: the reference evaluator, which says of every step why.
export { evaluate, type Result } from "./reference/evaluate.ts";
export { maskedCopy } from "./reference/masks.ts";
export { renderTrace, traceData, type TraceData, type TraceLine } from "./reference/render.ts";
export type { Level, Question, QuestionStep, Step, Subject } from "./reference/trace.ts";
export { concreteWorld, type Request } from "./reference/world.ts";
