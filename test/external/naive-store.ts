// The control: a store that reads whether a link may be used, and writes later that it was. Races must catch it.
import type { Claim, LinkStore } from "aclc/external";

/** Of a real store's rows, used as most one-time links are. */
export function naive<Tx>(store: LinkStore<Tx>): LinkStore<Tx> {
  const own: Pick<LinkStore<Tx>, "claim" | "renew" | "complete" | "release"> = {
    claim: async ({ link }: Claim) => {
      const seen = await store.find(link);
      return seen?.link.state === "active" && seen.acceptance?.state !== "accepted" ? "claimed" : "ended";
    },
    complete: async (claim: Claim, receipt: string) => {
      if ((await store.claim(claim)) === "claimed") await store.complete(claim, receipt);
      return true;
    },
    renew: async () => true,
    release: async () => undefined,
  };
  return new Proxy(store, {
    get: (target, name) => {
      const value: unknown = Reflect.get(name in own ? own : target, name);
      return typeof value === "function" ? (value as (...values: unknown[]) => unknown).bind(name in own ? own : target) : value;
    },
  });
}
