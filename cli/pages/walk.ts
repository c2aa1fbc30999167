// Walks the search order for one cell as docs/language.md says, with conditions left open: which settings decide, and what was passed over.
import type { PageData, Place, PolicyData, SettingData } from "./data.ts";

/** A line of an explanation. `decides`: a setting, policy or rule on which the answer rests. */
export interface WalkStep {
  readonly text: string;
  /** The author's own words. */
  readonly code?: string;
  readonly place?: Place;
  readonly decides: boolean;
  readonly children: readonly WalkStep[];
}

/** What a role says: for certain, or by a condition. */
type Says = "grants" | "denies" | "nothing" | "by condition";

export const BASECLASS = -1;

export class Walk {
  private readonly data: PageData;
  private readonly orders = new Map<number, readonly number[]>();

  constructor(data: PageData) {
    this.data = data;
  }

  /** Class ids, nearest first, `@baseclass` (-1) last. */
  searchOrder(cls: number): readonly number[] {
    if (cls === BASECLASS) return [BASECLASS];
    let order = this.orders.get(cls);
    if (order === undefined) {
      const own = this.data.classes[cls];
      order = own?.order ?? [cls, ...this.searchOrder(own?.parent ?? BASECLASS)];
      this.orders.set(cls, order);
    }
    return order;
  }

  className(cls: number): string {
    return cls === BASECLASS ? "@baseclass" : (this.data.classes[cls]?.name ?? "");
  }

  /** Why the group may do `action` with objects of the class, or may not. */
  explain(group: number, cls: number, action: number, level: number): readonly WalkStep[] {
    const { actions, privileges } = this.data;
    const name = actions[action] ?? "";
    if (action < FIRST_PRIVILEGE) return [this.subject(group, cls, name === "discover" ? 0 : action, level), ...this.policiesOfSetting(cls, name)];
    if (action < FIRST_PRIVILEGE + privileges) return [this.subject(group, cls, action, level), this.policies(cls, name)];
    return this.rule(group, cls, name.slice("perform ".length), level);
  }

  private policiesOfSetting(cls: number, name: string): readonly WalkStep[] {
    if (name !== "discover") return [this.policies(cls, { open: "read", modify: "update" }[name] ?? name)];
    return [this.policies(cls, "read"), this.policies(cls, "discover", "or, if there are any, ")];
  }

  private rule(group: number, cls: number, name: string, level: number): readonly WalkStep[] {
    const order = this.searchOrder(cls);
    const declared = this.data.rules
      .filter((rule) => rule.name === name && order.includes(rule.on))
      .sort((a, b) => order.indexOf(a.on) - order.indexOf(b.on))[0];
    if (declared === undefined) return [{ text: "the rule is not declared for this class", decides: true, children: [] }];
    const needed = declared.requires.map((privilege): WalkStep => {
      const action = this.data.actions.indexOf(`privilege ${privilege}`);
      return {
        text: `privilege ${privilege}, of which one is needed`,
        decides: false,
        children: [this.subject(group, cls, action, level), this.policies(cls, `privilege ${privilege}`)],
      };
    });
    const own: WalkStep = {
      text: `${declared.kind} ${name} on ${this.className(declared.on)}`,
      code: declared.when,
      place: declared.place,
      decides: declared.when !== "",
      children: [],
    };
    return [own, ...needed, ...(declared.reads ? [this.policies(cls, "read")] : [])];
  }

  /** All roles of the group: any grant suffices, or the first that says anything where it stops. */
  private subject(group: number, cls: number, action: number, level: number): WalkStep {
    const { groups, roles } = this.data;
    const { name = "", roles: members = [], stop = false } = groups[group] ?? {};
    const children: WalkStep[] = [];
    let isDecided = false;
    for (const role of members) {
      if (isDecided) {
        children.push({ text: `role ${roles[role]?.name ?? ""}: not asked, the search has stopped`, decides: false, children: [] });
        continue;
      }
      const { step, says } = this.role(role, cls, action, level);
      children.push(step);
      isDecided = stop && (says === "grants" || says === "denies");
    }
    return { text: `group ${name}${stop ? ", which stops at the first grant or deny" : ", in which any grant suffices"}`, decides: false, children };
  }

