// All settings of a class in one call, for menus and buttons: the settings that are allowed, one bit each.
import { ALLOWED, FIRST_CONDITION, settings } from "./data.ts";
import type { Setting } from "./data.ts";
import { allows, columnOfSetting } from "./decide.ts";
import type { Asker } from "./decide.ts";
import { PolicyLoadError } from "./errors.ts";
import type { Loaded } from "./load.ts";
import { field } from "./values.ts";

/** Some of the settings. `hasSetting` and `listSettings` read it; two are equal if they hold the same settings. */
export type SettingSet = number & { readonly [ofSettings]: true };
declare const ofSettings: unique symbol;

export function hasSetting(set: SettingSet, setting: Setting): boolean {
  const column = columnOfSetting(setting);
  return column >= 0 && ((set >>> column) & 1) === 1;
}

/** In the order of `settings`. */
export function listSettings(set: SettingSet): readonly Setting[] {
  return settings.filter((setting) => hasSetting(set, setting));
}

export interface MenuTable {
  /** By row of cells: in the lowest ten bits what is allowed of any object, above them where in `plans` its conditions are. */
  readonly menus: Uint32Array;
  /** Lists of conditions, each with the settings that it decides: `code << 10 | settings`. 0 ends a list; the first is empty. */
  readonly plans: Uint32Array;
}

export function menuTable({ loaded: { cells, columns } }: { readonly loaded: Loaded }): MenuTable {
  const menus = new Uint32Array(cells.length / columns);
  const plans = [0];
  const known = new Map<string, number>();
  for (let row = 0, from = 0; row < menus.length; row++, from += columns) {
    let menu = 0;
    let byCode: Map<number, number> | undefined;
    for (let column = 0; column < settings.length; column++) {
      const code = cells[from + column] ?? 0;
      if (code === ALLOWED) menu |= 1 << column;
      else if (code >= FIRST_CONDITION) (byCode ??= new Map()).set(code, (byCode.get(code) ?? 0) | (1 << column));
    }
    menus[row] = byCode === undefined ? menu : menu + planOf(byCode, plans, known) * WORD;
  }
  return { menus, plans: Uint32Array.from(plans) };
}

/** Asks for each setting. For requestors that have no cells; those of another policy are allowed nothing. */
export function settingsOneByOne(loaded: Loaded, asker: Asker, cls: number | undefined, object: unknown): SettingSet {
  let set = 0;
  if (field(asker, "loaded") === loaded) for (let column = 0; column < settings.length; column++) if (allows(asker, cls, column, object)) set |= 1 << column;
  return set as SettingSet;
}

const WORD = 1 << settings.length;
const LIMIT = 2 ** 32 / WORD;

function planOf(byCode: ReadonlyMap<number, number>, plans: number[], known: Map<string, number>): number {
  const plan = Array.from(byCode, ([code, set]) => code * WORD + set);
  const key = plan.join();
  let at = known.get(key);
  if (at === undefined) {
    at = plans.length;
    plans.push(...plan, 0);
    known.set(key, at);
    if (plans.length > LIMIT || Math.max(...byCode.keys()) >= LIMIT) throw new PolicyLoadError("the policy has too many conditions");
  }
  return at;
}
