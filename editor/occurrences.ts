// Where a file names things: every name of its tree, with what it is the name of.
import type { AssertDeclaration, Body, Declaration, Expression, Name, Operand, Path, PolicyAction, TestDeclaration, TestObject } from "../compiler/ast.ts";
import type { ParsedFile } from "../compiler/parse/parse.ts";
import type { Span } from "../compiler/source.ts";

export type NameKind =
  "class" | "role" | "group" | "privilege" | "rule" | "access when" | "policy" | "external assignment" | "property" | "operator" | "context" | "performed";

export interface Occurrence {
  readonly kind: NameKind;
  /** For properties and attributes the path, with points. */
  readonly name: string;
  /** The name alone, backticks included; of a path the segment. */
  readonly span: Span;
  readonly quoted: boolean;
  readonly declares: boolean;
  /** The class that a property, privilege, access when, policy or rule is meant on, if it is told. */
  readonly on: string | undefined;
}

const found = new WeakMap<ParsedFile, readonly Occurrence[]>();

/** In the order of the tree. */
export function occurrencesOf(file: ParsedFile): readonly Occurrence[] {
  let list = found.get(file);
  if (list === undefined) {
    const walker = new Walker();
    for (const declaration of file.declarations) walker.declaration(declaration);
    found.set(file, (list = walker.list));
  }
  return list;
}

/** The name that an offset is in or at the end of. */
export function occurrenceAt(file: ParsedFile, offset: number): Occurrence | undefined {
  return occurrencesOf(file).find(({ span }) => span.start <= offset && offset <= span.end);
}

class Walker {
  readonly list: Occurrence[] = [];

  declaration(node: Declaration): void {
    switch (node.kind) {
      case "import":
        return;
      case "operator":
      case "context":
        this.#fields(node.kind, node.fields, [], undefined);
        return;
      case "class":
        this.#add("class", node.name, true);
        if (node.extends) this.#add("class", node.extends);
        this.#fields("property", node.fields, [], node.name.text);
        return;
      case "access when":
        this.#add("access when", node.name, true, node.on.text);
        this.#add("class", node.on);
        this.#body(node.body, node.on.text);
        return;
      case "privilege":
        this.#add("privilege", node.name, true, node.on[0]?.text);
        for (const on of node.on) this.#add("class", on);
        return;
      case "role":
        this.#role(node);
        return;
      case "group":
        this.#add("group", node.name, true);
        for (const role of node.roles) this.#add("role", role);
        return;
      case "policy":
        this.#add("policy", node.name, true, node.on[0]?.text);
        for (const on of node.on) this.#add("class", on);
        for (const action of node.actions) this.#action(action, node.on[0]?.text);
        if (node.body) this.#body(node.body, node.on[0]?.text);
        return;
      case "rule":
        this.#add("rule", node.name, true, node.on.text);
        this.#add("class", node.on);
        for (const privilege of node.requires) this.#add("privilege", privilege, false, node.on.text);
        if (node.when) this.#expression(node.when, node.on.text);
        return;
      case "external assignment":
        this.#add("external assignment", node.name, true, node.on.text);
        this.#add("class", node.on);
        this.#add("group", node.group);
        for (const name of node.performs) this.#add("performed", name, false, node.on.text);
        return;
      case "test":
        this.#test(node);
        return;
      case "assert":
        this.#assert(node);
        return;
    }
  }

