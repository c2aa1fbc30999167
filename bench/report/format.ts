// Numbers as people read them.

export function times(ratio: number): string {
  return `${digits(ratio)} ×`;
}

export function nanoseconds(value: number): string {
  if (value < 1_000) return `${digits(value)} ns`;
  return value < 1_000_000 ? `${digits(value / 1_000)} µs` : `${digits(value / 1_000_000)} ms`;
}

export function milliseconds(value: number): string {
  return value < 1_000 ? `${digits(value)} ms` : `${digits(value / 1_000)} s`;
}

export function bytes(value: number): string {
  if (value < 1_000_000) return `${digits(value / 1_000)} kB`;
  return value < 1_000_000_000 ? `${digits(value / 1_000_000)} MB` : `${digits(value / 1_000_000_000)} GB`;
}

/** Three digits that count, no exponent. */
export function digits(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return value >= 10 ? value.toFixed(1) : value >= 0.1 ? value.toFixed(2) : value.toFixed(3);
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? "---" : "--:"))), ...rows.map(line)].join("\n");
}
