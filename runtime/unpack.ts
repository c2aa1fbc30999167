// Unpacks the data of a large policy: a step of its own, so that small policies do not carry it.
import type { PackedPolicy, PolicyData } from "./data.ts";
import { undamaged } from "./errors.ts";
import { checkWhole } from "./load.ts";
import type { Unpacked } from "./load.ts";
import { readNames } from "./names.ts";
import { packedForm } from "./packed.ts";

/** Refuses (PolicyLoadError) data that was edited or cut off, or that has another format. */
export function unpack(packed: PackedPolicy): Unpacked {
  checkWhole(packed);
  return unpacked(undamaged(() => ({ ...packed, ...readNames(packed), groupTable: [], roleTable: [], policyTable: [] })));
}

/** Names and lists that are there already; nothing says whether they are whole. */
export function unpacked(data: PolicyData): Unpacked {
  return {
    data,
    form: () => {
      if (data.packed === undefined) throw new RangeError("tables that are not there");
      return packedForm(data, data.packed);
    },
  };
}
