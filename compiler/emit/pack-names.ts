// Writes the names and lists of a large policy into a text that runtime/names.ts reads.
import type { PolicyData } from "../../runtime/data.ts";
import { digitList, digits } from "../lower/digits.ts";

export function packNames({ classes, groups, roles, viewOf }: Pick<PolicyData, "classes" | "groups" | "roles" | "viewOf">): string {
  const names = [...classes, ...[...groups, ...roles].map(([name]) => name)].map(wordsOf);
  const words = frequentFirst(names.flat().filter((word): word is string => typeof word === "string"));
  const number = new Map(words.map((word, i) => [word, i]));
  const radix = names.reduce((most, { length }) => Math.max(most, length), 0) + 1;
  const texts = names.map((name, i) => {
    const shared = sharedWith(names[i - 1] ?? [], name);
    const others = name.slice(shared).map((word) => digits(typeof word === "number" ? words.length + word : (number.get(word) ?? 0)));
    return digits(shared * radix + others.length) + others.join("");
  });
  const lists = [...roles, ...groups].map(([, list, flag]) => digits(2 * list.length + flag) + list.map(digits).join(""));
  return `${words.join("\n")}\n${digits(radix)}${texts.join("")}${digitList(viewOf)}${lists.join("")}`;
}

/** Numbers as they are written in decimal; and words that end where a person sees an end. */
function wordsOf(name: string): (string | number)[] {
  const words = name.match(/\d+|[^\dA-Z:._/-]*[:._/-]+|[A-Z]+[^\dA-Z:._/-]*[:._/-]*|[^\dA-Z:._/-]+/g) ?? [];
  return words.map((word) => (/^(0|[1-9]\d{0,8})$/.test(word) ? Number(word) : word));
}

function frequentFirst(all: readonly string[]): string[] {
  const uses = new Map<string, number>();
  for (const word of all) uses.set(word, (uses.get(word) ?? 0) + 1);
  return [...uses].sort(([, a], [, b]) => b - a).map(([word]) => word);
}

/** How many words at the beginning are the same. */
function sharedWith(before: readonly (string | number)[], name: readonly (string | number)[]): number {
  let shared = 0;
  while (shared < name.length && before[shared] === name[shared]) shared++;
  return shared;
}
