// The trace of a request's decision, by the reference evaluator.
import { concreteWorld, evaluate, type Level, type Question, type Subject, traceData, type TraceData } from "../compiler/explain.ts";
import type { Model } from "../compiler/index.ts";
import { settings } from "../runtime/index.ts";
import type { Asked, EvaluationRequest, Fields } from "./authzen.ts";

/**
 * Says why, as data. The decision that the tables gave is passed in: if the two disagree, which a compiler's fault
 * alone can bring about, it throws, so that nothing is allowed.
 */
export function explainer(model: Model, options: { readonly level: number; readonly now: () => number }) {
  const classes = new Map([...model.classes, model.baseclass].map((cls) => [cls.name, cls]));
  const groups = new Map(model.groups.map((group) => [group.name, group]));
  const roles = new Map(model.roles.map((role) => [role.name, role]));
  return (request: EvaluationRequest, object: Fields | undefined, allowed: boolean): TraceData | undefined => {
    const cls = classes.get(request.class);
    const question = questionOf(request.action);
    if (cls === undefined || question === undefined) return undefined;
    const group = groups.get(String(request.accessGroup));
    const listed = Array.isArray(request.roles) ? request.roles.flatMap((name) => roles.get(String(name)) ?? []) : [];
    const subject: Subject = group ? { kind: "group", group } : { kind: "roles", roles: listed, stop: false };
    const world = concreteWorld(model, subject, { object, operator: request.operator, context: request.context, now: options.now() });
    const result = evaluate(model, subject, options.level as Level, cls, world, question);
    if (result.allowed !== allowed) throw new Error("tables and reference evaluator disagree");
    return traceData(result.trace);
  };
}

/** Undefined for what is neither a setting nor `discover`. */
export function questionOf(action: Asked): Question | undefined {
  if (typeof action !== "string") {
    if ("privilege" in action) return { kind: "privilege", privilege: action.privilege };
    return "rule" in action ? { kind: "rule", rule: action.rule } : { kind: "see", path: action.property.split(".") };
  }
  if (action === "discover") return { kind: "discover" };
  const setting = settings.find((name) => name === action);
  return setting === undefined || setting === "discover" ? undefined : { kind: "setting", setting };
}
