// The shape of requests: an OpenID AuthZEN 1.0 evaluation request, checked field by field and put into our terms.

export type Fields = Readonly<Record<string, unknown>>;

export interface EvaluationRequest {
  /** Exactly one of the two is there. Names and types are the requestor's to check. */
  readonly accessGroup: unknown;
  readonly roles: unknown;
  /** The operator's attributes, `id` included. */
  readonly operator: Fields;
  readonly action: Asked;
  readonly class: string;
  readonly id: string | undefined;
  /** Absent: asked about without an object. */
  readonly object: Fields | undefined;
  readonly context: Fields;
  /** What the request says where it may not be said; it was not looked at. */
  readonly ignored: readonly string[];
}

/** A setting, or what is guarded in another way; as the runtime's requestors take it. */
export type Asked = string | { readonly privilege: string } | { readonly rule: string } | { readonly property: string };

/** A request that is none; the message is for its sender. */
export class BadRequest extends Error {}

/** Throws BadRequest. Fields that it does not know are not looked at. */
export function evaluationRequest(value: unknown): EvaluationRequest {
  const request = fields(value, "a request");
  const subject = fields(request["subject"], "`subject`");
  const resource = fields(request["resource"], "`resource`");
  const { accessGroup, roles, ...attributes } = optional(subject["properties"], "`subject.properties`") ?? {};
  text(subject["type"], "`subject.type`");
  if ((accessGroup === undefined) === (roles === undefined)) throw new BadRequest("`subject.properties` needs either `accessGroup` or `roles`");
  return {
    accessGroup,
    roles,
    operator: { ...attributes, id: text(subject["id"], "`subject.id`") },
    action: actionOf(fields(request["action"], "`action`")),
    class: text(resource["type"], "`resource.type`"),
    id: resource["id"] === undefined ? undefined : text(resource["id"], "`resource.id`"),
    object: optional(resource["properties"], "`resource.properties`"),
    context: optional(request["context"], "`context`") ?? {},
    ignored: Object.hasOwn(attributes, "id") ? ["subject.properties.id"] : [],
  };
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function actionOf(action: Fields): Asked {
  const name = text(action["name"], "`action.name`");
  const key = parameters.get(name);
  if (key === undefined) return name;
  const parameter = text(optional(action["properties"], "`action.properties`")?.[key], `\`action.properties.${key}\``);
  if (key === "property") return { property: parameter.replace(/^\./, "") };
  return key === "rule" ? { rule: parameter } : { privilege: parameter };
}

/** Which property says what an action is about. */
const parameters: ReadonlyMap<string, "privilege" | "rule" | "property"> = new Map([
  ["privilege", "privilege"],
  ["perform", "rule"],
  ["see", "property"],
]);

function fields(value: unknown, what: string): Fields {
  if (isFields(value)) return value;
  throw new BadRequest(value === undefined ? `${what} is missing` : `${what} is no object`);
}

function optional(value: unknown, what: string): Fields | undefined {
  return value === undefined ? undefined : fields(value, what);
}

function text(value: unknown, what: string): string {
  if (typeof value === "string") return value;
  throw new BadRequest(value === undefined ? `${what} is missing` : `${what} is no text`);
}
