/** How a held column and table are declared: what each file in this folder is written with. */
export interface HeldColumn {
  /** Ids of items; none where the column tells of nobody. */
  readonly items: readonly string[];
  /** What becomes of it when the person is erased: unreadable, or kept as the policy says and closed to view. */
  readonly afterErasure: 'erasable' | 'kept' | 'not-personal';
  readonly form: Form;
  /** What an erased row holds here where that is not null: a value, or the name of the column whose value it takes. */
  readonly blank?: string | number | { readonly sameAs: string };
}

/**
 * `sealed`: encrypted with the key of the chat or person. `hash`: keyed or of a random secret, so that it cannot be tried
 * out. `key`: a wrapped key.
 */
export type Form = 'plain' | 'sealed' | 'hash' | 'key';

export interface HeldTable {
  /** One line: what a row is. */
  readonly holds: string;
  /** Whom it tells of. Staff are no residents: erasing a resident does not touch them. */
  readonly of: 'resident' | 'staff' | 'nobody';
  /** 'account': forced row-level security by account_id. Anything else says why there is none. */
  readonly wall: 'account' | { readonly none: string };
  /** What the application's role may do, sorted. */
  readonly rights: string;
  readonly columns: Readonly<Record<string, HeldColumn>>;
}

type Blank = Exclude<HeldColumn['blank'], undefined>;

export const column = (
  afterErasure: HeldColumn['afterErasure'],
  items: readonly string[],
  form: Form = 'plain',
): HeldColumn => ({
  items,
  afterErasure,
  form,
});
export const erasable = (...items: readonly string[]): HeldColumn => column('erasable', items);
export const blanked = (blank: Blank, ...items: readonly string[]): HeldColumn => ({ ...erasable(...items), blank });
export const kept = (...items: readonly string[]): HeldColumn => column('kept', items);
export const sealed = (...items: readonly string[]): HeldColumn => column('erasable', items, 'sealed');
export const hash = (...items: readonly string[]): HeldColumn => column('erasable', items, 'hash');
export const nobody: HeldColumn = column('not-personal', []);
export const staff = kept('staff_records');
export const seen = kept('staff_access_records');
export const consent = kept('consent_records');
export const count = kept('anonymous_counts');
/** What is left to show that somebody was erased, and when. */
export const tombstone = kept('erased_tombstone');

export const everything = 'delete, insert, select, update';
export const ofStaff = { none: 'staff work for organisations and may act for several accounts' } as const;
