// Access whens and policies on their classes, with their conditions; a policy for several actions becomes several.
import type { Path, PolicyAction, PolicyDeclaration } from "../ast.ts";
import { type ClassDraft, findClasses } from "./classes.ts";
import { bindBody } from "./conditions.ts";
import type { Environment } from "./environment.ts";
import { bindPath, pathText } from "./operands.ts";
import { findPrivilege, type Privileges } from "./privileges.ts";
import { checkMask } from "./check-masks.ts";
import type { Condition, ReferenceOperand } from "../condition.ts";
import { nameDiagnostics } from "../diagnostics/names.ts";
import { typeDiagnostics } from "../diagnostics/types.ts";
import type { ClassModel, ModelAction, PolicyModel } from "../model.ts";
import type { Span } from "../source.ts";

/** Fills in the access whens of all classes. */
export function bindWhens(environment: Environment): void {
  for (const own of environment.whens.values()) {
    for (const [name, { on, declaration }] of own) {
      const body = bindBody(declaration.body, on, environment);
      on.ownWhens.set(name, { name, on, body, documentation: declaration.documentation, span: declaration.name.span });
    }
  }
}

/** Fills in the policies of all classes. */
export function bindPolicies(declarations: readonly PolicyDeclaration[], privileges: Privileges, environment: Environment): void {
  const seen = new Map<ClassModel, Map<string, Span>>();
  for (const declaration of declarations) {
    checkCondition(declaration, environment);
    for (const on of findClasses(declaration.on, "among the classes of this policy", environment.classes, environment.context)) {
      const places = seen.get(on) ?? new Map<string, Span>();
      seen.set(on, places);
      bindOn(declaration, on, places, privileges, environment);
    }
  }
}

/** What a policy is for, apart from the properties that it names: policies of one name and key override each other. */
export function actionKey(action: ModelAction): string {
  if (action.kind === "action") return action.action;
  return action.kind === "privilege" ? `privilege ${action.privilege}` : action.kind;
}

function bindOn(declaration: PolicyDeclaration, on: ClassDraft, places: Map<string, Span>, privileges: Privileges, environment: Environment): void {
  const { body, name } = declaration;
  const condition: Condition = body ? bindBody(body, on, environment) : { kind: "constant", value: true, span: declaration.span };
  for (const node of declaration.actions) {
    const action = bindAction(node, on, privileges, environment);
    if (action === undefined) continue;
    const key = `${name.text} ${actionKey(action)}`;
    const earlier = places.get(key);
    const span = earlier?.start === name.span.start && earlier.file === name.span.file ? node.span : name.span;
    if (earlier !== undefined) {
      reportTwice(declaration, on, action, span, earlier, environment);
      continue;
    }
    places.set(key, name.span);
    on.ownPolicies.push({
      name: name.text,
      on,
      final: declaration.final,
      action,
      condition,
      documentation: declaration.documentation,
      span: name.span,
      showing: node.kind === "discover" ? bindPaths(node.showing, on, environment).map((property) => property.path) : [],
    } satisfies PolicyModel);
  }
}

function reportTwice(declaration: PolicyDeclaration, on: ClassDraft, action: ModelAction, span: Span, earlier: Span, environment: Environment): void {
  environment.context.sink.report(
    nameDiagnostics.duplicatePolicy,
    span,
    { name: declaration.name.text, on: on.name, action: `\`${actionKey(action)}\`` },
    { labels: [{ span: earlier, message: "first declared here" }], help: "give one of them another name: policies of different names all must be met" },
  );
}

function bindAction(node: PolicyAction, on: ClassDraft, privileges: Privileges, environment: Environment): ModelAction | undefined {
  switch (node.kind) {
    case "action":
      return { kind: "action", action: node.action };
    case "discover":
      return { kind: "action", action: "discover" };
    case "privilege": {
      const privilege = findPrivilege(node.name, on, privileges, environment.classes, environment.context);
      return privilege === undefined ? undefined : { kind: "privilege", privilege };
    }
    case "property-read": {
      const bound = bindPaths(
        node.properties.map((property) => property.path),
        on,
        environment,
      );
      const masks = new Map(node.properties.toReversed().map((property) => [pathText(property.path), property]));
      return {
        kind: "property-read",
        properties: bound.map(({ path, type }) => {
          const syntax = masks.get(`.${path.join(".")}`);
          if (syntax?.mask) checkMask(syntax.mask, path.join("."), type, environment.context);
          return { path, type, mask: syntax?.mask };
        }),
      };
    }
    case "property-encrypt":
      return { kind: "property-encrypt", properties: bindPaths(node.properties, on, environment).map(({ path, type }) => ({ path, type })) };
  }
}

/** Distinct properties of the object; others are reported. */
export function bindPaths(paths: readonly Path[], on: ClassDraft, environment: Environment): readonly ReferenceOperand[] {
  const first = new Map<string, Span>();
  const bound: ReferenceOperand[] = [];
  for (const path of paths) {
    const text = pathText(path);
    const earlier = first.get(text);
    if (path.root !== "object") {
      environment.context.sink.report(typeDiagnostics.objectPath, path.span, { path: text }, { help: "name a property of the class, such as `.status`" });
    } else if (earlier !== undefined) {
      environment.context.sink.report(
        nameDiagnostics.duplicateEntry,
        path.span,
        { name: text, list: "in this list" },
        { labels: [{ span: earlier, message: "first here" }], help: "take one of them away" },
      );
    } else {
      first.set(text, path.span);
      const operand = bindPath(path, on, environment);
      if (operand !== undefined) bound.push(operand);
    }
  }
  return bound;
}

/** A policy has a condition, but for encryption, which never has one. */
function checkCondition(declaration: PolicyDeclaration, environment: Environment): void {
  const { actions, body, name } = declaration;
  const encrypt = actions.find((action) => action.kind === "property-encrypt");
  const { sink } = environment.context;
  if (body && encrypt)
    sink.report(typeDiagnostics.conditionOfEncryption, encrypt.span, {}, { help: "write a policy of its own for `property-encrypt`, which holds always" });
  if (!body && actions.some((action) => action.kind !== "property-encrypt")) {
    sink.report(
      typeDiagnostics.missingCondition,
      name.span,
      { name: name.text },
      { help: "write it between braces behind the actions: `{ .owner = operator.id }`" },
    );
  }
}
