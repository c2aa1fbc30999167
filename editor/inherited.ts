// Where a role gets what it does not say itself, for people: as in docs/language.md, The decision, without evaluating anything.
import type { SettingName } from "../compiler/ast.ts";
import { settingNames, type AccessValue, type ClassModel, type GroupModel, type Model, type RoleModel } from "../compiler/model.ts";
import { spanText } from "../compiler/source.ts";

export interface Source {
  readonly role: RoleModel;
  readonly on: ClassModel;
  readonly value: AccessValue;
}

/** The blocks that answer for a setting which the role's own block on the class leaves blank; empty: nobody does, so it is denied. */
export function sourcesOf(role: RoleModel, cls: ClassModel, setting: SettingName): readonly Source[] {
  for (const on of cls.searchOrder) {
    const value = role.access.get(on)?.settings.get(setting);
    if (value !== undefined) return [{ role, on, value }];
  }
  const found = role.dependsOn.flatMap((each) => sourcesOf(each, cls, setting));
  return found.filter((each, at) => found.findIndex((other) => other.value === each.value) === at);
}

/** What a setting says, in the policy's own words but for its name: `3 when IsOwner`; `allowed` if it says nothing more. */
export function valueText({ span }: AccessValue): string {
  const text = spanText(span).replace(/\s+/g, " ");
  const rest = /^(?:all settings|all privileges|privileges? (?:`[^`]*`|[\w-]+)(?:, (?:`[^`]*`|[\w-]+))*|[a-z-]+)\s*(.*)$/.exec(text)?.[1] ?? "";
  return rest === "" ? "allowed" : rest === "0" ? "never" : rest;
}

/** The settings that a block leaves blank, with what they come to. */
export function blanksOf(role: RoleModel, cls: ClassModel): readonly { readonly setting: SettingName; readonly sources: readonly Source[] }[] {
  const own = role.access.get(cls)?.settings;
  return settingNames.filter((setting) => own?.has(setting) !== true).map((setting) => ({ setting, sources: sourcesOf(role, cls, setting) }));
}

/** The groups whose members hold a role. */
export function groupsWith(model: Model, role: RoleModel): readonly GroupModel[] {
  return model.groups.filter(({ roles }) => roles.some(({ holds }) => holds.includes(role)));
}
