// Reads the names and lists of a large policy.
import { Digits } from "./digits.ts";
import type { PackedPolicy, PolicyData } from "./data.ts";

/**
 * `names` has lines: the words of which names are made, and in the last one digits. These are, for classes, groups
 * and roles: a number `radix`; for each name `shared * radix + count`, its words being the first `shared` of the name
 * before it and `count` others. A number below the count of words means that word, another one less that count means itself in
 * decimal. Then come the classes' views, as a list; for each role `2 * length + denyOnly` and what it holds; for each
 * group `2 * length + stop` and its roles.
 */
export function readNames({ counts, names, views }: PackedPolicy): Pick<PolicyData, "classes" | "groups" | "roles" | "viewOf"> {
  const end = names.lastIndexOf("\n");
  const words = end > 0 ? names.slice(0, end).split("\n") : [];
  const digits = new Digits(names, end + 1);
  const [classes, groups, roles] = counts;
  const radix = digits.next(MANY);
  const texts = readTexts(digits, words, radix, classes + groups + roles);
  const viewOf = digits.list(classes, views.length);
  const lists = (count: number, first: number): [string, number[], 0 | 1][] =>
    Array.from({ length: count }, (_, i) => {
      const head = digits.next(MANY);
      const list: number[] = [];
      for (let n = head >> 1; n > 0; n--) list.push(digits.next(roles));
      return [texts[first + i] ?? "", list, (head & 1) as 0 | 1];
    });
  const made = { classes: texts.slice(0, classes), roles: lists(roles, classes + groups), groups: lists(groups, classes), viewOf };
  if (digits.at !== names.length) throw new RangeError("names that are left over");
  return made;
}

const MANY = 2 ** 31;

function readTexts(digits: Digits, words: readonly string[], radix: number, count: number): string[] {
  /** Of the name before: the texts of its first words, of none first; and how many words it has. */
  const prefixes = [""];
  let before = 0;
  const texts: string[] = [];
  for (let i = 0; i < count; i++) {
    const head = digits.next(MANY);
    const shared = Math.floor(head / radix);
    if (shared > before) throw new RangeError("words that are not there");
    before = shared + (head % radix);
    let text = prefixes[shared] ?? "";
    for (let at = shared; at < before; at++) {
      const word = digits.next(MANY);
      text += words[word] ?? String(word - words.length);
      prefixes[at + 1] = text;
    }
    texts.push(text);
  }
  return texts;
}
