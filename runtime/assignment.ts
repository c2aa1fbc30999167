// What a generated module says about each `external assignment` of its policy.

/**
 * Plain data (docs/language.md, External assignments). Generated modules export `externalAssignments`, an object with one
 * of these under each assignment's name. `aclc/external` carries them out; nothing here depends on it.
 */
export interface ExternalAssignmentData {
  readonly name: string;
  readonly class: string;
  /** The access group that the guest is a member of. */
  readonly group: string;
  readonly performs: readonly ({ readonly rule: string } | { readonly privilege: string })[];
  /** Milliseconds. */
  readonly expiresAfter: number;
  /** Milliseconds. */
  readonly remindEvery: number | undefined;
  /** Whether the guest may see the instance as well. */
  readonly open: boolean;
}
