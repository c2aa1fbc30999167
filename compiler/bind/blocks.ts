// The access and deny blocks of roles: one for each class, `and below`, `all settings` and `all privileges` spelled out.
import type { AccessBlock, AccessSetting, BlockTarget, DenyBlock, DenyBound, DenySetting, RoleDeclaration, SettingName } from "../ast.ts";
import { BlockMap } from "./block-map.ts";
import { type ClassDraft, findClass } from "./classes.ts";
import { bindCondition } from "./conditions.ts";
import type { Environment } from "./environment.ts";
import { findPrivilege, type Privileges } from "./privileges.ts";
import type { RoleDraft } from "./roles.ts";
import { checkBelow } from "./check-below.ts";
import { nameDiagnostics } from "../diagnostics/names.ts";
import { type AccessBlockModel, type AccessValue, type ClassModel, type DenyBlockModel, type DenyValue, settingNames } from "../model.ts";
import type { Span } from "../source.ts";

/** Fills in the blocks of one role. */
export function bindBlocks(declaration: RoleDeclaration, role: RoleDraft, privileges: Privileges, environment: Environment): void {
  const access = declaration.blocks.filter((block) => block.kind === "access");
  role.access = spell(role, "access", access, (block, on) => bindAccess(block, on, privileges, environment), environment);
  const deny = declaration.blocks.filter((block) => block.kind === "deny");
  role.deny = spell(role, "deny", deny, (block, on) => bindDeny(block, on, environment), environment);
}

/** What a block says on the class that it names; on a class below, the same with that class's privileges. */
type Maker<M> = (on: ClassDraft) => M;

function spell<B extends AccessBlock | DenyBlock, M>(
  role: RoleDraft,
  what: "access" | "deny",
  blocks: readonly B[],
  bind: (block: B, on: ClassDraft) => Maker<M>,
  environment: Environment,
): ReadonlyMap<ClassModel, M> {
  const own = new Map<ClassDraft, { readonly make: Maker<M>; readonly target: BlockTarget }>();
  const below = new Map<ClassDraft, { readonly make: Maker<M>; readonly target: BlockTarget }>();
  for (const block of blocks) {
    for (const target of block.targets) {
      const on = findClass(target.name, environment.classes, environment.context);
      if (on === undefined) continue;
      const map = target.andBelow ? below : own;
      const earlier = map.get(on);
      const make = bind(block, on);
      if (earlier === undefined) map.set(on, { make, target });
      else reportTwice(role, what, on, earlier.target, target, environment);
    }
  }
  checkBelow(role, what, own.keys(), new Map([...below].map(([on, { target }]) => [on, target.name])), environment);
  const spelled = new Map<ClassModel, M>([...own].map(([on, { make }]) => [on, make(on)]));
  if (below.size === 0) return spelled;
  return new BlockMap(spelled, new Map([...below].map(([on, { make }]) => [on, make])), environment.classes);
}

function reportTwice(role: RoleDraft, what: "access" | "deny", on: ClassDraft, earlier: BlockTarget, target: BlockTarget, environment: Environment): void {
  environment.context.sink.report(
    nameDiagnostics.duplicateBlock,
    target.name.span,
    { role: role.name, on: on.name, what },
    { labels: [{ span: earlier.name.span, message: "the first is here" }], help: "write both blocks as one" },
  );
}

function bindAccess(block: AccessBlock, on: ClassDraft, privileges: Privileges, environment: Environment): Maker<AccessBlockModel> {
  const written = new Written(environment);
  const settings = new Map<SettingName, AccessValue>();
  const listed = new Map<string, AccessValue>();
  const all: { settings?: AccessValue; privileges?: AccessValue } = {};
  for (const row of block.settings) {
    const value = accessValue(row, on, environment);
    if (row.kind === "setting" && written.first(row.setting, row.name.span)) settings.set(row.setting, value);
    if (row.kind === "all settings" && written.first("all settings", row.span)) all.settings = value;
    if (row.kind === "all privileges" && written.first("all privileges", row.span)) all.privileges = value;
    for (const name of row.kind === "privileges" ? row.names : []) {
      const privilege = findPrivilege(name, on, privileges, environment.classes, environment.context);
      if (privilege !== undefined && written.first(`privilege ${privilege}`, name.span)) listed.set(privilege, value);
    }
  }
  const spelled = fill(settings, settingNames, all.settings);
  return (one) => ({
    on: one,
    settings: spelled,
    privileges: fill(listed, one.privileges, all.privileges),
    allSettings: all.settings,
    allPrivileges: all.privileges,
    span: block.span,
  });
}

function bindDeny(block: DenyBlock, on: ClassDraft, environment: Environment): Maker<DenyBlockModel> {
  const written = new Written(environment);
  const settings = new Map<SettingName, DenyValue>();
  let all: DenyValue | undefined;
  for (const row of block.settings) {
    const value = denyValue(row, on, environment);
    if (row.kind === "setting" && written.first(row.setting, row.name.span)) settings.set(row.setting, value);
    if (row.kind === "all settings" && written.first("all settings", row.span)) all = value;
  }
  const spelled = fill(settings, settingNames, all);
  return (one) => ({ on: one, settings: spelled, allSettings: all, span: block.span });
}

/** What is written stays; the rest of `names` gets the value of `all`. */
function fill<N extends string, V>(written: ReadonlyMap<N, V>, names: readonly N[], all: V | undefined): ReadonlyMap<N, V> {
  if (all === undefined) return written;
  return new Map(names.map((name) => [name, written.get(name) ?? all]));
}

function accessValue(row: AccessSetting, on: ClassDraft, environment: Environment): AccessValue {
  const { level, when } = row.value;
  return { level: level?.value, when: when && bindCondition(when, on, environment), span: row.span };
}

function denyValue(row: DenySetting, on: ClassDraft, environment: Environment): DenyValue {
  return { ...levels(row.bound), when: row.when && bindCondition(row.when, on, environment), span: row.span };
}

function levels(bound: DenyBound | undefined): { readonly lowest: number; readonly highest: number } {
  switch (bound?.how) {
    case undefined:
      return { lowest: 1, highest: 5 };
    case "from":
      return { lowest: bound.level, highest: 5 };
    case "up to":
      return { lowest: 1, highest: bound.level };
    case "never":
      return { lowest: 1, highest: 0 };
  }
}

/** What a block has written so far. */
class Written {
  readonly #environment: Environment;
  readonly #places = new Map<string, Span>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** Whether this is the first time; reports a second one. */
  first(name: string, span: Span): boolean {
    const earlier = this.#places.get(name);
    if (earlier === undefined) {
      this.#places.set(name, span);
      return true;
    }
    this.#environment.context.sink.report(
      nameDiagnostics.duplicateSetting,
      span,
      { name },
      { labels: [{ span: earlier, message: "first written here" }], help: "take one of them away" },
    );
    return false;
  }
}