  #role(node: Extract<Declaration, { kind: "role" }>): void {
    this.#add("role", node.name, true);
    for (const role of node.dependsOn) this.#add("role", role);
    for (const block of node.blocks) {
      const on = block.targets[0]?.name.text;
      for (const { name } of block.targets) this.#add("class", name);
      for (const setting of block.settings) {
        if (setting.kind === "privileges") for (const name of setting.names) this.#add("privilege", name, false, on);
        const when = "value" in setting ? setting.value.when : setting.when;
        if (when) this.#expression(when, on);
      }
    }
  }

  #action(action: PolicyAction, on: string | undefined): void {
    if (action.kind === "privilege") this.#add("privilege", action.name, false, on);
    else if (action.kind === "discover") for (const path of action.showing) this.#path(path, on);
    else if (action.kind === "property-read") for (const { path } of action.properties) this.#path(path, on);
    else if (action.kind === "property-encrypt") for (const path of action.properties) this.#path(path, on);
  }

  #test(node: TestDeclaration): void {
    if (node.subject.kind === "group") this.#add("group", node.subject.group);
    else for (const role of node.subject.roles) this.#add("role", role);
    if (node.operator) this.#object("operator", node.operator, [], undefined);
    if (node.context) this.#object("context", node.context, [], undefined);
    for (const expectation of node.expectations) {
      const on = expectation.on.text;
      this.#add("class", expectation.on);
      if (expectation.kind === "has") this.#add("privilege", expectation.privilege, false, on);
      else if (expectation.kind === "perform") this.#add("rule", expectation.rule, false, on);
      else if (expectation.kind === "sees") this.#path(expectation.path, on);
      if (expectation.object) this.#object("property", expectation.object, [], on);
    }
  }

  #assert(node: AssertDeclaration): void {
    const on = node.on.name.text;
    this.#add("class", node.on.name);
    if (node.subject.kind === "only") for (const group of node.subject.groups) this.#add("group", group);
    for (const deed of node.deeds) {
      if (deed.kind === "has") this.#add("privilege", deed.privilege, false, on);
      else if (deed.kind === "perform") this.#add("rule", deed.rule, false, on);
      else if (deed.kind === "sees") this.#path(deed.path, on);
    }
    if (node.when) this.#expression(node.when, on);
    if (node.unless) this.#expression(node.unless, on);
  }

  #fields(
    kind: "property" | "operator" | "context",
    fields: Extract<Declaration, { kind: "class" }>["fields"],
    above: readonly string[],
    on: string | undefined,
  ): void {
    for (const { name, type } of fields) {
      const path = [...above, name.text];
      this.list.push({ kind, name: path.join("."), span: name.span, quoted: false, declares: true, on });
      if (type.kind === "page") this.#fields(kind, type.fields, path, on);
    }
  }

  #object(kind: "property" | "operator" | "context", object: TestObject, above: readonly string[], on: string | undefined): void {
    for (const { name, value } of object.entries) {
      const path = [...above, name.text];
      this.list.push({ kind, name: path.join("."), span: name.span, quoted: false, declares: false, on });
      if (value.kind === "object") this.#object(kind, value, path, on);
    }
  }

  #body(body: Body, on: string | undefined): void {
    if (body.kind === "single") this.#expression(body.expression, on);
    else {
      for (const { when, then } of body.rows) {
        this.#expression(when, on);
        this.#expression(then, on);
      }
      this.#expression(body.otherwise, on);
    }
  }

  #expression(node: Expression, on: string | undefined): void {
    switch (node.kind) {
      case "or":
      case "and":
        for (const operand of node.operands) this.#expression(operand, on);
        return;
      case "not":
        this.#expression(node.operand, on);
        return;
      case "constant":
        return;
      case "reference":
        this.#add("access when", node.name, false, on);
        return;
      case "holds":
        this.#add("role", node.role);
        return;
      case "compare":
      case "match":
        this.#operands(on, node.left, node.right);
        return;
      case "between":
        this.#operands(on, node.operand, node.low, node.high);
        return;
      case "includes":
        this.#operands(on, node.list, node.other);
        return;
      case "in":
        this.#operands(on, node.element, node.list);
        return;
      default:
        this.#operands(on, node.operand);
    }
  }

  #operands(on: string | undefined, ...operands: readonly Operand[]): void {
    for (const operand of operands) if (operand.kind === "path") this.#path(operand, on);
  }

  #path({ root, segments }: Path, on: string | undefined): void {
    const kind = root === "object" ? "property" : root;
    const path: string[] = [];
    for (const { text, span } of segments) {
      path.push(text);
      this.list.push({ kind, name: path.join("."), span, quoted: false, declares: false, on: kind === "property" ? on : undefined });
    }
  }

  #add(kind: NameKind, { text, span, quoted }: Name, declares = false, on?: string): void {
    this.list.push({ kind, name: text, span, quoted, declares, on });
  }
}
