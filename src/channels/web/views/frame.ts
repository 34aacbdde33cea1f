import type { OnDate } from '../../../base/jst.ts';
import type { Language } from '../../../base/language.ts';
import type { Say } from '../../../base/words.ts';
import type { FormTarget } from './forms.ts';

/** In which language and at which moment something is told: all that formats need. */
export interface Telling {
  readonly language: Language;
  readonly say: Say;
  readonly now: Date;
  /** National holidays in Japan. */
  readonly isHoliday: (on: OnDate) => boolean;
}

/** What every resident page stands in: whose page it is, where its links lead, which language it speaks. */
export interface Frame extends Telling {
  /** In the page's language, with readings in easy Japanese. */
  readonly account: {
    /** 「宮城県」 */
    readonly organisation: string;
    /** 「パーソナルサポート」 */
    readonly service: string;
  };
  /** Demonstration accounts say so beside every number, and ask before a real 119 call. */
  readonly demonstration: boolean;
  /** Changing the language is sent, for it is kept; this same page opens again. The languages are those the account speaks. */
  readonly languageChoice: { readonly form: FormTarget; readonly spoken: readonly Language[] };
  readonly links: FrameLinks;
  /** Addresses of the style sheet, the script and the icon, with a hash of their content. */
  readonly assets: { readonly style: string; readonly script: string; readonly icon: string };
}

/** Pages that are reachable from everywhere, before any consent too. */
export interface FrameLinks {
  readonly home: string;
  readonly contactPoints: string;
  readonly faq: string;
  readonly news: string;
  readonly doctor: string;
  readonly about: string;
  readonly questions: string;
  readonly privacy: string;
  readonly terms: string;
  readonly myData: string;
  /** The page that asks, in a demonstration, whether 119 is really meant. */
  readonly sampleCall: string;
}
