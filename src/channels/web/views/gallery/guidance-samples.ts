import { addDays, jstDate, jstInstant, type OnDate } from '../../../../base/jst.ts';
import type { Language, Localized } from '../../../../base/language.ts';
import { alwaysOpen, type WeeklyHours } from '../../../../engines/contact-points/index.ts';
import type { Centre, Way } from '../centre-card.ts';
import { type GuidanceView, guidancePage, type Level } from '../guidance-page.ts';
import type { GalleryPages } from './pages.ts';
import { type Sample, sampleFrame, target } from './sample-frame.ts';

interface OutcomeTexts {
  readonly title: string;
  readonly lead: string;
  readonly steps: readonly string[];
  readonly whenToCall?: readonly string[];
  readonly more?: readonly { readonly title: string; readonly items: readonly string[] }[];
}
type InLanguages<T> = Readonly<Record<Language, T>>;
type Signs = InLanguages<readonly string[]> & { readonly title: Localized };

/** The parts of the pack's guidance texts that the gallery lays on its pages, so that each outcome is seen at its real length. */
export interface GuidanceTexts {
  readonly levels: Readonly<Record<Level, { readonly word: Localized; readonly stepsTitle: Localized }>>;
  readonly outcomes: Readonly<
    Record<string, InLanguages<OutcomeTexts> & { readonly level: Level; readonly levelWord?: Localized }>
  >;
  readonly shared: {
    readonly notDiagnosis: InLanguages<GuidanceView['notDiagnosis']>;
    readonly chatNotWatched: Localized;
    readonly childEmergency: Localized;
  };
  readonly signs: {
    readonly title: Localized;
    readonly adults: Signs;
    readonly family: Signs;
    readonly children: Signs;
  };
  readonly headings: Readonly<Record<'say' | 'sayHint' | 'whenToCall' | 'yourAnswers' | 'notices', Localized>>;
  readonly notices: Readonly<Record<string, Localized>>;
}

const weekdays: WeeklyHours = [0, 1, 2, 3, 4, 5, 6].map((day) => (day % 6 === 0 ? [] : [{ from: 540, to: 1020 }]));
const phones = { centre: '0120-000-041', night: '0120-000-042', fax: '0120-000-043', general: '0120-000-044' };

export const guidanceSamples =
  (texts: GuidanceTexts): GalleryPages =>
  (made, words, samples) => {
    const pages: Record<string, string> = {};
    const show = (name: string, outcome: string, more: Partial<GuidanceView> = {}, at: Sample = made) => {
      pages[`guidance-${name}`] = guidancePage(at.frame, { ...outcomeView(at, texts, outcome), ...more });
    };
    for (const outcome of Object.keys(texts.outcomes)) show(outcome.toLowerCase(), outcome);
    const { language } = made.frame;
    const holiday = sampleFrame(words, samples, language, jstInstant('2020-04-29' as OnDate, 20 * 60 + 10));
    show('closed', 'CONSULT_DURATION', { centre: closedCentre(holiday) }, holiday);
    show('nothing-answers', 'CONSULT_DURATION', { centre: silentCentre(holiday) }, holiday);
    show('again', 'CONSULT_DURATION', { shownAgain: true, about: made.sample('mother') });
    const callback = { form: target, typed: '' };
    show('callback-error', 'CONSULT_STRONG', {
      callback: { ...callback, typed: '12', error: made.sample('zip_error') },
    });
    show('callback-given', 'CONSULT_STRONG', {
      callback: { ...callback, given: { phone: '090-0000-0000', withdraw: target } },
    });
    show('more', 'NOSX_LOW', { more: target, returnCodeHref: '/miyagi/return-code' });
    return pages;
  };

