// Runs in a process of its own: the same rows through a filter and through CASL, which must find the same.
import { AbilityBuilder, createMongoAbility, subject } from "@casl/ability";
import { predicate } from "aclc/sql";
import type { Policy } from "aclc/runtime";
import { medianOf } from "../measure/statistics.ts";
import type { FilterCosts } from "./filter.ts";

export function filtering(policy: Policy, count: number): FilterCosts {
  const rows = Array.from({ length: count }, (_, i) => rowOf(i));
  const requestor = policy.requestor({ accessGroup: "Agents", operator: { id: "ann", department: "d3", teams: ["r1", "r2"] } });
  const start = performance.now();
  const own = predicate(requestor.filter("open", "Ticket"));
  const makeMilliseconds = performance.now() - start;
  const { can, build } = new AbilityBuilder(createMongoAbility);
  can("open", "Ticket", { owner: "ann" });
  can("open", "Ticket", { department: "d3", status: { $ne: "Resolved" }, amount: { $lt: 5_000 } });
  can("open", "Ticket", { urgent: true, region: { $in: ["r1", "r2"] } });
  const ability = build();
  // CASL marks an object with its type: done beforehand, as its documents advise for plain objects.
  const marked = rows.map((row) => subject("Ticket", { ...row }));
  const found = rows.filter(own);
  const other = marked.filter((row) => ability.can("open", row));
  if (found.length !== other.length || found.length === 0 || found.length === count || found.some((row, i) => row.id !== other[i]?.id))
    throw new Error(`a filter finds ${found.length} rows, CASL ${other.length}`);
  const timed = (run: () => readonly unknown[]): number => {
    const begin = performance.now();
    if (run().length !== found.length) throw new Error("another number of rows");
    return performance.now() - begin;
  };
  // One after the other, so that both see the same weather.
  const rounds = Array.from(
    { length: 150 },
    () => [timed(() => marked.filter((row) => ability.can("open", row))), timed(() => rows.filter(own))] as const,
  ).slice(50);
  const caslMilliseconds = medianOf(rounds.map(([casl]) => casl));
  const filterMilliseconds = medianOf(rounds.map(([, filter]) => filter));
  const opened = rows.map((_, i) => found[i % found.length] as (typeof rows)[number]);
  const hidden = opened.filter(({ owner }) => owner !== "ann").length;
  const masks = Array.from({ length: 30 }, () => {
    const begin = performance.now();
    const copies = requestor.maskAll("Ticket", opened) as readonly Readonly<Record<string, unknown>>[];
    const milliseconds = performance.now() - begin;
    if (copies.filter(({ owner, amount, region }) => owner === "o********" && amount === "****" && region === "********").length !== hidden)
      throw new Error("rows that are not masked");
    return milliseconds;
  }).slice(10);
  return {
    rows: count,
    allowed: found.length,
    makeMilliseconds,
    filterMilliseconds,
    caslMilliseconds,
    maskMilliseconds: medianOf(masks),
    ratio: medianOf(rounds.map(([casl, filter]) => casl / filter)),
  };
}

function rowOf(i: number): { readonly id: number } & Readonly<Record<string, unknown>> {
  return {
    id: i,
    owner: i % 40 === 0 ? "ann" : `o${i % 97}`,
    department: `d${i % 7}`,
    status: ["New", "Open", "Resolved"][i % 3],
    amount: (i * 37) % 9_000,
    region: `r${i % 11}`,
    urgent: i % 5 === 0,
  };
}
