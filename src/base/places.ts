/**
 * Where people live, as questions, contact points and maps name it: municipalities by their code in JIS X 0402 with the
 * prefecture's two digits of JIS X 0401 in front ('04101' = Sendai, Aoba Ward), prefectures by those two digits ('04').
 * Engines take this as an argument; the lookup behind it is offline and pure.
 */
export interface Municipality {
  /** Five digits, prefecture first; without the check digit. */
  readonly code: string;
  readonly prefectureCode: string;
  /** In Japanese, without the prefecture: 「仙台市青葉区」. */
  readonly name: string;
  readonly nameKana?: string;
}

export interface Prefecture {
  /** Two digits, '01'–'47'. */
  readonly code: string;
  /** 「宮城県」 */
  readonly name: string;
  /** 'Miyagi' */
  readonly nameEn: string;
  /** 'miyagi': in addresses and account names. */
  readonly slug: string;
}

export interface Places {
  /** The municipalities that a postal code of seven digits (no hyphen) covers; empty if there is no such code. */
  municipalitiesOfZip(zip: string): readonly Municipality[];
  municipality(code: string): Municipality | undefined;
  municipalitiesIn(prefectureCode: string): readonly Municipality[];
  prefecture(code: string): Prefecture | undefined;
  prefectures(): readonly Prefecture[];
}
