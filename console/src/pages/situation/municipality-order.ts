import { isShown, type MunicipalityShare } from '../../api/contract.ts';

export type SortBy = 'code' | 'n' | 'share';

export interface Sorting {
  readonly by: SortBy;
  readonly falling: boolean;
}

/** In the order asked for; what is not shown stands last whichever way, since its place would tell something of it. */
export function sorted(rows: readonly MunicipalityShare[], { by, falling }: Sorting): readonly MunicipalityShare[] {
  const byCode = (a: MunicipalityShare, b: MunicipalityShare) => a.code.localeCompare(b.code);
  if (by === 'code') return rows.toSorted((a, b) => (falling ? -byCode(a, b) : byCode(a, b)));
  return rows.toSorted((a, b) => {
    if (!isShown(a) || !isShown(b)) return Number(isShown(b)) - Number(isShown(a)) || byCode(a, b);
    return (falling ? b[by] - a[by] : a[by] - b[by]) || byCode(a, b);
  });
}
