import { jstInstant, type OnDate } from '../../../../base/jst.ts';
import { type Language, languages } from '../../../../base/language.ts';
import type { Say, Words } from '../../../../base/words.ts';
import type { FormTarget } from '../forms.ts';
import type { Frame } from '../frame.ts';

/** What a gallery page is made with: the frame, and the made-up texts in its language. */
export interface Sample {
  readonly frame: Frame;
  readonly sample: Say;
}

export const target: FormTarget = { action: '/miyagi/next', hidden: { token: 'sample', key: 'sample-1' } };

/** Tuesday 21 April 2020, 10:24 in Japan. */
export const sampleNow = jstInstant('2020-04-21' as OnDate, 10 * 60 + 24);
const holidays = ['2020-04-29', '2020-05-04', '2020-05-05', '2020-05-06'];

export function sampleFrame(words: Words, samples: Words, language: Language, now = sampleNow): Sample {
  const sample = samples(language);
  const frame: Frame = {
    language,
    say: words(language),
    now,
    isHoliday: (on) => holidays.includes(on),
    account: { organisation: sample('samples.organisation'), service: sample('samples.service') },
    demonstration: true,
    languageChoice: { form: { action: '/miyagi/language', hidden: { back: '/miyagi' } }, spoken: languages },
    links: {
      home: '/miyagi',
      contactPoints: '/miyagi/contact-points',
      faq: '/miyagi/faq',
      news: '/miyagi/news',
      doctor: '/miyagi/doctor',
      about: '/miyagi/about',
      questions: '/miyagi/questions',
      privacy: '/miyagi/privacy',
      terms: '/miyagi/terms',
      myData: '/miyagi/my-data',
      sampleCall: '/miyagi/call-119',
    },
    assets: { style: '/assets/resident.css', script: '/assets/resident.js', icon: '/assets/icon.svg' },
  };
  return { frame, sample: (key, params) => sample(`samples.${key}`, params) };
}
