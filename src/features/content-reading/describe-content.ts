import { addDays, jstDate, jstParts, type OnDate } from '../../base/jst.ts';
import type { Localized } from '../../base/language.ts';
import type { Places } from '../../base/places.ts';
import {
  type Calendar,
  type ContactPoint,
  daysAround,
  formatWeeklyHours,
  openingAt,
} from '../../engines/contact-points/index.ts';
import { profileAt } from '../../engines/guidance/index.ts';
import type { AccountContent } from '../content/index.ts';

/** The rule profiles of the account's own schedule, with who vouches for them. */
export function describeGuidance({ account, pack, guidance }: AccountContent, at: Date) {
  const current = profileAt(guidance.schedule, at);
  return guidance.schedule.map(({ profile, from }, place) => {
    const next = guidance.schedule[place + 1];
    const table = guidance.tables.get(profile)!;
    const [notice] = pack.page.profiles.find(({ id }) => id === profile)?.notices ?? [];
    const title = notice?.title ?? table.name;
    return {
      profile,
      title: { ja: title, easy: title, en: table.name },
      from,
      to: next ? addDays(next.from, -1) : null,
      current: profile === current,
      version: table.version,
      rules: table.rules.length,
      source: { title, url: notice?.url ?? null, on: notice?.issuedOn ?? from },
      signOff: { ...account.medicalSignOff },
    };
  });
}

/** Every version of the policy, and the terms of use. */
export function describeDocuments({ policy, policyVersions, terms }: AccountContent) {
  const versions = policyVersions.map(({ id, version, title, effectiveOn, lawRegime }) => ({
    id,
    version,
    title,
    effectiveOn,
    lawRegime: lawRegime as string,
    current: version === policy.version,
  }));
  const { id, version, title, effectiveOn } = terms;
  return [...versions, { id, version, title, effectiveOn, lawRegime: '', current: true }];
}

/** The settings that staff look up. */
export function describeAccount({ account, guidance }: AccountContent): Record<string, unknown> {
  return {
    slug: account.slug,
    name: account.name,
    prefectureCode: account.prefectureCode,
    openedOn: account.opened.on,
    catchAll: account.catchAll,
    pack: account.diseasePack,
    languages: account.languages,
    answerMode: account.answerMode,
    chatException: account.chatException,
    policy: `${account.policy.id} ${account.policy.version}`,
    schedule: guidance.schedule.map(({ profile, from }) => `${from} ${profile}`),
    menu: account.menu,
    doctorConsultation: account.doctorConsultation,
    newsUrl: account.newsUrl,
    demonstration: account.demonstration,
  };
}

export interface DescribedPoint {
  readonly id: string;
  readonly kind: string;
  readonly name: Localized;
  /** Names of municipalities, postal prefixes, or the prefecture; empty = the whole country. */
  readonly jurisdiction: string[];
  readonly hours: string;
  readonly phone: string | null;
  readonly fax: string | null;
  readonly languages: string[];
  readonly validFrom: OnDate | null;
  readonly validTo: OnDate | null;
  readonly openNow: boolean;
  /** 'YYYY-MM-DD HH:MM' in Japan. */
  readonly opensNext: string | null;
}

/** Contact points as imported, with whether they answer now. */
export function describePoints(
  points: readonly ContactPoint[],
  places: Places,
  calendar: Calendar,
  at: Date,
): DescribedPoint[] {
  const days = daysAround(at, calendar);
  return points.map((point) => {
    const { openNow, opensAt } = openingAt(point, at, days);
    return {
      id: point.id,
      kind: point.kind,
      name: point.names,
      jurisdiction: jurisdictionNames(point, places),
      hours: formatWeeklyHours(point.hours),
      phone: point.phone ?? null,
      fax: point.fax ?? null,
      languages: [...point.languages],
      validFrom: point.validFrom ?? null,
      validTo: point.validTo ?? null,
      openNow,
      opensNext: opensAt ? clockInJapan(opensAt) : null,
    };
  });
}

function jurisdictionNames({ jurisdiction }: ContactPoint, places: Places): string[] {
  const { prefectureCode, municipalityCodes, zipPrefixes } = jurisdiction;
  const names = [
    ...municipalityCodes.map((code) => places.municipality(code)?.name ?? code),
    ...zipPrefixes.map((prefix) => `〒${prefix}`),
  ];
  if (names.length > 0) return names;
  return prefectureCode === undefined ? [] : [places.prefecture(prefectureCode)?.name ?? prefectureCode];
}

function clockInJapan(at: Date): string {
  const { minute } = jstParts(at);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${jstDate(at)} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
