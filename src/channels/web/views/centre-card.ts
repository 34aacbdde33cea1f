import type { WeeklyHours } from '../../../engines/contact-points/index.ts';
import { formatFrom, formatHours, formatUntil } from './format.ts';
import type { Frame } from './frame.ts';
import { type Html, html, label, text } from './html.ts';
import { type IconName, icon } from './icons.ts';
import { bare } from './layout.ts';
import { callButton, phoneLine } from './phones.ts';

/** Whom to call from here, now: what the contact points decided, in words of the page's language. */
export interface Centre {
  /** 「仙台市青葉区」: whose area; left out where the centre serves everyone. */
  readonly place?: string;
  /** When this number is meant, where that is not the place: 「119にかけるか迷うとき」. */
  readonly when?: string;
  readonly name: string;
  readonly phone: string;
  readonly now:
    | { readonly state: 'always' }
    | { readonly state: 'open'; readonly closesAt: Date }
    | {
        readonly state: 'closed';
        readonly because: 'hours' | 'holiday' | 'year-end';
        readonly opensAt?: Date;
        /** The number that answers now; the button then carries it. */
        readonly answering?: { readonly name: string; readonly phone: string };
      };
  readonly hours?: WeeklyHours;
  readonly closedOnHolidays?: boolean;
  readonly free?: boolean;
  /** Languages spoken, as BCP 47 tags. */
  readonly languages?: readonly string[];
  /** Other ways, in the order of use: after hours, FAX, cannot get through. The day line is added when it is closed. */
  readonly ways: readonly Way[];
}

export interface Way {
  readonly kind: 'after-hours' | 'fax' | 'cannot-connect' | 'ambulance-advice' | 'paediatric' | 'languages';
  readonly phone: string;
  /** 「県の総合窓口（24時間）」; without it the kind's own words stand. */
  readonly note?: string;
}

type AnyWay = Omit<Way, 'kind'> & { readonly kind: Way['kind'] | 'daytime' };

const wayIcons: Readonly<Record<AnyWay['kind'], IconName>> = {
  'after-hours': 'moon',
  daytime: 'clock',
  fax: 'fax',
  'cannot-connect': 'info',
  'ambulance-advice': 'info',
  paediatric: 'child',
  languages: 'globe',
};
const wayKeys: Readonly<Record<AnyWay['kind'], string>> = {
  'after-hours': 'centre.after_hours',
  daytime: 'centre.daytime',
  fax: 'centre.fax',
  'cannot-connect': 'centre.cannot_connect',
  'ambulance-advice': 'centre.ambulance_advice',
  paediatric: 'centre.paediatric',
  languages: 'centre.languages',
};
const callOtherKeys = {
  hours: 'centre.hours_call_other',
  holiday: 'centre.holiday_call_other',
  'year-end': 'centre.year_end_call_other',
} as const;
const closedKeys = {
  hours: 'centre.hours_closed',
  holiday: 'centre.holiday_closed',
  'year-end': 'centre.year_end_closed',
} as const;
const languageKeys: Readonly<Record<string, string>> = {
  ja: 'centre.language_ja',
  en: 'centre.language_en',
  zh: 'centre.language_zh',
  ko: 'centre.language_ko',
  vi: 'centre.language_vi',
  tl: 'centre.language_tl',
  pt: 'centre.language_pt',
  es: 'centre.language_es',
  ne: 'centre.language_ne',
  id: 'centre.language_id',
  th: 'centre.language_th',
  my: 'centre.language_my',
};

/** Area, name, open or closed now and until when, the call button, then the other ways. */
export function centreCard(frame: Frame, centre: Centre, button: 'first' | 'second', level: 2 | 3 = 2): Html {
  const { say } = frame;
  const whose = centre.when ?? (centre.place && say('centre.for_place', { place: centre.place }));
  const name = text(centre.name);
  return html`<section class="centre">
<div class="centre-head">${whose && html`<p class="hint">${text(whose)}</p>`}${level === 2 ? html`<h2>${name}</h2>` : html`<h3>${name}</h3>`}</div>
<div class="centre-body">${openNow(frame, centre)}${call(frame, centre, button)}${about(frame, centre)}</div>
${ways(frame, otherWays(frame, centre))}
</section>`;
}

