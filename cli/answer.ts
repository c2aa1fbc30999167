// Answers one line: a request in, a decision out, as JSON. What is no valid request is denied with an error.
import type { Model } from "../compiler/index.ts";
import { type Policy, type Requestor, RequestorError } from "../runtime/index.ts";
import { BadRequest, type EvaluationRequest, evaluationRequest } from "./authzen.ts";
import { explainer } from "./explain-request.ts";
import { parseJson } from "./strict-json.ts";

export interface Answer {
  readonly valid: boolean;
  readonly json: string;
}

export interface AnswerOptions {
  readonly level: number;
  readonly now: () => number;
  readonly explain: boolean;
}

/** `undefined` stands for a line that is too long. */
export function answerer(policy: Policy, model: Model, options: AnswerOptions): (line: Uint8Array | undefined) => Answer {
  const withTextId = new Set(model.classes.filter((c) => isText(c.properties.get("id")?.type)).map((c) => c.name));
  const declared = new Set(model.context.map((attribute) => attribute.path[0] ?? ""));
  const explain = options.explain ? explainer(model, options) : undefined;
  return (line) => {
    try {
      const request = requestOf(line);
      const object = objectOf(request, withTextId);
      const decision = requestorOf(policy, request).decide(request.action as never, request.class, object);
      const ignored = [...request.ignored, ...misplaced(request, declared)];
      const context = {
        ...(!decision.allowed && { reason: decision.reason }),
        ...(explain && { trace: explain(request, object, decision.allowed) }),
        ...(ignored.length > 0 && { ignored }),
      };
      return { valid: true, json: answerJson(decision.allowed, context) };
    } catch (error) {
      return { valid: false, json: answerJson(false, { error: refusal(error) }) };
    }
  };
}

function requestOf(line: Uint8Array | undefined): EvaluationRequest {
  if (line === undefined) throw new BadRequest("the line is too long");
  const parsed = parseJson(line);
  if (!parsed.ok) throw new BadRequest(`the line is not valid JSON: ${parsed.reason}`);
  return evaluationRequest(parsed.value);
}

function requestorOf(policy: Policy, { accessGroup, roles, operator, context }: EvaluationRequest): Requestor {
  const who = accessGroup === undefined ? { roles: roles as readonly string[] } : { accessGroup: accessGroup as string };
  return policy.requestor({ ...who, operator, context });
}

/** `resource.id` fills the property `id` where the class has one of type text and the properties lack it. */
function objectOf({ object, id, class: name }: EvaluationRequest, withTextId: ReadonlySet<string>): EvaluationRequest["object"] {
  if (object === undefined || id === undefined || !withTextId.has(name) || Object.hasOwn(object, "id")) return object;
  return { ...object, id };
}

/** What a context cannot say: who asks, what is asked, and when. It is not looked at unless the policy declares it. */
function misplaced({ context }: EvaluationRequest, declared: ReadonlySet<string>): readonly string[] {
  return elsewhere.filter((name) => Object.hasOwn(context, name) && !declared.has(name)).map((name) => `context.${name}`);
}

const elsewhere = ["subject", "operator", "action", "resource", "object", "accessGroup", "roles", "now", "today"];

function answerJson(decision: boolean, context: object): string {
  return JSON.stringify(Object.keys(context).length === 0 ? { decision } : { decision, context });
}

/** Anything else is our own fault, and no business of whoever asked. */
function refusal(error: unknown): { code: string; message: string } {
  if (error instanceof BadRequest) return { code: "BAD_REQUEST", message: error.message };
  if (error instanceof RequestorError) return { code: error.code, message: error.message };
  return { code: "INTERNAL", message: "the request could not be evaluated" };
}

function isText(type: { readonly kind: string; readonly name?: string } | undefined): boolean {
  return type?.kind === "scalar" && type.name === "text";
}
