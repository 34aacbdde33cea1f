import type { OnDate } from '../../../../base/jst.ts';
import { type ConsentTick, type ConsentView, consentPage, type TickMeaning } from '../consent-page.ts';
import type { GalleryPages } from './pages.ts';
import { type Sample, target } from './sample-frame.ts';

const effectiveOn = '2020-04-01' as OnDate;
const full = (href: string) => ({ href, version: '2', effectiveOn });

function ticks({ sample }: Sample, research: TickMeaning): ConsentTick[] {
  const fresh = { ticked: false, missing: false };
  const must = { required: true, meaning: 'consent', ...fresh } as const;
  const may = { required: false, ...fresh } as const;
  return [
    {
      ...must,
      id: 'consent_terms',
      label: sample('tick_terms'),
      explanation: sample('explain_terms'),
      document: full('/miyagi/terms'),
    },
    {
      ...must,
      id: 'consent_privacy',
      label: sample('tick_privacy'),
      explanation: sample('explain_privacy'),
      document: full('/miyagi/privacy'),
    },
    {
      ...may,
      id: 'consent_research',
      meaning: research,
      label: sample('tick_research'),
      explanation: sample('explain_research'),
      document: full('/miyagi/privacy#research'),
    },
    {
      ...may,
      id: 'followup',
      meaning: 'consent',
      label: sample('tick_followup'),
      explanation: sample('explain_followup'),
    },
  ];
}

function view(made: Sample, all: readonly ConsentTick[]): ConsentView {
  const { sample } = made;
  const summary = {
    collected: sample('collected'),
    purposes: sample('purposes'),
    recipients: sample('recipients'),
    kept: sample('kept'),
    stopping: sample('stopping'),
  };
  return { form: target, summary, ticks: all, declineHref: '/miyagi' };
}

export const consentSamples: GalleryPages = (made) => {
  const fresh = ticks(made, 'consent');
  const half = fresh.map((tick) => ({
    ...tick,
    ticked: tick.id === 'consent_terms',
    missing: tick.id === 'consent_privacy',
  }));
  const read = ticks(made, 'opt-out').map((tick) => (tick.required ? { ...tick, meaning: 'read' as const } : tick));
  return {
    consent: consentPage(made.frame, view(made, fresh)),
    'consent-missing': consentPage(made.frame, view(made, half)),
    'consent-again': consentPage(made.frame, { ...view(made, read), changed: made.sample('purposes') }),
  };
};