/** The same in a fold, for pages that do not tell to call: closed, it names the centre. */
export const centreFold = (frame: Frame, centre: Centre): Html =>
  html`<details class="fold"><summary>${label(frame.say('centre.fold'))}</summary><div>${centreCard(frame, centre, 'second')}</div></details>`;

function openNow(frame: Frame, { now }: Centre): Html {
  const { say } = frame;
  if (now.state !== 'closed') {
    const until = now.state === 'open' ? formatUntil(frame, now.closesAt) : say('centre.always');
    return state('open', 'clock', say('centre.open_now'), until);
  }
  const title = say(now.answering ? callOtherKeys[now.because] : closedKeys[now.because]);
  const opens = now.opensAt ? say('centre.opens', { when: formatFrom(frame, now.opensAt) }) : undefined;
  return state('closed', 'moon', title, opens);
}

const state = (kind: 'open' | 'closed', drawing: IconName, title: string, detail: string | undefined): Html =>
  html`<p class="hours ${kind}">${icon(drawing)}<span><strong>${text(title)}</strong>${detail !== undefined && label(detail)}</span></p>`;

function call(frame: Frame, { now, phone }: Centre, button: 'first' | 'second'): Html {
  if (now.state !== 'closed') return callButton(frame, phone, frame.say('centre.call'), button);
  if (!now.answering) return callButton(frame, phone, frame.say('centre.call_when_open'), 'second');
  const name = html`<p class="hint">${text(now.answering.name)}</p>`;
  return html`${callButton(frame, now.answering.phone, frame.say('centre.call_answering'), button)}${name}`;
}

const hoursOf = (frame: Frame, { hours, closedOnHolidays, now }: Centre): string | undefined =>
  hours && now.state !== 'always' ? formatHours(frame, hours, closedOnHolidays === true) : undefined;

/** Hours, price and languages of the number on the button. */
function about(frame: Frame, centre: Centre): Html | false {
  const { say } = frame;
  const answeredElsewhere = centre.now.state === 'closed' && centre.now.answering !== undefined;
  const spoken = (centre.languages ?? []).flatMap((tag) => {
    const key = languageKeys[tag.split('-')[0]!];
    return key ? [say(key)] : [];
  });
  const sentences = answeredElsewhere
    ? []
    : [
        hoursOf(frame, centre),
        centre.free ? say('centre.free') : undefined,
        spoken.length > 0 ? say('centre.spoken', { languages: spoken.join(say('time.and')) }) : undefined,
      ].filter((sentence) => sentence !== undefined);
  const lines = sentences.map((sentence, at) => html`${at > 0 && html`<br>`}${text(sentence)}`);
  return lines.length > 0 && html`<p class="hint">${lines}</p>`;
}

/** While another number answers, the day line moves down to the other ways, with its hours. */
function otherWays(frame: Frame, centre: Centre): readonly AnyWay[] {
  const { now, ways: all, phone } = centre;
  if (now.state !== 'closed' || !now.answering) return all;
  const answering = now.answering.phone;
  const note = hoursOf(frame, centre);
  const daytime: AnyWay = { kind: 'daytime', phone, ...(note === undefined ? {} : { note }) };
  return [daytime, ...all.filter((way) => way.phone !== answering)];
}

function ways(frame: Frame, all: readonly AnyWay[]): Html | false {
  if (all.length === 0) return false;
  const way = (one: AnyWay) => {
    const note = one.note ?? (one.kind === 'fax' ? frame.say('centre.fax_note') : undefined);
    return html`<div><dt>${icon(wayIcons[one.kind])}${label(frame.say(wayKeys[one.kind]))}</dt><dd>${phoneLine(frame, one.phone, one.kind === 'fax')}${note !== undefined && label(note)}</dd></div>`;
  };
  return html`<dl class="ways" aria-label="${bare(frame.say('centre.ways'))}">${all.map(way)}</dl>`;
}
