/** What to look for in the log; `undefined` = everything. */
export interface AuditFilter {
  /** `residents.read`, or with a trailing dot all of a feature: `residents.` */
  readonly verb?: string | undefined;
  /** Actor ids. */
  readonly actors?: readonly string[] | undefined;
  readonly subjects?: readonly string[] | undefined;
  /** The entry id after which (that is, before which in time) the page begins. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface LoggedEntry {
  readonly entryId: string;
  readonly chainId: string;
  readonly seq: number;
  readonly at: Date;
  readonly actorKind: 'staff' | 'resident' | 'system' | 'operator';
  readonly actorId: string;
  readonly verb: string;
  readonly subject: string | null;
  /** JSON, as hashed. */
  readonly detail: string;
  readonly hash: string;
}