  private role(index: number, cls: number, action: number, level: number): { readonly step: WalkStep; readonly says: Says } {
    const role = this.data.roles[index];
    if (role === undefined) throw new Error("lost a role");
    const steps: WalkStep[] = [];
    const denial = this.setting(this.data.blocks[role.deny[cls] ?? -1]?.[action]);
    const denies = denial === undefined || level < denial.low || denial.high < level ? "nothing" : denial.when ? "by condition" : "denies";
    if (denial !== undefined) {
      const what = denies === "nothing" ? "says nothing at this level" : denies === "denies" ? "denies" : "denies unless its condition is false";
      steps.push({
        text: `deny block on ${this.className(cls)}: ${what}`,
        code: denial.text,
        place: denial.place,
        decides: denies !== "nothing",
        children: [],
      });
    }
    const said = this.access(index, cls, action, level, denies === "denies", steps);
    let says: Says = denies === "denies" ? "denies" : said;
    if (says === "nothing" && role.dependsOn.length > 0) {
      const others = role.dependsOn.map((other) => this.role(other, cls, action, level));
      steps.push(...others.map(({ step }) => step));
      says = strongest(others.map((other) => other.says));
    } else if (role.dependsOn.length > 0) {
      const names = role.dependsOn.map((other) => this.data.roles[other]?.name).join(", ");
      steps.push({ text: `not asked, since the role speaks for itself: ${names}`, decides: false, children: [] });
    }
    if (denies === "by condition") says = says === "denies" ? "denies" : "by condition";
    const words = { grants: "grants", denies: "denies", nothing: "says nothing", "by condition": "decides by a condition" }[says];
    return { step: { text: `role ${role.name}: ${words}`, place: role.place, decides: false, children: steps }, says };
  }

  /** Along the search order to the first access block that has the setting; blocks further up are passed over. */
  private access(index: number, cls: number, action: number, level: number, isDecided: boolean, steps: WalkStep[]): Says {
    const role = this.data.roles[index];
    let says: Says | undefined = isDecided ? "denies" : undefined;
    let isOver = isDecided;
    for (const on of this.searchOrder(cls)) {
      const block = this.data.blocks[role?.access[on] ?? -1];
      if (block === undefined) continue;
      const value = this.setting(block[action]);
      const where = `access block on ${this.className(on)}`;
      if (isOver) {
        if (value !== undefined)
          steps.push({ text: `${where}: passed over, what is nearer decides`, code: value.text, place: value.place, decides: false, children: [] });
      } else if (value !== undefined) {
        says = level > value.high ? "denies" : value.when ? "by condition" : "grants";
        const what = says === "grants" ? "grants" : says === "denies" ? "does not grant at this level" : "grants when its condition is true";
        steps.push({ text: `${where}: ${what}`, code: value.text, place: value.place, decides: true, children: [] });
        isOver = true;
      } else if (action >= FIRST_PRIVILEGE && role?.inheritsPrivileges !== true) {
        steps.push({ text: `${where}: does not list it, and the role does not inherit privileges from further up`, decides: false, children: [] });
        isOver = true;
      } else steps.push({ text: `${where}: leaves it blank`, decides: false, children: [] });
    }
    return says ?? "nothing";
  }

  /** Every policy whose name no nearer class has used must be true. */
  private policies(cls: number, action: string, before = ""): WalkStep {
    const order = this.searchOrder(cls);
    const found = order.flatMap((on) => this.data.policies.filter((policy) => policy.on === on && policy.action === action));
    const nearest = new Map<string, PolicyData>();
    for (const policy of found) if (!nearest.has(policy.name)) nearest.set(policy.name, policy);
    const children = found.map((policy): WalkStep => {
      const own = nearest.get(policy.name);
      const passed = own === undefined || own === policy ? "" : `: passed over, ${this.className(own.on)} has its own of that name`;
      return {
        text: `policy ${policy.name} on ${this.className(policy.on)}${passed}`,
        code: policy.text,
        place: policy.place,
        decides: passed === "",
        children: [],
      };
    });
    return {
      text: children.length === 0 ? `${before}policies for ${action}: none apply` : `${before}policies for ${action}: all of these must be met`,
      decides: false,
      children,
    };
  }

  private setting(index: number | undefined): SettingData | undefined {
    return index === undefined ? undefined : this.data.settings[index];
  }
}

/** Settings and `discover`. */
export const FIRST_PRIVILEGE = 10;

function strongest(all: readonly Says[]): Says {
  if (all.includes("grants")) return "grants";
  if (all.includes("by condition")) return "by condition";
  return all.includes("denies") ? "denies" : "nothing";
}
