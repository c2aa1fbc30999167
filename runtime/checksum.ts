// The checksum of a module's data: it finds edits and damage, and is no protection against a forger.

/** Over the JSON of all entries but `checksum`, in the order of their names. */
export function checksum(data: object): string {
  const sums = Int32Array.of(0xdeadbeef, 0x41c6ce57);
  for (const [name, value] of Object.entries(data as Record<string, unknown>).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (name === "checksum") continue;
    add(name + JSON.stringify(value), sums);
  }
  return Array.from(sums, (sum) => (sum >>> 0).toString(16).padStart(8, "0")).join("");
}

/** A function of its own, in which V8 knows that everything is a small integer: three times as fast. */
function add(text: string, sums: Int32Array): void {
  let [h1 = 0, h2 = 0] = sums;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    h1 = Math.imul(h1 ^ unit, 0x9e3779b1);
    h2 = Math.imul(h2 ^ unit, 0x5f356495);
    h1 ^= h1 >>> 15;
  }
  sums[0] = h1 ^ (h2 >>> 13);
  sums[1] = h2;
}
