// What the matrix page is given: all decisions as numbers, and who wrote what where, each once.
import { dirname, relative, resolve, sep } from "node:path";
import type { Asked, Matrix } from "../compiler/analyse/index.ts";
import { position, type Model, type Span } from "../compiler/index.ts";
import { askedText } from "./action.ts";
import type { BlockData, ClassData, GroupData, PageData, Place, PolicyData, RoleData, RuleData, SettingData, WhenData } from "./pages/data.ts";

type ClassModel = Model["baseclass"];
type RoleModel = Model["roles"][number];

export interface PageOptions {
  readonly title: string;
  readonly level: number;
  /** The project's root, and where the page will stand: absolute. */
  readonly root: string;
  readonly page: string;
}

export function pageData(model: Model, { classes, groups, actions, rows, rowOf, conditions }: Matrix, options: PageOptions): PageData {
  const ids = new Map([...classes.entries()].map(([id, cls]): [ClassModel, number] => [cls, id]));
  ids.set(model.baseclass, -1);
  const places = new Places(options);
  const written = new Written(places, actions, ids);
  const all = [...classes, model.baseclass];
  return {
    title: options.title,
    level: options.level,
    classes: classes.map((cls) => classData(cls, ids, places)),
    groups: groups.map((group): GroupData => ({
      name: group.name,
      roles: group.roles.map((role) => role.index),
      stop: group.stop,
      place: places.of(group.span),
      ...doc(group.documentation),
    })),
    actions: actions.map(askedText),
    privileges: model.privileges.length,
    rows,
    cells: rowOf.map(runs),
    conditions: conditions.map((text) => text ?? "a condition that is too long to write"),
    roles: model.roles.map((role) => written.role(role)),
    settings: written.settings,
    blocks: written.blocks,
    policies: all.flatMap((cls) => policies(cls, ids, places)),
    rules: classes.flatMap((cls) => rules(cls, ids, places)),
    whens: all.flatMap((cls) => whens(cls, ids, places)),
    files: places.files,
  };
}

/** Where things are written: the file by number, and the line. */
class Places {
  readonly files: (readonly [string, string])[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly options: PageOptions;

  constructor(options: PageOptions) {
    this.options = options;
  }

  of(span: Span): Place {
    const { path } = span.file;
    let number = this.numbers.get(path);
    if (number === undefined) {
      number = this.files.push([path, this.link(path)]) - 1;
      this.numbers.set(path, number);
    }
    return [number, position(span.file, span.start).line];
  }

  /** Relative, and never anything but a path. */
  private link(path: string): string {
    const way = relative(dirname(this.options.page), resolve(this.options.root, path)).split(sep);
    return `./${way.map(encodeURIComponent).join("/")}`;
  }
}

/** Settings and blocks, each once. */
class Written {
  readonly settings: SettingData[] = [];
  readonly blocks: BlockData[] = [];
  private readonly settingNumbers = new Map<string, number>();
  private readonly blockNumbers = new Map<string, number>();
  private readonly places: Places;
  private readonly columns: ReadonlyMap<string, number>;
  private readonly ids: ReadonlyMap<ClassModel, number>;

  constructor(places: Places, actions: readonly Asked[], ids: ReadonlyMap<ClassModel, number>) {
    this.places = places;
    this.columns = new Map(actions.map((action, i) => [askedText(action), i]));
    this.ids = ids;
  }

  role(role: RoleModel): RoleData {
    const byClass = <B>(blocks: ReadonlyMap<ClassModel, B>, block: (one: B) => number): Readonly<Record<string, number>> =>
      Object.fromEntries([...blocks].map(([cls, one]) => [String(this.ids.get(cls) ?? -1), block(one)]));
    return {
      name: role.name,
      place: this.places.of(role.span),
      dependsOn: role.dependsOn.map((other) => other.index),
      inheritsPrivileges: role.inheritsPrivileges,
      access: byClass(role.access, ({ settings, privileges }) =>
        this.block([
          ...[...settings].map(([name, value]) => [name, this.setting(value.span, value.when !== undefined, 1, value.level ?? 5)] as const),
          ...[...privileges].map(([name, value]) => [`privilege ${name}`, this.setting(value.span, value.when !== undefined, 1, value.level ?? 5)] as const),
        ]),
      ),
      deny: byClass(role.deny, ({ settings }) =>
        this.block([...settings].map(([name, value]) => [name, this.setting(value.span, value.when !== undefined, value.lowest, value.highest)] as const)),
      ),
    };
  }

