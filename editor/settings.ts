// The settings of roles in a file's tree: which one is at a place.
import type { SettingName } from "../compiler/ast.ts";
import type { ParsedFile } from "../compiler/parse/parse.ts";
import type { Span } from "../compiler/source.ts";

export interface WrittenSetting {
  readonly role: string;
  /** The first class that its block is for. */
  readonly on: string;
  readonly setting: SettingName;
  readonly isDeny: boolean;
  /** The word alone. */
  readonly span: Span;
}

export function settingAt(tree: ParsedFile, offset: number): WrittenSetting | undefined {
  for (const declaration of tree.declarations) {
    if (declaration.kind !== "role" || offset < declaration.span.start || offset > declaration.span.end) continue;
    for (const block of declaration.blocks) {
      for (const setting of block.settings) {
        if (setting.kind !== "setting" || offset < setting.name.span.start || offset > setting.name.span.end) continue;
        const on = block.targets[0]?.name.text ?? "";
        return { role: declaration.name.text, on, setting: setting.setting, isDeny: block.kind === "deny", span: setting.name.span };
      }
    }
  }
  return undefined;
}
