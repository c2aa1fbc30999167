// Names in generated code: each given once, none that TypeScript or the module itself needs.

/** Gives names that are unique in one scope. */
export class Names {
  private readonly taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.taken = new Set([...reserved, ...taken]);
  }

  give(wanted: string): string {
    let name = wanted;
    for (let n = 2; this.taken.has(name); n++) name = `${wanted}_${n}`;
    this.taken.add(name);
    return name;
  }
}

/** `approve-purchase` becomes `ApprovePurchase`. */
export function pascalCase(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/** `customer.region` becomes `customerRegion`. Never `list1`, which is a list of literals. */
export function camelCase(path: readonly string[]): string {
  const name = pascalCase(path.join("-"));
  const plain = name.charAt(0).toLowerCase() + name.slice(1);
  return /^[a-z]/.test(plain) && !/^list\d+$/.test(plain) ? plain : `value${name}`;
}

/** Words that no declaration may have as its name, and global names that generated code means as they are. */
const reserved = (
  "abstract any as asserts async await bigint boolean break case catch class const continue debugger declare default delete " +
  "do else enum export extends false finally for from function get global if implements import in infer instanceof " +
  "interface intrinsic is keyof let module namespace never new null number object of out override package private " +
  "protected public readonly require return satisfies set static string super switch symbol this throw true try type " +
  "typeof undefined unique unknown using var void while with yield arguments eval NaN Infinity globalThis Object Array " +
  "Date Number String Boolean Symbol BigInt Function Promise Record Readonly ReadonlyArray Partial Uint8Array Uint16Array Uint32Array"
).split(" ");