function outcomeView(made: Sample, texts: GuidanceTexts, name: string): GuidanceView {
  const { frame, sample } = made;
  const { language } = frame;
  const outcome = texts.outcomes[name]!;
  const told = outcome[language];
  const level = texts.levels[outcome.level];
  const signs = ({ title, ...lists }: Signs) => ({ title: title[language], items: lists[language] });
  const calls = outcome.level === 'call' || outcome.level === 'emergency';
  const whenToCall = { title: texts.headings.whenToCall[language], items: told.whenToCall ?? [] };
  return {
    level: outcome.level,
    levelWord: (outcome.levelWord ?? level.word)[language],
    title: told.title,
    lead: told.lead,
    centre: outcome.level === 'emergency' ? generalCentre(made) : openCentre(made),
    ...(calls
      ? {
          say: sayLines(made, texts),
          chatNotWatched: texts.shared.chatNotWatched[language],
          callback: { form: target, typed: '' },
        }
      : {}),
    steps: { title: level.stepsTitle[language], items: told.steps },
    lists: [...(told.whenToCall ? [whenToCall] : []), ...(told.more ?? [])],
    ...(outcome.level === 'emergency'
      ? { notes: [texts.shared.childEmergency[language]] }
      : {
          signs: {
            title: texts.signs.title[language],
            groups: [texts.signs.adults, texts.signs.family, texts.signs.children].map(signs),
          },
        }),
    reasons: {
      answers: { title: texts.headings.yourAnswers[language], lines: [sample('fever_yes'), sample('cough')] },
      notices: {
        title: texts.headings.notices[language],
        lines: Object.values(texts.notices)
          .slice(0, 2)
          .map((one) => one[language]),
      },
      rule: { profile: 'mhlw-2020-02-17', outcome: name, table: 'outcome', version: '1', row: '5' },
      answeredAt: frame.now,
      sourceHref: '/miyagi/rules/mhlw-2020-02-17',
      open: name === 'CONSULT_DURATION',
    },
    notDiagnosis: texts.shared.notDiagnosis[language],
    again: {
      form: target,
      href: '/miyagi/again',
      had: name.startsWith('NOSX') || name === 'EXPOSED_WATCH' ? 'no-symptoms' : 'symptoms',
    },
    nextCheck: {
      at: jstInstant(addDays(jstDate(frame.now), 1), 9 * 60),
      about: calls ? 'call' : 'condition',
      manageHref: '/miyagi/my-data#check',
    },
  };
}

function sayLines({ frame, sample }: Sample, texts: GuidanceTexts) {
  const { language } = frame;
  const line = (key: string) => ({ text: sample(key), ...(language === 'en' ? { japanese: sample('centre') } : {}) });
  return {
    title: texts.headings.say[language],
    hint: texts.headings.sayHint[language],
    lines: [line('fever_yes'), line('cough')],
  };
}

function ways({ sample }: Sample, first: Way): Way[] {
  return [
    first,
    { kind: 'fax', phone: phones.fax },
    { kind: 'cannot-connect', phone: phones.general, note: sample('general') },
  ];
}

export function openCentre(made: Sample): Centre {
  const { frame, sample } = made;
  return {
    place: sample('place'),
    name: sample('centre'),
    phone: phones.centre,
    now: { state: 'open', closesAt: jstInstant(jstDate(frame.now), 17 * 60) },
    hours: weekdays,
    closedOnHolidays: true,
    free: true,
    languages: ['ja', 'en', 'zh', 'vi'],
    ways: ways(made, { kind: 'after-hours', phone: phones.night, note: sample('night_centre') }),
  };
}

function closedCentre(made: Sample): Centre {
  const { frame, sample } = made;
  return {
    ...openCentre(made),
    now: {
      state: 'closed',
      because: 'holiday',
      opensAt: jstInstant(addDays(jstDate(frame.now), 1), 9 * 60),
      answering: { name: sample('night_centre'), phone: phones.night },
    },
  };
}

const silentCentre = (made: Sample): Centre => ({
  ...openCentre(made),
  now: { state: 'closed', because: 'year-end', opensAt: jstInstant(addDays(jstDate(made.frame.now), 5), 9 * 60) },
});

const generalCentre = ({ sample }: Sample): Centre => ({
  when: sample('unsure'),
  name: sample('general_name'),
  phone: phones.general,
  now: { state: 'always' },
  hours: alwaysOpen,
  ways: [],
});