  private block(entries: readonly (readonly [action: string, setting: number])[]): number {
    const data: BlockData = Object.fromEntries(entries.map(([action, setting]) => [String(this.columns.get(action) ?? -1), setting]));
    return interned(this.blocks, this.blockNumbers, data);
  }

  private setting(span: Span, when: boolean, low: number, high: number): number {
    return interned(this.settings, this.settingNumbers, { text: source(span), place: this.places.of(span), when, low, high });
  }
}

function interned<T>(all: T[], numbers: Map<string, number>, one: T): number {
  const key = JSON.stringify(one);
  const number = numbers.get(key) ?? all.push(one) - 1;
  numbers.set(key, number);
  return number;
}

/** The author's own words, on one line. */
function source(span: Span): string {
  return span.file.text.slice(span.start, span.end).replace(/\s+/g, " ").trim();
}

function doc(text: string | undefined): { readonly doc?: string } {
  return text === undefined ? {} : { doc: text };
}

function classData(cls: ClassModel, ids: ReadonlyMap<ClassModel, number>, places: Places): ClassData {
  const [, parent, ...rest] = cls.searchOrder;
  const isChain =
    parent !== undefined && parent.searchOrder.length === cls.searchOrder.length - 1 && parent.searchOrder.slice(1).every((other, i) => other === rest[i]);
  const order = isChain ? {} : { order: cls.searchOrder.map((other) => ids.get(other) ?? -1) };
  return { name: cls.name, parent: ids.get(parent ?? cls) ?? -1, place: places.of(cls.span), ...doc(cls.documentation), ...order };
}

function policies(cls: ClassModel, ids: ReadonlyMap<ClassModel, number>, places: Places): readonly PolicyData[] {
  return cls.ownPolicies.flatMap(({ name, action, condition, span }) => {
    if (action.kind !== "action" && action.kind !== "privilege") return [];
    return [
      {
        name,
        on: ids.get(cls) ?? -1,
        action: action.kind === "action" ? action.action : `privilege ${action.privilege}`,
        text: source(condition.span).replace(/^\{ ?(.*?) ?\}$/, "$1"),
        place: places.of(span),
      },
    ];
  });
}

/** docs/language.md, Rules: kinds that act on an instance, so that the read policies count. */
const reading: ReadonlySet<string> = new Set(["flow-action", "activity", "correspondence", "attachment", "section"]);

function rules(cls: ClassModel, ids: ReadonlyMap<ClassModel, number>, places: Places): readonly RuleData[] {
  return [...cls.ownRules.values()].map(({ name, ruleKind, requires, when, span }) => ({
    name,
    on: ids.get(cls) ?? -1,
    kind: ruleKind,
    requires,
    when: when === undefined ? "" : source(when.span),
    reads: reading.has(ruleKind),
    place: places.of(span),
  }));
}

function whens(cls: ClassModel, ids: ReadonlyMap<ClassModel, number>, places: Places): readonly WhenData[] {
  return [...cls.ownWhens.values()].map(({ name, body, span }) => ({ name, on: ids.get(cls) ?? -1, text: source(body.span), place: places.of(span) }));
}

/** Value, count, value, count, … */
function runs(values: Uint32Array): readonly number[] {
  const result: number[] = [];
  for (const value of values) {
    if (result.length > 0 && result.at(-2) === value) result[result.length - 1] = (result.at(-1) ?? 0) + 1;
    else result.push(value, 1);
  }
  return result;
}
